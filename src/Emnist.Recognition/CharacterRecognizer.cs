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

    /// <summary>Pictures that a thread takes at a time.</summary>
    private const int ChunkSize = 16;

    private static readonly Lazy<(InferencePlan Plan, IReadOnlyList<string> ClassNames)> Embedded =
        new(static () => Prepare(EmbeddedModel.Load()));

    private readonly ImageDecoderOptions _decoding;
    private readonly InferencePlan _plan;

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
        (_plan, ClassNames) = options.Model is { } model ? Prepare(model) : Embedded.Value;
    }

    /// <summary>The names of the model's classes, in the order of its outputs.</summary>
    public IReadOnlyList<string> ClassNames { get; }

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

        float[] probabilities = new float[ClassNames.Count];
        _plan.Predict(normalized, probabilities, 1);
        return CharacterPrediction.Of(ClassNames, probabilities);
    }

    /// <summary>Names the characters in many pictures, on all processors.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    public IReadOnlyList<CharacterPrediction> PredictBatch(IReadOnlyList<GrayImage> images) =>
        PredictBatch(images, Environment.ProcessorCount);

    /// <summary>Names the characters in many pictures.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <param name="maxDegreeOfParallelism">Threads at work, at least 1.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    public IReadOnlyList<CharacterPrediction> PredictBatch(IReadOnlyList<GrayImage> images, int maxDegreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        var predictions = new CharacterPrediction[images.Count];
        int chunks = (images.Count + ChunkSize - 1) / ChunkSize;
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism }, chunk =>
        {
            int start = chunk * ChunkSize;
            PredictChunk(images, start, predictions.AsSpan(start, Math.Min(ChunkSize, images.Count - start)));
        });
        return predictions;
    }

    /// <summary>
    /// The probabilities of an image that has EMNIST's form already. The quickest way from pixels to an answer: it
    /// allocates nothing once every thread has called it.
    /// </summary>
    /// <param name="image">[28, 28], row by row: 0 is background, 255 ink, as <see cref="CharacterNormalizer"/> makes it.</param>
    /// <param name="probabilities">Written: a probability for each of <see cref="ClassNames"/>. It may be longer.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void PredictProbabilities(ReadOnlySpan<byte> image, Span<float> probabilities) => _plan.Predict(image, probabilities, 1);

    private void PredictChunk(IReadOnlyList<GrayImage> images, int start, Span<CharacterPrediction> predictions)
    {
        byte[] normalized = new byte[predictions.Length * ImageLength];
        int[] owners = new int[predictions.Length];
        int count = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            predictions[i] = CharacterPrediction.Blank;
            if (CharacterNormalizer.TryNormalize(images[start + i], normalized.AsSpan(count * ImageLength, ImageLength)))
            {
                owners[count++] = i;
            }
        }

        float[] probabilities = new float[count * ClassNames.Count];
        _plan.Predict(normalized, probabilities, count);
        for (int i = 0; i < count; i++)
        {
            predictions[owners[i]] = CharacterPrediction.Of(ClassNames, probabilities.AsSpan(i * ClassNames.Count, ClassNames.Count));
        }
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
