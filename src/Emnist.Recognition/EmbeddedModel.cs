using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>The model that lies in the assembly; docs/model-card.md says how it was made.</summary>
internal static class EmbeddedModel
{
    private const string ResourceName = "default.onnx";

    public static OnnxModel Load()
    {
        using Stream stream = typeof(EmbeddedModel).Assembly.GetManifestResourceStream(ResourceName)
            ?? throw new InvalidOperationException($"The library was built without its model, {ResourceName}.");
        return OnnxModel.Load(stream);
    }
}
