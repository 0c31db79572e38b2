using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>
/// Loads the embedded models as models: to fine-tune, to learn from, to save as ONNX files.
/// A <see cref="CharacterRecognizer"/> needs none of this. docs/model-card.md says how they were made.
/// </summary>
public static class EmbeddedModels
{
    /// <summary>Loads a model. Safe to call from several threads at once.</summary>
    /// <param name="model">The model.</param>
    /// <returns>A model of the caller's own: what becomes of it changes no other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    /// <example>
    /// <code>
    /// OnnxModel model = EmbeddedModels.Load(EmbeddedModel.Fast);
    /// model.Save("fast.onnx");
    /// </code>
    /// </example>
    public static OnnxModel Load(EmbeddedModel model)
    {
        string resource = model switch
        {
            EmbeddedModel.Default => "default.onnx",
            EmbeddedModel.Fast => "fast.onnx",
            _ => throw new ArgumentOutOfRangeException(nameof(model), model, "There is no such embedded model."),
        };
        using Stream stream = typeof(EmbeddedModels).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The library was built without its model, {resource}.");
        return OnnxModel.Load(stream);
    }
}
