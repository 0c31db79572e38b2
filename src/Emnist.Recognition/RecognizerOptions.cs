using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>How a <see cref="CharacterRecognizer"/> works. Immutable.</summary>
public sealed class RecognizerOptions
{
    /// <summary>The model to use. Default: null, which is <see cref="EmbeddedModel"/>.</summary>
    public OnnxModel? Model { get; init; }

    /// <summary>Which of the library's own models to use where <see cref="Model"/> is null. Default: <see cref="EmbeddedModel.Default"/>.</summary>
    public EmbeddedModel EmbeddedModel { get; init; }

    /// <summary>Limits on the pictures that are decoded. Default: those of <see cref="ImageDecoderOptions"/>.</summary>
    public ImageDecoderOptions Decoding { get; init; } = new();
}
