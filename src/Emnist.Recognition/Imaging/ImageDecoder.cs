using Emnist.Recognition.Imaging.Codecs;
using Emnist.Recognition.Imaging.Codecs.Bmp;
using Emnist.Recognition.Imaging.Codecs.Gif;
using Emnist.Recognition.Imaging.Codecs.Jpeg;
using Emnist.Recognition.Imaging.Codecs.Png;
using Emnist.Recognition.Imaging.Codecs.Pnm;

namespace Emnist.Recognition.Imaging;

/// <summary>Reads a picture file into 8-bit grey. The format is told by the content, never by a file's name.</summary>
/// <remarks>
/// <para>
/// PNG is read, every kind of it. Samples are brought to 8 bits (16-bit ones by rounding <c>v / 257</c>), colour to
/// grey by ITU-R BT.601 luma, <c>(299 R + 587 G + 114 B + 500) / 1000</c> in integers, and transparency is then laid
/// over white, <c>(grey * alpha + 255 * (255 - alpha) + 127) / 255</c>. Gamma and colour profiles are not applied.
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
/// </remarks>
public static class ImageDecoder
{
    private static readonly IImageCodec[] Codecs = [new PngCodec(), new JpegCodec(), new BmpCodec(), new GifCodec(), new PnmCodec()];

    /// <summary>Reads a picture with the default limits.</summary>
    /// <param name="stream">
    /// The encoded picture, read from the current position to its end. It need not seek, and is left open.
    /// </param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(Stream stream) => Decode(stream, ImageDecoderOptions.Default);

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
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        byte[] start = new byte[FileSignatures.LongestLength];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        IImageCodec codec = FindCodec(start.AsSpan(0, length));
        return codec.Decode(EncodedBytes.ReadAll(start.AsSpan(0, length), stream, options.MaxBytes), options);
    }

    /// <summary>Reads a picture with the default limits.</summary>
    /// <param name="encoded">The encoded picture, a whole file's bytes.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> encoded) => Decode(encoded, ImageDecoderOptions.Default);

    /// <summary>Reads a picture.</summary>
    /// <param name="encoded">The encoded picture, a whole file's bytes.</param>
    /// <param name="options">The limits.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    /// <exception cref="ImageFormatException">The bytes are no picture of a known format, or exceed a limit.</exception>
    public static GrayImage Decode(ReadOnlySpan<byte> encoded, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();

        IImageCodec codec = FindCodec(encoded);
        if (encoded.Length > options.MaxBytes)
        {
            throw EncodedBytes.TooMany(options.MaxBytes);
        }

        return codec.Decode(encoded.ToArray(), options);
    }

    private static IImageCodec FindCodec(ReadOnlySpan<byte> start)
    {
        foreach (IImageCodec codec in Codecs)
        {
            if (codec.Recognizes(start))
            {
                return codec;
            }
        }

        throw new ImageFormatException(FileSignatures.ExplainRefusal(start));
    }
}
