using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>How a <see cref="CharacterRecognizer"/> works. Immutable.</summary>
public sealed class RecognizerOptions
{
    /// <summary>The model to use. Default: null, which is the one embedded in the library.</summary>
    public OnnxModel? Model { get; init; }

    /// <summary>Limits on the pictures that are decoded. Default: those of <see cref="ImageDecoderOptions"/>.</summary>
    public ImageDecoderOptions Decoding { get; init; } = new();
}
