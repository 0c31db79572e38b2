using Emnist.Recognition.Imaging;
using Emnist.Recognition.Reading;
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

    private static readonly Lazy<(InferencePlan Plan, CharacterClasses Classes)> Default =
        new(static () => Prepare(EmbeddedModels.Load(EmbeddedModel.Default)));

    private static readonly Lazy<(InferencePlan Plan, CharacterClasses Classes)> Fast =
        new(static () => Prepare(EmbeddedModels.Load(EmbeddedModel.Fast)));

    private readonly ImageDecoderOptions _decoding;
    private readonly InferencePlan _plan;
    private readonly CharacterClasses _classes;

    /// <summary>Creates a recognizer with <see cref="EmbeddedModel.Default"/>, which is read once and shared.</summary>
    public CharacterRecognizer()
        : this(new RecognizerOptions())
    {
    }

    /// <summary>Creates a recognizer.</summary>
    /// <param name="options">
    /// The model and the limits. A model is copied: training it further changes nothing here. An embedded one is read once and
    /// shared.
    /// </param>
    /// <exception cref="ArgumentException">The model does not take grey images of 28 x 28, a limit is out of range, or there is no such embedded model.</exception>
    public CharacterRecognizer(RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Decoding);
        options.Decoding.Validate();
        _decoding = options.Decoding;
        (_plan, _classes) = (options.Model, options.EmbeddedModel) switch
        {
            ({ } model, _) => Prepare(model),
            (null, EmbeddedModel.Default) => Default.Value,
            (null, EmbeddedModel.Fast) => Fast.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.EmbeddedModel, "There is no such embedded model."),
        };
    }

    /// <summary>The names of the model's classes, in the order of its outputs.</summary>
    public IReadOnlyList<string> ClassNames => _classes.Names;

    /// <summary>Names the character in an encoded picture.</summary>
    /// <param name="stream">
    /// A PNG, JPEG, BMP, GIF or PNM, from the stream's position on; told by its content. It is left open.
    /// </param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <exception cref="ImageFormatException">The stream is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(Stream stream, CharacterSet? characters = null) =>
        Predict(ImageDecoder.Decode(stream, _decoding), characters);

    /// <summary>Names the character in a picture file.</summary>
    /// <param name="path">A PNG, JPEG, BMP, GIF or PNM file, told by its content.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <exception cref="ImageFormatException">The file is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(string path, CharacterSet? characters = null)
    {
        using FileStream stream = File.OpenRead(path);
        return Predict(stream, characters);
    }

    /// <summary>Names the character in another library's pixels.</summary>
    /// <param name="pixels">The pixels, row by row from the top left; dark ink on light ground or the reverse.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="format">The layout of a pixel.</param>
    /// <param name="stride">Bytes from a row to the next; 0 stands for rows without a gap.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <exception cref="ArgumentException">
    /// The sizes do not fit each other (see <see cref="GrayImage.FromPixels(ReadOnlySpan{byte}, ImageSize, PixelFormat)"/>),
    /// or the model knows none of <paramref name="characters"/>.
    /// </exception>
    public CharacterPrediction Predict(
        ReadOnlySpan<byte> pixels,
        int width,
        int height,
        PixelFormat format = PixelFormat.Gray8,
        int stride = 0,
        CharacterSet? characters = null)
    {
        var size = new ImageSize { Width = width, Height = height };
        GrayImage image = stride == 0
            ? GrayImage.FromPixels(pixels, size, format)
            : GrayImage.FromPixels(pixels, size, format, stride);
        return Predict(image, characters);
    }

    /// <summary>Names the character in a grey picture.</summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(GrayImage image, CharacterSet? characters = null)
    {
        _classes.Require(characters);
        Span<byte> normalized = stackalloc byte[ImageLength];
        InkKind kind = CharacterNormalizer.Normalize(image, normalized);
        if (kind != InkKind.Character)
        {
            return CharacterPrediction.Unnamed(kind, normalized);
        }

        float[] probabilities = new float[ClassNames.Count];
        _plan.Predict(normalized, probabilities, 1);
        return CharacterPrediction.Of(_classes.Rank(probabilities, characters), normalized);
    }

    /// <summary>Names the characters in many pictures, on all processors.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    /// <exception cref="ArgumentException">A picture is null, or the model knows none of <paramref name="characters"/>.</exception>
    public IReadOnlyList<CharacterPrediction> PredictBatch(IReadOnlyList<GrayImage> images, CharacterSet? characters = null) =>
        PredictBatch(images, Environment.ProcessorCount, characters);

    /// <summary>Names the characters in many pictures.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <param name="maxDegreeOfParallelism">Threads at work, at least 1.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    /// <exception cref="ArgumentException">A picture is null, or the model knows none of <paramref name="characters"/>.</exception>
    public IReadOnlyList<CharacterPrediction> PredictBatch(
        IReadOnlyList<GrayImage> images, int maxDegreeOfParallelism, CharacterSet? characters = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        _classes.Require(characters);
        for (int i = 0; i < images.Count; i++)
        {
            if (images[i] is null)
            {
                throw new ArgumentException($"Picture {i} is null.", nameof(images));
            }
        }

        var predictions = new CharacterPrediction[images.Count];
        int chunks = (images.Count + ChunkSize - 1) / ChunkSize;
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = maxDegreeOfParallelism }, chunk =>
        {
            int start = chunk * ChunkSize;
            PredictChunk(images, start, predictions.AsSpan(start, Math.Min(ChunkSize, images.Count - start)), characters);
        });
        return predictions;
    }

    /// <summary>Reads the characters in an encoded picture of one or more lines.</summary>
    /// <param name="stream">
    /// A PNG, JPEG, BMP, GIF or PNM, from the stream's position on; told by its content. It is left open.
    /// </param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <exception cref="ImageFormatException">The stream is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    public RecognizedText ReadText(Stream stream, ReadTextOptions? options = null) =>
        ReadText(ImageDecoder.Decode(stream, _decoding), options);

    /// <summary>Reads the characters in a picture file of one or more lines.</summary>
    /// <param name="path">A PNG, JPEG, BMP, GIF or PNM file, told by its content.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <exception cref="ImageFormatException">The file is not a picture that the library reads, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    public RecognizedText ReadText(string path, ReadTextOptions? options = null)
    {
        using FileStream stream = File.OpenRead(path);
        return ReadText(stream, options);
    }

    /// <summary>
    /// Reads the characters in a picture of one or more lines, written in separated letters: a number, a code, a word.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse, the lines level but for some degrees.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <returns>
    /// Lines of words of characters, each with its place in the picture and its candidates. Empty when the picture is blank
    /// or a texture; no more than some 2,000 characters are looked for. Joined handwriting is beyond it: where letters
    /// touch, they are cut apart as the network finds likely.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    public RecognizedText ReadText(GrayImage image, ReadTextOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        options ??= ReadTextOptions.Default;
        options.Validate();
        _classes.Require(options.Characters);
        return TextSegmenter.Find(image) is { } layout
            ? new TextReading(_plan, _classes, layout, options).Read()
            : new RecognizedText([]);
    }

    /// <summary>
    /// The probabilities of an image that has EMNIST's form already. The quickest way from pixels to an answer: it
    /// allocates nothing once every thread has called it.
    /// </summary>
    /// <param name="image">[28, 28], row by row: 0 is background, 255 ink, as <see cref="CharacterNormalizer"/> makes it.</param>
    /// <param name="probabilities">Written: a probability for each of <see cref="ClassNames"/>. It may be longer.</param>
    /// <exception cref="ArgumentException">The image does not have 784 values, or <paramref name="probabilities"/> is too short.</exception>
    public void PredictProbabilities(ReadOnlySpan<byte> image, Span<float> probabilities)
    {
        if (image.Length != ImageLength)
        {
            throw new ArgumentException($"The image has {image.Length} values; a character has {ImageLength}.", nameof(image));
        }

        _plan.Predict(image, probabilities, 1);
    }

    private void PredictChunk(
        IReadOnlyList<GrayImage> images, int start, Span<CharacterPrediction> predictions, CharacterSet? characters)
    {
        byte[] normalized = new byte[predictions.Length * ImageLength];
        int[] owners = new int[predictions.Length];
        int count = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            Span<byte> next = normalized.AsSpan(count * ImageLength, ImageLength);
            InkKind kind = CharacterNormalizer.Normalize(images[start + i], next);
            if (kind == InkKind.Character)
            {
                owners[count++] = i;
            }
            else
            {
                predictions[i] = CharacterPrediction.Unnamed(kind, next);
            }
        }

        float[] probabilities = new float[count * ClassNames.Count];
        _plan.Predict(normalized, probabilities, count);
        for (int i = 0; i < count; i++)
        {
            predictions[owners[i]] = CharacterPrediction.Of(
                _classes.Rank(probabilities.AsSpan(i * ClassNames.Count, ClassNames.Count), characters),
                normalized.AsSpan(i * ImageLength, ImageLength));
        }
    }

    private static (InferencePlan Plan, CharacterClasses Classes) Prepare(OnnxModel model)
    {
        TensorShape input = model.Network.InputShape;
        return input.Length == ImageLength && input is { Channels: 1, Width: CharacterNormalizer.Size } or { Rank: 1 }
            ? (model.Network.CompileProbabilities(), new CharacterClasses(model.ClassNames))
            : throw new ArgumentException(
                $"The model takes {input}; characters are [{CharacterNormalizer.Size}, {CharacterNormalizer.Size}, 1].", nameof(model));
    }
}
