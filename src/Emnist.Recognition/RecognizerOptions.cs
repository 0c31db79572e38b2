using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>How a <see cref="CharacterRecognizer"/> works. A recognizer copies it: later changes have no effect.</summary>
/// <remarks>
/// Can be configured as .NET's options are: <c>services.Configure&lt;RecognizerOptions&gt;(o => o.EmbeddedModel = EmbeddedModel.Fast)</c>,
/// or bound from a configuration's <c>EmbeddedModel</c>, <c>ModelPath</c>, <c>Decoding:MaxPixels</c> and <c>Decoding:MaxBytes</c>.
/// </remarks>
public sealed record RecognizerOptions
{
    /// <summary>Which of the library's own models to use where no other is given.</summary>
    /// <value>Default: <see cref="EmbeddedModel.Default"/>.</value>
    public EmbeddedModel EmbeddedModel { get; set; }

    /// <summary>A model of one's own. It is copied: training it further changes nothing.</summary>
    /// <value>Default: null, none. Not together with <see cref="ModelPath"/>.</value>
    public OnnxModel? Model { get; set; }

    /// <summary>An ONNX file with a model of one's own, read when the recognizer is created.</summary>
    /// <value>Default: null, none. Not together with <see cref="Model"/>.</value>
    public string? ModelPath { get; set; }

    /// <summary>What reads encoded pictures; another library's decoder brings formats that the built-in one does not know.</summary>
    /// <value>Default: <see cref="ImageDecoder.BuiltIn"/>, for PNG, JPEG, BMP, GIF and PNM.</value>
    public IImageDecoder Decoder { get; set; } = ImageDecoder.BuiltIn;

    /// <summary>Limits on the pictures that are decoded.</summary>
    /// <value>Default: those of <see cref="ImageDecoderOptions"/>.</value>
    public ImageDecoderOptions Decoding { get; set; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Decoder);
        ArgumentNullException.ThrowIfNull(Decoding);
        Decoding.Validate();
        if (Model is not null && ModelPath is not null)
        {
            throw new ArgumentException($"Both {nameof(Model)} and {nameof(ModelPath)} are given: set one of them.");
        }

        if (!Enum.IsDefined(EmbeddedModel))
        {
            throw new ArgumentOutOfRangeException(nameof(EmbeddedModel), EmbeddedModel, "There is no such embedded model.");
        }
    }
}
