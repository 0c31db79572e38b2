using Emnist.Recognition.Imaging.Codecs;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Imaging;

/// <summary>
/// Brings an encoded picture into memory, no more of it than is allowed, and hands it to any decoder. Options are validated by
/// the caller.
/// </summary>
internal static class ImageReading
{
    /// <summary>Reads and decodes what a stream holds from where it stands.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be read or exceeds a limit.</exception>
    public static GrayImage Decode(Stream stream, IImageDecoder decoder, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        EncodedBytes bytes = new(decoder, options.MaxBytes);
        while (bytes.Advance(stream.Read(bytes.GetMemory().Span)))
        {
        }

        return Decode(bytes.All, decoder, options);
    }

    /// <summary>Decodes a whole file's bytes.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be read or exceeds a limit.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> encoded, IImageDecoder decoder, ImageDecoderOptions options) =>
        encoded.Length <= options.MaxBytes
            ? Decode(encoded.ToArray().AsMemory(), decoder, options)
            : throw ImageSizeLimits.TooManyBytes(options.MaxBytes);

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be read or exceeds a limit; the path is in it.</exception>
    public static GrayImage Decode(string path, IImageDecoder decoder, ImageDecoderOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = Open(path, FileOptions.None);
        try
        {
            return Decode(file, decoder, options);
        }
        catch (ImageFormatException e)
        {
            e.Path = path;
            throw;
        }
    }

    /// <summary>Reads what a stream holds from where it stands without blocking, and then decodes it.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be read or exceeds a limit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while reading.</exception>
    public static async Task<GrayImage> DecodeAsync(
        Stream stream, IImageDecoder decoder, ImageDecoderOptions options, CancellationToken cancellationToken)
    {
        EncodedBytes bytes = new(decoder, options.MaxBytes);
        do
        {
            // Not every stream looks at the token.
            cancellationToken.ThrowIfCancellationRequested();
        }
        while (bytes.Advance(await stream.ReadAsync(bytes.GetMemory(), cancellationToken).ConfigureAwait(false)));

        return Decode(bytes.All, decoder, options);
    }

    /// <summary>Reads a file without blocking, and then decodes it.</summary>
    /// <exception cref="ImageFormatException">The picture cannot be read or exceeds a limit; the path is in it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled while reading.</exception>
    public static async Task<GrayImage> DecodeAsync(
        string path, IImageDecoder decoder, ImageDecoderOptions options, CancellationToken cancellationToken)
    {
        FileStream file = Open(path, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            try
            {
                return await DecodeAsync(file, decoder, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ImageFormatException e)
            {
                e.Path = path;
                throw;
            }
        }
    }

    /// <summary>Has a decoder decode, and holds it to its contract: another's may know less of it.</summary>
    private static GrayImage Decode(ReadOnlyMemory<byte> encoded, IImageDecoder decoder, ImageDecoderOptions options)
    {
        if (decoder is BuiltInDecoder)
        {
            return decoder.Decode(encoded, options);
        }

        GrayImage image = decoder.Decode(encoded, options with { WorkingSide = null })
            ?? throw new InvalidOperationException($"The decoder {decoder.GetType()} returned null instead of a picture.");
        return image.Pixels.Length <= options.MaxPixels
            ? image
            : throw new ImageFormatException(
                $"The picture of {image.Size} has more than {options.MaxPixels} pixels. "
                + $"Make it smaller, or raise {nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxPixels)}.");
    }

    /// <summary>Opens a file that is read in large pieces, and so needs no buffer of its own.</summary>
    private static FileStream Open(string path, FileOptions options) => InputFile.Open(
        path,
        bufferSize: 0,
        options,
        () => new ImageFormatException($"{InputFile.Problem} Name a picture's file.", path, innerException: null));
}
