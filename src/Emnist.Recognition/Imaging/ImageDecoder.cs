using Emnist.Recognition.Imaging.Codecs;

namespace Emnist.Recognition.Imaging;

/// <summary>Reads a picture file into 8-bit grey. The format is told by the content, never by a file's name.</summary>
/// <remarks>
/// <para>
/// PNG is read, every kind of it. Samples are brought to 8 bits (16-bit ones by rounding <c>v / 257</c>), colour to
/// grey by ITU-R BT.601 luma, <c>(299 R + 587 G + 114 B + 500) / 1000</c> in integers, and transparency is then laid
/// over white, <c>(grey * alpha + 255 * (255 - alpha) + 127) / 255</c>. Gamma and colour profiles are not applied. The picture is
/// turned upright as EXIF says (chunk eXIf).
/// </para>
/// <para>
/// A picture of any format and 256 pixels or more whose grey is nearly the same everywhere (within 24 levels but for one pixel
/// in 5,000) is made grey by another channel where that shows more (48 levels or more): by its opacity, black for what is
/// opaque, as with white strokes on a transparent ground; or by its red, green or blue (in a JPEG the chroma of red or blue),
/// as with colours of equal brightness.
/// </para>
/// <para>
/// JPEG is read as cameras, phones and programs write it: 8 bits, sequential or progressive, Huffman coded, with one, three
/// or four components of any sampling, turned upright as EXIF says. The grey of a YCbCr file is its Y. Lossless and
/// arithmetically coded files are refused.
/// </para>
/// <para>
/// BMP is read with every header, depth, run-length code and channel mask, but not with a JPEG or PNG inside. Of a GIF
/// the first frame is read, on its logical screen. PNM is read plain and raw, P1 to P6, with samples of up to 16 bits.
/// A sample <c>v</c> of another range is brought to 8 bits by rounding <c>255 v / max</c>.
/// </para>
/// <para>No side may exceed 65,535 pixels. All members are safe to call from several threads at once.</para>
/// <para>
/// The asynchronous members wait for the bytes without holding a thread, and never read synchronously from a stream.
/// Decoding itself is work for the processor, some milliseconds a megapixel: it is done on the thread that goes on when the
/// last byte has come, and is not cancelled.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// GrayImage fromFile = ImageDecoder.Decode("letter.png");
/// var limits = new ImageDecoderOptions { MaxBytes = 1_000_000 };
/// GrayImage fromRequest = await ImageDecoder.DecodeAsync(request.Body, limits, cancellationToken);
/// </code>
/// </example>
public static class ImageDecoder
{
    /// <summary>
    /// The decoder of this class as an object, for those who take an <see cref="IImageDecoder"/> or build upon this one.
    /// </summary>
    public static IImageDecoder BuiltIn { get; } = new BuiltInDecoder();

    /// <summary>Reads a picture with the default limits.</summary>
    /// <param name="stream">
    /// The encoded picture, read from the current position to its end. It need not seek, and is left open.
    /// </param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(Stream stream) => Decode(stream, new ImageDecoderOptions());

    /// <summary>Reads a picture.</summary>
    /// <param name="stream">
    /// The encoded picture, read from the current position to its end. It need not seek, and is left open.
    /// </param>
    /// <param name="options">The limits.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(Stream stream, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ImageReading.Decode(stream, BuiltIn, Validated(options));
    }

    /// <summary>Reads a picture file with the default limits.</summary>
    /// <param name="path">A picture file; its name and extension do not matter.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ImageFormatException">
    /// The file is no picture of a known format, or exceeds a limit; <see cref="RecognitionException.Path"/> names it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static GrayImage Decode(string path) => Decode(path, new ImageDecoderOptions());

    /// <summary>Reads a picture file.</summary>
    /// <param name="path">A picture file; its name and extension do not matter.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">
    /// The file is no picture of a known format, or exceeds a limit; <see cref="RecognitionException.Path"/> names it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static GrayImage Decode(string path, ImageDecoderOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ImageReading.Decode(path, BuiltIn, Validated(options));
    }

    /// <summary>Reads a picture with the default limits.</summary>
    /// <param name="encoded">The encoded picture, a whole file's bytes.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> encoded) => Decode(encoded, new ImageDecoderOptions());

    /// <summary>Reads a picture.</summary>
    /// <param name="encoded">The encoded picture, a whole file's bytes.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> encoded, ImageDecoderOptions options)
    {
        ImageDecoderOptions limits = Validated(options);
        return BuiltInDecoder.Decode(BuiltInDecoder.FindCodec(encoded, limits), encoded.ToArray(), limits);
    }

    /// <summary>Reads a picture with the default limits without blocking.</summary>
    /// <param name="stream">
    /// The encoded picture, read from the current position to its end. It need not seek, and is left open.
    /// </param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public static Task<GrayImage> DecodeAsync(Stream stream, CancellationToken cancellationToken = default) =>
        DecodeAsync(stream, new ImageDecoderOptions(), cancellationToken);

    /// <summary>Reads a picture without blocking.</summary>
    /// <param name="stream">
    /// The encoded picture, read from the current position to its end. It need not seek, and is left open.
    /// </param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public static Task<GrayImage> DecodeAsync(Stream stream, ImageDecoderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ImageReading.DecodeAsync(stream, BuiltIn, Validated(options), cancellationToken);
    }

    /// <summary>Reads a picture file with the default limits without blocking.</summary>
    /// <param name="path">A picture file; its name and extension do not matter.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ImageFormatException">
    /// The file is no picture of a known format, or exceeds a limit; <see cref="RecognitionException.Path"/> names it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public static Task<GrayImage> DecodeAsync(string path, CancellationToken cancellationToken = default) =>
        DecodeAsync(path, new ImageDecoderOptions(), cancellationToken);

    /// <summary>Reads a picture file without blocking.</summary>
    /// <param name="path">A picture file; its name and extension do not matter.</param>
    /// <param name="options">The limits.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">
    /// The file is no picture of a known format, or exceeds a limit; <see cref="RecognitionException.Path"/> names it.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> where there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before all bytes had come.</exception>
    public static Task<GrayImage> DecodeAsync(string path, ImageDecoderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ImageReading.DecodeAsync(path, BuiltIn, Validated(options), cancellationToken);
    }

    /// <summary>The options as they are now, so that a change while bytes are waited for does not reach them.</summary>
    private static ImageDecoderOptions Validated(ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ImageDecoderOptions copy = options with { };
        copy.Validate();
        return copy;
    }
}
