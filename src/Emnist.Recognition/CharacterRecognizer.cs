using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Reading;

namespace Emnist.Recognition;

/// <summary>
/// Recognizes handwritten characters in pictures. Immutable: create one and share it between any number of threads.
/// </summary>
/// <remarks>
/// Where pictures are encoded, they are PNG, JPEG, BMP, GIF or PNM, told by their content, or what else
/// <see cref="RecognizerOptions.Decoder"/> reads. The asynchronous members wait for the bytes without holding a thread, as web
/// servers want it; decoding and recognizing, some milliseconds of work, follow on the thread that goes on. An argument that is
/// null, where null is not named, is an <see cref="ArgumentNullException"/>.
/// </remarks>
/// <example>
/// <code>
/// var recognizer = new CharacterRecognizer();
/// CharacterPrediction prediction = recognizer.Predict("letter.png");
/// Console.WriteLine($"{prediction.Character}  {prediction.Confidence:P1}");
/// </code>
/// </example>
public sealed partial class CharacterRecognizer
{
    private const int ImageLength = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>Pictures that a thread takes at a time.</summary>
    private const int ChunkSize = 16;

    private static readonly Lazy<PreparedModel> Embedded = new(static () => Prepare(EmbeddedModel.Load()));

    private readonly IImageDecoder _decoder;
    private readonly ImageDecoderOptions _decoderOptions;
    private readonly ImageDecoderOptions _characterOptions;
    private readonly ImageDecoderOptions _textOptions;
    private readonly CharacterNetwork _network;
    private readonly CharacterClasses _classes;
    private readonly InputForm? _form;

    /// <summary>Creates a recognizer with the embedded model, which is read once and shared.</summary>
    public CharacterRecognizer()
        : this(new RecognizerOptions())
    {
    }

    /// <summary>Creates a recognizer with a model of one's own.</summary>
    /// <param name="model">The model. It is copied: training it further changes nothing here.</param>
    /// <exception cref="ArgumentException">The model does not take grey images of 28 x 28.</exception>
    public CharacterRecognizer(OnnxModel model)
        : this(model, new RecognizerOptions())
    {
    }

    /// <summary>Creates a recognizer with a model of one's own.</summary>
    /// <param name="model">The model. It is copied: training it further changes nothing here.</param>
    /// <param name="options">
    /// The form, the classes, the decoder and its limits; its models are not used, and a <see cref="RecognizerOptions.Classifier"/> is
    /// refused.
    /// </param>
    /// <exception cref="ArgumentException">The model does not take grey images of 28 x 28, or an option is not valid.</exception>
    /// <exception cref="IOException"><see cref="RecognizerOptions.Classes"/> is a file that cannot be read.</exception>
    public CharacterRecognizer(OnnxModel model, RecognizerOptions options)
        : this(options, options => Prepare(model, options))
    {
    }

    /// <summary>Creates a recognizer.</summary>
    /// <param name="options">
    /// The model or classifier, the decoder and its limits. The embedded model is read once and shared; a classifier is kept, and not
    /// disposed.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The model does not take grey images of 28 x 28, the classifier's classes are not named as they must be, or an option is not valid.
    /// </exception>
    /// <exception cref="ModelFormatException"><see cref="RecognizerOptions.ModelPath"/> is no model that the library reads.</exception>
    /// <exception cref="IOException">
    /// <see cref="RecognizerOptions.ModelPath"/>, or a file of <see cref="RecognizerOptions.Classes"/>, is missing or cannot be read.
    /// </exception>
    public CharacterRecognizer(RecognizerOptions options)
        : this(options, static options => options switch
        {
            { Classifier: { } classifier } => Prepare(classifier, options),
            { ModelPath: { } path } => Prepare(OnnxModel.Load(path), options),
            { Classes: not null } or { InputForm: not null } or { MergedNames: true } => Prepare(EmbeddedModel.Load(), options),
            _ => Embedded.Value,
        })
    {
    }

    private CharacterRecognizer(RecognizerOptions options, Func<RecognizerOptions, PreparedModel> prepare)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _decoder = options.Decoder;
        _decoderOptions = options.DecoderOptions with { };
        _characterOptions = options.DecoderOptions with { WorkingSide = CharacterNormalizer.WorkingSide };
        _textOptions = options.DecoderOptions with { WorkingSide = TextSegmenter.WorkingSide };
        (ICharacterClassifier classifier, _classes, _form) = prepare(options);
        _network = new CharacterNetwork(classifier, _form ?? InputForm.Emnist, _classes.Names.Count);
    }

    /// <summary>The names of the model's classes, in the order of its outputs.</summary>
    public IReadOnlyList<string> ClassNames => _classes.Names;

    /// <summary>What a prediction can answer: its candidates in the order of the classes, none of them with any confidence.</summary>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public IReadOnlyList<CharacterCandidate> GetCandidates(CharacterSet? characters)
    {
        _classes.Require(characters);
        return Array.AsReadOnly(_classes.List(characters));
    }

    /// <summary>
    /// The form that pictures are brought to for the model, as the options or else the model tell it; a copy each time. Null where
    /// neither does: <see cref="InputForm.Emnist"/> is taken then, and where the model was trained on another, answers are wrong and
    /// look as certain as any. <c>emnist evaluate</c> finds the form by labelled pictures.
    /// </summary>
    public InputForm? InputForm => _form is null ? null : _form with { };

    /// <summary>Recognizes the character in a picture file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public CharacterPrediction Predict(string path) => Predict(path, null);

    /// <summary>Recognizes the character in a picture file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(string path, CharacterSet? characters)
    {
        return Predict(path, ImageReading.Decode, characters);
    }

    /// <summary>Recognizes the character in an encoded picture.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public CharacterPrediction Predict(Stream stream) => Predict(stream, null);

    /// <summary>Recognizes the character in an encoded picture.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(Stream stream, CharacterSet? characters)
    {
        return Predict(stream, ImageReading.Decode, characters);
    }

    /// <summary>Recognizes the character in an encoded picture.</summary>
    /// <param name="encoded">
    /// The bytes of a picture file, not pixels: those go to <see cref="Predict(ReadOnlySpan{byte}, ImageSize, PixelFormat)"/>.
    /// </param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The bytes are no picture that can be read, or one beyond the limits.</exception>
    public CharacterPrediction Predict(ReadOnlySpan<byte> encoded) => Predict(encoded, null);

    /// <summary>Recognizes the character in an encoded picture.</summary>
    /// <param name="encoded">
    /// The bytes of a picture file, not pixels: those go to
    /// <see cref="Predict(ReadOnlySpan{byte}, ImageSize, PixelFormat, CharacterSet?)"/>.
    /// </param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The bytes are no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(ReadOnlySpan<byte> encoded, CharacterSet? characters)
    {
        return Predict(encoded, ImageReading.Decode, characters);
    }

    /// <summary>Recognizes the character in another library's pixels.</summary>
    /// <param name="pixels">
    /// The pixels, row by row from the top left, without a gap; dark ink on light ground or the reverse. Rows with a stride
    /// are taken by <see cref="GrayImage.FromPixels(ReadOnlySpan{byte}, ImageSize, PixelFormat, int)"/>.
    /// </param>
    /// <param name="size">The width and height, each at least 1.</param>
    /// <param name="format">The layout of a pixel.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ArgumentException">The bytes are not as many as the picture has.</exception>
    public CharacterPrediction Predict(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format) =>
        Predict(pixels, size, format, null);

    /// <summary>Recognizes the character in another library's pixels.</summary>
    /// <param name="pixels">
    /// The pixels, row by row from the top left, without a gap; dark ink on light ground or the reverse. Rows with a stride
    /// are taken by <see cref="GrayImage.FromPixels(ReadOnlySpan{byte}, ImageSize, PixelFormat, int)"/>.
    /// </param>
    /// <param name="size">The width and height, each at least 1.</param>
    /// <param name="format">The layout of a pixel.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ArgumentException">
    /// The bytes are not as many as the picture has, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    public CharacterPrediction Predict(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format, CharacterSet? characters) =>
        Predict(GrayImage.FromPixels(pixels, size, format), characters);

    /// <summary>Recognizes the character in a grey picture.</summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    public CharacterPrediction Predict(GrayImage image) => Predict(image, null);

    /// <summary>Recognizes the character in a grey picture.</summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    public CharacterPrediction Predict(GrayImage image, CharacterSet? characters)
    {
        ArgumentNullException.ThrowIfNull(image);
        _classes.Require(characters);
        using var call = RecognitionCall.Start(RecognitionCall.Predict);
        return Predict(image, characters, call);
    }

    /// <summary>Recognizes the character in a picture file, read without blocking.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public Task<CharacterPrediction> PredictAsync(string path, CancellationToken cancellationToken = default) =>
        PredictAsync(path, null, cancellationToken);

    /// <summary>Recognizes the character in a picture file, read without blocking.</summary>
    /// <param name="path">The file.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public Task<CharacterPrediction> PredictAsync(string path, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _classes.Require(characters);
        return PredictAsync(path, ImageReading.DecodeAsync, characters, cancellationToken);
    }

    /// <summary>Recognizes the character in an encoded picture, read without blocking.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    /// <example>
    /// In a web application:
    /// <code>
    /// app.MapPost("/predict", (HttpRequest request, CharacterRecognizer recognizer, CancellationToken token) =>
    ///     recognizer.PredictAsync(request.Body, token));
    /// </code>
    /// </example>
    public Task<CharacterPrediction> PredictAsync(Stream stream, CancellationToken cancellationToken = default) =>
        PredictAsync(stream, null, cancellationToken);

    /// <summary>Recognizes the character in an encoded picture, read without blocking.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">The model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public Task<CharacterPrediction> PredictAsync(Stream stream, CharacterSet? characters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _classes.Require(characters);
        return PredictAsync(stream, ImageReading.DecodeAsync, characters, cancellationToken);
    }

    /// <summary>Recognizes the characters in many pictures, on all processors.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    /// <exception cref="ArgumentException">A picture is null.</exception>
    public IReadOnlyList<CharacterPrediction> PredictBatch(IReadOnlyList<GrayImage> images) => PredictBatch(images, null);

    /// <summary>Recognizes the characters in many pictures, on all processors.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    /// <exception cref="ArgumentException">A picture is null, or the model knows none of <paramref name="characters"/>.</exception>
    public IReadOnlyList<CharacterPrediction> PredictBatch(IReadOnlyList<GrayImage> images, CharacterSet? characters) =>
        PredictBatch(images, characters, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount });

    /// <summary>Recognizes the characters in many pictures.</summary>
    /// <param name="images">The pictures, one character in each.</param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <param name="parallel">How many threads take part, and what stops them.</param>
    /// <returns>A prediction for each picture, in their order: what it gives alone, but for rounding in the last digits.</returns>
    /// <exception cref="ArgumentException">A picture is null, or the model knows none of <paramref name="characters"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<CharacterPrediction> PredictBatch(
        IReadOnlyList<GrayImage> images, CharacterSet? characters, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(parallel);
        _classes.Require(characters);
        for (int i = 0; i < images.Count; i++)
        {
            if (images[i] is null)
            {
                throw new ArgumentException($"Picture {i} is null.", nameof(images));
            }
        }

        using var call = RecognitionCall.Start(RecognitionCall.PredictBatch);
        var predictions = new CharacterPrediction[images.Count];
        int chunks = (images.Count + ChunkSize - 1) / ChunkSize;
        ParallelWork.Run(() => Parallel.For(0, chunks, parallel, chunk =>
        {
            int start = chunk * ChunkSize;
            PredictChunk(images, start, predictions.AsSpan(start, Math.Min(ChunkSize, images.Count - start)), characters);
        }));
        call?.Answered(predictions);
        return predictions;
    }

    /// <summary>
    /// The probability of every class for a grey picture, in the order of <see cref="ClassNames"/>: what pipelines take that
    /// rank and compare by themselves.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="scores">Written: a probability for each class, or NaN where there is no character to name. It may be longer.</param>
    /// <returns>Whether there was a character to name.</returns>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is too short.</exception>
    public PredictionStatus PredictScores(GrayImage image, Span<float> scores) => PredictScores(image, null, scores);

    /// <summary>
    /// The probability of every class for a grey picture, in the order of <see cref="ClassNames"/>: what pipelines take that
    /// rank and compare by themselves.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse.</param>
    /// <param name="characters">
    /// The characters that can occur: all other classes get 0, and the rest sum to 1. Null for all that the model knows.
    /// </param>
    /// <param name="scores">Written: a probability for each class, or NaN where there is no character to name. It may be longer.</param>
    /// <returns>Whether there was a character to name.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="scores"/> is too short, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    public PredictionStatus PredictScores(GrayImage image, CharacterSet? characters, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(image);
        _classes.Require(characters);
        Span<float> written = RequireScores(scores);
        using var call = RecognitionCall.Start(RecognitionCall.Predict);
        call?.Has(image);
        Span<byte> normalized = stackalloc byte[ImageLength];
        PredictionStatus status = CharacterNormalizer.Normalize(image, _network.Framing, normalized);
        if (status == PredictionStatus.Recognized)
        {
            _network.Predict(normalized, written, 1);
            status = _classes.ShowNoCharacter(written) ? PredictionStatus.NotACharacter : status;
            _classes.Limit(written, characters);
        }

        if (status != PredictionStatus.Recognized)
        {
            written.Fill(float.NaN);
        }

        call?.Answered(status);
        return status;
    }

    /// <summary>Recognizes the character in an image that is normalised already.</summary>
    /// <param name="image">
    /// [28, 28], row by row: 0 is background, 255 ink, upright, as <see cref="CharacterNormalizer"/> makes it. Values and position of
    /// the pixels are brought to the model's <see cref="InputForm"/>; the framing is to be the model's.
    /// </param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ArgumentException">The image does not have 784 values.</exception>
    public CharacterPrediction PredictNormalized(ReadOnlySpan<byte> image) => PredictNormalized(image, null);

    /// <summary>Recognizes the character in an image that is normalised already.</summary>
    /// <param name="image">
    /// [28, 28], row by row: 0 is background, 255 ink, upright, as <see cref="CharacterNormalizer"/> makes it. Values and position of
    /// the pixels are brought to the model's <see cref="InputForm"/>; the framing is to be the model's.
    /// </param>
    /// <param name="characters">The characters that can occur; null for all that the model knows.</param>
    /// <returns>The character with the other candidates, or a status that says why there is none.</returns>
    /// <exception cref="ArgumentException">
    /// The image does not have 784 values, or the model knows none of <paramref name="characters"/>.
    /// </exception>
    public CharacterPrediction PredictNormalized(ReadOnlySpan<byte> image, CharacterSet? characters)
    {
        _classes.Require(characters);
        float[] probabilities = new float[ClassNames.Count];
        PredictNormalizedScores(image, probabilities);
        return _classes.Answer(probabilities, image, characters);
    }

    /// <summary>
    /// The probability of every class for an image that is normalised already. The quickest way from pixels to an answer:
    /// it allocates nothing once every thread has called it.
    /// </summary>
    /// <param name="image">
    /// [28, 28], row by row: 0 is background, 255 ink, upright, as <see cref="CharacterNormalizer"/> makes it. Values and position of
    /// the pixels are brought to the model's <see cref="InputForm"/>; the framing is to be the model's.
    /// </param>
    /// <param name="scores">Written: a probability for each of <see cref="ClassNames"/>. It may be longer.</param>
    /// <exception cref="ArgumentException">The image does not have 784 values, or <paramref name="scores"/> is too short.</exception>
    public void PredictNormalizedScores(ReadOnlySpan<byte> image, Span<float> scores) => PredictNormalizedScores(image, null, scores);

    /// <summary>
    /// The probability of every class for an image that is normalised already. It allocates nothing once every thread has
    /// called it.
    /// </summary>
    /// <param name="image">
    /// [28, 28], row by row: 0 is background, 255 ink, upright, as <see cref="CharacterNormalizer"/> makes it. Values and position of
    /// the pixels are brought to the model's <see cref="InputForm"/>; the framing is to be the model's.
    /// </param>
    /// <param name="characters">
    /// The characters that can occur: all other classes get 0, and the rest sum to 1. Null for all that the model knows.
    /// </param>
    /// <param name="scores">Written: a probability for each of <see cref="ClassNames"/>. It may be longer.</param>
    /// <exception cref="ArgumentException">
    /// The image does not have 784 values, <paramref name="scores"/> is too short, or the model knows none of
    /// <paramref name="characters"/>.
    /// </exception>
    public void PredictNormalizedScores(ReadOnlySpan<byte> image, CharacterSet? characters, Span<float> scores)
    {
        _classes.Require(characters);
        if (image.Length != ImageLength)
        {
            throw new ArgumentException($"The image has {image.Length} values; a character has {ImageLength}.", nameof(image));
        }

        Span<float> written = RequireScores(scores);
        _network.Predict(image, written, 1);
        _classes.Limit(written, characters);
    }

    private CharacterPrediction Predict<T>(
        T picture, Func<T, IImageDecoder, ImageDecoderOptions, GrayImage> decode, CharacterSet? characters)
        where T : allows ref struct
    {
        _classes.Require(characters);
        using var call = RecognitionCall.Start(RecognitionCall.Predict);
        try
        {
            return Predict(decode(picture, _decoder, _characterOptions), characters, call);
        }
        catch (Exception e) when (RecognitionCall.Failed(call, e))
        {
            throw;
        }
    }

    private async Task<CharacterPrediction> PredictAsync<T>(
        T picture,
        Func<T, IImageDecoder, ImageDecoderOptions, CancellationToken, Task<GrayImage>> decode,
        CharacterSet? characters,
        CancellationToken cancellationToken)
    {
        using var call = RecognitionCall.Start(RecognitionCall.Predict);
        try
        {
            return Predict(await decode(picture, _decoder, _characterOptions, cancellationToken).ConfigureAwait(false), characters, call);
        }
        catch (Exception e) when (RecognitionCall.Failed(call, e))
        {
            throw;
        }
    }

    private CharacterPrediction Predict(GrayImage image, CharacterSet? characters, RecognitionCall? call)
    {
        call?.Has(image);
        Span<byte> normalized = stackalloc byte[ImageLength];
        PredictionStatus status = CharacterNormalizer.Normalize(image, _network.Framing, normalized);
        CharacterPrediction prediction = status == PredictionStatus.Recognized
            ? PredictNormalized(normalized, characters)
            : CharacterPrediction.Unnamed(status, normalized);
        call?.Answered(prediction.Status);
        return prediction;
    }

    /// <summary>Decodes a picture and reads it, as a call that is told to who listens.</summary>
    private TResult Read<T, TResult>(
        T picture,
        Func<T, IImageDecoder, ImageDecoderOptions, GrayImage> decode,
        ImageDecoderOptions options,
        string operation,
        Func<GrayImage, RecognitionCall?, TResult> read)
        where T : allows ref struct
    {
        using var call = RecognitionCall.Start(operation);
        try
        {
            return read(decode(picture, _decoder, options), call);
        }
        catch (Exception e) when (RecognitionCall.Failed(call, e))
        {
            throw;
        }
    }

    private async Task<TResult> ReadAsync<T, TResult>(
        T picture,
        Func<T, IImageDecoder, ImageDecoderOptions, CancellationToken, Task<GrayImage>> decode,
        ImageDecoderOptions options,
        string operation,
        Func<GrayImage, RecognitionCall?, TResult> read,
        CancellationToken cancellationToken)
    {
        using var call = RecognitionCall.Start(operation);
        try
        {
            return read(await decode(picture, _decoder, options, cancellationToken).ConfigureAwait(false), call);
        }
        catch (Exception e) when (RecognitionCall.Failed(call, e))
        {
            throw;
        }
    }

    private Span<float> RequireScores(Span<float> scores) => scores.Length >= ClassNames.Count
        ? scores[..ClassNames.Count]
        : throw new ArgumentException(
            $"There is room for {scores.Length} scores; the model has {ClassNames.Count} classes.", nameof(scores));

    private void PredictChunk(
        IReadOnlyList<GrayImage> images, int start, Span<CharacterPrediction> predictions, CharacterSet? characters)
    {
        byte[] normalized = new byte[predictions.Length * ImageLength];
        int[] owners = new int[predictions.Length];
        int count = 0;
        for (int i = 0; i < predictions.Length; i++)
        {
            Span<byte> next = normalized.AsSpan(count * ImageLength, ImageLength);
            PredictionStatus status = CharacterNormalizer.Normalize(images[start + i], _network.Framing, next);
            if (status == PredictionStatus.Recognized)
            {
                owners[count++] = i;
            }
            else
            {
                predictions[i] = CharacterPrediction.Unnamed(status, next);
            }
        }

        float[] probabilities = new float[count * ClassNames.Count];
        _network.Predict(normalized, probabilities, count);
        for (int i = 0; i < count; i++)
        {
            predictions[owners[i]] = _classes.Answer(
                probabilities.AsSpan(i * ClassNames.Count, ClassNames.Count), normalized.AsSpan(i * ImageLength, ImageLength), characters);
        }
    }

    private static PreparedModel Prepare(OnnxModel model, RecognizerOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (options.Classifier is not null)
        {
            throw new ArgumentException("There are a model and a classifier: leave one out.", nameof(options));
        }

        PreparedModel prepared = Prepare(options.Classes is { } classes ? model.WithClasses(classes) : model, options.MergedNames);
        return options.InputForm is { } form ? prepared with { Form = form.ToValidated() } : prepared;
    }

    private static PreparedModel Prepare(OnnxModel model, bool mergedNames = false)
    {
        TensorShape input = model.Network.InputShape;
        if (input.Length != ImageLength || input is not ({ Channels: 1, Width: CharacterNormalizer.Size } or { Rank: 1 }))
        {
            throw new ArgumentException(
                $"The model takes {input}; characters are [{CharacterNormalizer.Size}, {CharacterNormalizer.Size}, 1].", nameof(model));
        }

        var classifier = new NetworkClassifier(model.Network.ToProbabilityPlan(), model.ClassNames, model.InputForm);
        return new PreparedModel(classifier, new CharacterClasses(classifier.ClassNames, mergedNames), classifier.InputForm);
    }

    private static PreparedModel Prepare(ICharacterClassifier classifier, RecognizerOptions options)
    {
        IReadOnlyList<string> own = [.. classifier.ClassNames ?? []];
        IReadOnlyList<string> names = options.Classes is { } classes ? OnnxModel.ParseClasses(classes, own.Count) : own;
        OnnxModel.CheckNames(names, own.Count, nameof(options));
        if (names.Count == 0)
        {
            throw new ArgumentException($"{classifier.GetType()} names no classes.", nameof(options));
        }

        InputForm? form = (options.InputForm ?? classifier.InputForm)?.ToValidated();
        return new PreparedModel(classifier, new CharacterClasses(names, options.MergedNames), form);
    }

    /// <summary>A model as recognizers share it.</summary>
    /// <param name="Classifier">What tells its classes apart.</param>
    /// <param name="Classes">Its classes.</param>
    /// <param name="Form">The form of its images; null where nobody tells it.</param>
    private sealed record PreparedModel(ICharacterClassifier Classifier, CharacterClasses Classes, InputForm? Form);
}
