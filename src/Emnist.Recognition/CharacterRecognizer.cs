using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition;

/// <summary>
/// Names the handwritten character in a picture. Immutable: create one and share it between any number of threads.
/// </summary>
/// <example>
/// <code>
/// var recognizer = new CharacterRecognizer();
/// CharacterPrediction prediction = recognizer.Predict("letter.png");
/// Console.WriteLine($"{prediction.Character}  {prediction.Confidence:P1}");
/// </code>
/// </example>
public sealed class CharacterRecognizer
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    private static readonly Lazy<(InferencePlan Plan, IReadOnlyList<string> ClassNames)> Embedded =
        new(static () => Prepare(EmbeddedModel.Load()));

    private readonly ImageDecoderOptions _decoding;
    private readonly InferencePlan _plan;
    private readonly IReadOnlyList<string> _classNames;

    /// <summary>Creates a recognizer with the embedded model, which is read once and shared.</summary>
    public CharacterRecognizer()
        : this(new RecognizerOptions())
    {
    }

    /// <summary>Creates a recognizer.</summary>
    /// <param name="options">The model and the limits. A model is copied: training it further changes nothing here.</param>
    /// <exception cref="ArgumentException">The model does not take grey images of 28 x 28, or a limit is out of range.</exception>
    public CharacterRecognizer(RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Decoding);
        options.Decoding.Validate();
        _decoding = options.Decoding;
        (_plan, _classNames) = options.Model is { } model ? Prepare(model) : Embedded.Value;
    }

    /// <summary>Names the character in an encoded picture.</summary>
    /// <param name="stream">A PNG, from the stream's position on; told by its content. It is left open.</param>
    /// <exception cref="ImageFormatException">The stream is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public CharacterPrediction Predict(Stream stream) => Predict(ImageDecoder.Decode(stream, _decoding));

    /// <summary>Names the character in a picture file.</summary>
    /// <param name="path">A PNG file, told by its content.</param>
    /// <exception cref="ImageFormatException">The file is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    public CharacterPrediction Predict(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Predict(stream);
    }

    /// <summary>Names the character in grey pixels.</summary>
    /// <param name="pixels">[height, width], row by row: 0 is black, 255 white; dark ink on light ground or the reverse.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The size is below 1 or not that of <paramref name="pixels"/>.</exception>
    public CharacterPrediction Predict(ReadOnlySpan<byte> pixels, int width, int height) =>
        Predict(new GrayImage(width, height, pixels));

    /// <summary>Names the character in a grey picture.</summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    public CharacterPrediction Predict(GrayImage image)
    {
        Span<byte> normalized = stackalloc byte[ImageLength];
        if (!CharacterNormalizer.TryNormalize(image, normalized))
        {
            return CharacterPrediction.Blank;
        }

        float[] probabilities = new float[_classNames.Count];
        _plan.Predict(normalized, probabilities, 1);
        return CharacterPrediction.Of(_classNames, probabilities);
    }

    private static (InferencePlan Plan, IReadOnlyList<string> ClassNames) Prepare(OnnxModel model)
    {
        TensorShape input = model.Network.InputShape;
        return input.Length == ImageLength && input is { Channels: 1, Width: CharacterNormalizer.Size } or { Rank: 1 }
            ? (model.Network.CompileProbabilities(), model.ClassNames)
            : throw new ArgumentException(
                $"The model takes {input}; characters are [{CharacterNormalizer.Size}, {CharacterNormalizer.Size}, 1].", nameof(model));
    }
}
