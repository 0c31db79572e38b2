using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>
/// Loads the embedded model as a model: to fine-tune, to learn from, to save as an ONNX file. A <see cref="CharacterRecognizer"/> needs
/// none of this. It has a class for each of the 62 digits, capitals and small letters, and one for what is no character
/// (<see cref="OnnxModel.NonCharacter"/>); docs/model-card.md says how it was made, and what it reads.
/// </summary>
public static class EmbeddedModel
{
    private const string Resource = "default.onnx";

    /// <summary>Loads the model. Safe to call from several threads at once.</summary>
    /// <returns>A model of the caller's own: what becomes of it changes no other.</returns>
    /// <example>
    /// <code>
    /// OnnxModel model = EmbeddedModel.Load();
    /// model.Save("default.onnx");
    /// </code>
    /// </example>
    public static OnnxModel Load()
    {
        using Stream stream = typeof(EmbeddedModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The library was built without its model, {Resource}.");
        return OnnxModel.Load(stream);
    }
}
