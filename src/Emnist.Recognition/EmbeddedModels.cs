using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>Reads the models that lie in the assembly; docs/model-card.md says how they were made.</summary>
internal static class EmbeddedModels
{
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
