using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>How a <see cref="CharacterRecognizer"/> works. A recognizer copies it: later changes have no effect.</summary>
/// <remarks>
/// In an application with dependency injection they are configured as others are, or bound from a configuration's
/// <c>ModelPath</c>, <c>Classes</c>, <c>MergedNames</c>, <c>InputForm:Ground</c>, <c>InputForm:Ink</c>, <c>InputForm:Transposed</c>,
/// <c>InputForm:Framing</c>, <c>DecoderOptions:MaxPixels</c> and <c>DecoderOptions:MaxBytes</c>, and handed to the recognizer as in the
/// example: the library does not know Microsoft.Extensions.Options, and would not see them by itself. A classifier and a decoder are
/// set in code.
/// </remarks>
/// <example>
/// <code>
/// builder.Services.Configure&lt;RecognizerOptions&gt;(builder.Configuration.GetSection("Recognizer"));
/// builder.Services.AddSingleton(provider =>
///     new CharacterRecognizer(provider.GetRequiredService&lt;IOptions&lt;RecognizerOptions>>().Value));
/// </code>
/// </example>
public sealed record RecognizerOptions
{
    /// <summary>
    /// An ONNX file with a model of one's own, read when the recognizer is created. A model that is in memory is handed to the
    /// recognizer itself.
    /// </summary>
    /// <value>Default: null, for the embedded model.</value>
    public string? ModelPath { get; set; }

    /// <summary>
    /// Another engine than the library's own, with a model of its own: ONNX Runtime, a GPU, or what one has written oneself. It is not
    /// disposed by recognizers.
    /// </summary>
    /// <value>Default: null, none. Where there is one, no model is loaded, and a <see cref="ModelPath"/> is refused.</value>
    public ICharacterClassifier? Classifier { get; set; }

    /// <summary>
    /// What the model's classes are, where its file does not name them or names them otherwise: the name of a data set such as
    /// <c>balanced</c>, a file, or the names, as <see cref="OnnxModel.WithClasses"/> takes them.
    /// </summary>
    /// <value>
    /// Default: null, for the names that the model gives. A file that gives none has classes <c>0</c>, <c>1</c> and so on.
    /// </value>
    public string? Classes { get; set; }

    /// <summary>
    /// Whether letters whose forms differ by little but their size are named by the capital, as EMNIST Balanced names them, and not by
    /// their likelier form. It is for models with a class for each form and one for what is no character
    /// (<see cref="OnnxModel.NonCharacter"/>): others know no such choice.
    /// </summary>
    /// <value>Default: false, for the likelier form, which of letters that differ by size alone is often a guess.</value>
    public bool MergedNames { get; set; }

    /// <summary>
    /// The form of the images that the model was trained on, where its file does not tell it or tells it wrongly: all of it, not the
    /// part that differs. Pictures are brought to it before the network sees them.
    /// </summary>
    /// <value>
    /// Default: null, for what the model tells (<see cref="OnnxModel.InputForm"/>), or <see cref="InputForm.Emnist"/> where it tells
    /// nothing: <see cref="CharacterRecognizer.InputForm"/> shows whether it did.
    /// </value>
    public InputForm? InputForm { get; set; }

    /// <summary>What reads encoded pictures; another library's decoder brings formats that the built-in one does not know.</summary>
    /// <value>Default: <see cref="ImageDecoder.BuiltIn"/>, for PNG, JPEG, BMP, GIF and PNM.</value>
    public IImageDecoder Decoder { get; set; } = ImageDecoder.BuiltIn;

    /// <summary>Limits on the pictures that are decoded.</summary>
    /// <value>Default: those of <see cref="ImageDecoderOptions"/>.</value>
    public ImageDecoderOptions DecoderOptions { get; set; } = new();

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Decoder);
        ArgumentNullException.ThrowIfNull(DecoderOptions);
        DecoderOptions.Validate();
        _ = InputForm?.ToValidated();
        if (ModelPath is "")
        {
            throw new ArgumentException("The path is empty: leave it out, or name a file.", nameof(ModelPath));
        }

        if (ModelPath is not null && Classifier is not null)
        {
            throw new ArgumentException($"There are a classifier and a {nameof(ModelPath)}: leave one out.", nameof(Classifier));
        }

        if (Classes is not null && string.IsNullOrWhiteSpace(Classes))
        {
            throw new ArgumentException("There is no name: leave them out, or name the classes.", nameof(Classes));
        }
    }
}
