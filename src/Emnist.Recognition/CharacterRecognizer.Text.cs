using Emnist.Recognition.Imaging;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition;

/// <content>Reads lines of characters.</content>
public sealed partial class CharacterRecognizer
{
    /// <summary>Reads the characters in a picture file of one or more lines.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(string path) => ReadText(path, null);

    /// <summary>Reads the characters in a picture file of one or more lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading of the text.</param>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(string path, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        return ReadText(path, ImageReading.Decode, options, cancellationToken);
    }

    /// <summary>Reads the characters in an encoded picture of one or more lines.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(Stream stream) => ReadText(stream, null);

    /// <summary>Reads the characters in an encoded picture of one or more lines.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading of the text.</param>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(Stream stream, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        return ReadText(stream, ImageReading.Decode, options, cancellationToken);
    }

    /// <summary>Reads the characters in an encoded picture of one or more lines.</summary>
    /// <param name="encoded">The bytes of a picture file.</param>
    /// <exception cref="ImageFormatException">The bytes are no picture that can be read, or one beyond the limits.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(ReadOnlySpan<byte> encoded) => ReadText(encoded, null);

    /// <summary>Reads the characters in an encoded picture of one or more lines.</summary>
    /// <param name="encoded">The bytes of a picture file.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading of the text.</param>
    /// <exception cref="ImageFormatException">The bytes are no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(ReadOnlySpan<byte> encoded, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        return ReadText(encoded, ImageReading.Decode, options, cancellationToken);
    }

    /// <summary>
    /// Reads the characters in a picture of one or more lines, written in separated letters: a number, a code, a word.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse, the lines level but for some degrees.</param>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public RecognizedText ReadText(GrayImage image) => ReadText(image, null);

    /// <summary>
    /// Reads the characters in a picture of one or more lines, written in separated letters: a number, a code, a word.
    /// </summary>
    /// <param name="image">The picture; dark ink on light ground or the reverse, the lines level but for some degrees.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading, which takes a second for a full page.</param>
    /// <returns>
    /// Lines of words of characters, each with its place in the picture and its candidates. Empty when the picture is blank
    /// or a texture, which the status tells; no more than 2,000 characters are looked for. Joined handwriting is beyond it: where letters
    /// touch, they are cut apart as the network finds likely.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public RecognizedText ReadText(GrayImage image, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        options = Checked(options);
        using var call = RecognitionCall.Start(RecognitionCall.ReadText);
        return ReadText(image, options, call, cancellationToken);
    }

    /// <summary>Reads the characters in a picture file of one or more lines; the file is read without blocking.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the reading, of the file and of the text.</param>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public Task<RecognizedText> ReadTextAsync(string path, CancellationToken cancellationToken = default) =>
        ReadTextAsync(path, null, cancellationToken);

    /// <summary>Reads the characters in a picture file of one or more lines; the file is read without blocking.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading, of the file and of the text.</param>
    /// <exception cref="ImageFormatException">The file is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public Task<RecognizedText> ReadTextAsync(string path, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options = Checked(options);
        return ReadTextAsync(path, ImageReading.DecodeAsync, options, cancellationToken);
    }

    /// <summary>Reads the characters in an encoded picture of one or more lines; the stream is read without blocking.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="cancellationToken">Stops the reading, of the stream and of the text.</param>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public Task<RecognizedText> ReadTextAsync(Stream stream, CancellationToken cancellationToken = default) =>
        ReadTextAsync(stream, null, cancellationToken);

    /// <summary>Reads the characters in an encoded picture of one or more lines; the stream is read without blocking.</summary>
    /// <param name="stream">The picture, from the stream's position on. The stream is left open.</param>
    /// <param name="options">What is known of the text; null for nothing.</param>
    /// <param name="cancellationToken">Stops the reading, of the stream and of the text.</param>
    /// <exception cref="ImageFormatException">The stream is no picture that can be read, or one beyond the limits.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or the model knows none of the characters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <inheritdoc cref="ReadText(GrayImage, ReadTextOptions?, CancellationToken)" path="/returns"/>
    public Task<RecognizedText> ReadTextAsync(Stream stream, ReadTextOptions? options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options = Checked(options);
        return ReadTextAsync(stream, ImageReading.DecodeAsync, options, cancellationToken);
    }

    private RecognizedText ReadText<T>(
        T picture,
        Func<T, IImageDecoder, ImageDecoderOptions, GrayImage> decode,
        ReadTextOptions? options,
        CancellationToken cancellationToken)
        where T : allows ref struct
    {
        options = Checked(options);
        return Read(
            picture, decode, _textOptions, RecognitionCall.ReadText, (image, call) => ReadText(image, options, call, cancellationToken));
    }

    private Task<RecognizedText> ReadTextAsync<T>(
        T picture,
        Func<T, IImageDecoder, ImageDecoderOptions, CancellationToken, Task<GrayImage>> decode,
        ReadTextOptions options,
        CancellationToken cancellationToken) => ReadAsync(
            picture, decode, _textOptions, RecognitionCall.ReadText,
            (image, call) => ReadText(image, options, call, cancellationToken), cancellationToken);

    private RecognizedText ReadText(GrayImage image, ReadTextOptions options, RecognitionCall? call, CancellationToken cancellationToken)
    {
        call?.Has(image);
        cancellationToken.ThrowIfCancellationRequested();
        PredictionStatus status = TextSegmenter.Find(
            image, _network.Framing, options.MayHaveMarks, options.ExpectedCount is not null, out TextLayout? layout, cancellationToken);
        using TextLayout? disposed = layout;
        RecognizedText text = layout is null
            ? new RecognizedText(status, [])
            : new TextReading(_network, _classes, layout, options, cancellationToken).Read();
        call?.Answered(status, text);
        return text;
    }

    /// <summary>The options as they are now, so that a change while bytes are waited for does not reach them.</summary>
    private ReadTextOptions Checked(ReadTextOptions? options)
    {
        ReadTextOptions copy = options is null ? new ReadTextOptions() : options with { };
        copy.Validate();
        _classes.Require(copy.Characters);
        PatternGrammar.Require(copy, _classes);
        return copy;
    }
}
