using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Emnist.Recognition.Imaging.Codecs;
using Emnist.Recognition.Imaging.Codecs.Png;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Imaging;

/// <summary>A picture in 8-bit grey, 0 for black to 255 for white.</summary>
/// <remarks>
/// Immutable, and so safe to share between threads. System.Text.Json writes its width and height, not its pixels,
/// and cannot read it.
/// </remarks>
/// <example>
/// <code>
/// byte[] rgba = new byte[640 * 480 * 4];
/// GrayImage image = GrayImage.FromPixels(rgba, new ImageSize { Width = 640, Height = 480 }, PixelFormat.Rgba32);
/// </code>
/// </example>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>Creates a picture from a copy of its pixels.</summary>
    /// <param name="size">The width and height, each at least 1; a number for a square.</param>
    /// <param name="pixels">
    /// The grey values, <c>[height, width]</c> row by row from the top left: width x height of them.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A side of <paramref name="size"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The number of pixels is not width x height.</exception>
    public GrayImage(ImageSize size, ReadOnlySpan<byte> pixels)
        : this(Checked(size, pixels), size)
    {
    }

    private GrayImage(byte[] pixels, ImageSize size)
    {
        Size = size;
        FullSize = size;
        _pixels = pixels;
    }

    /// <summary>
    /// Pictures are not read from JSON. Without this constructor System.Text.Json would take the public one, stumble over its
    /// span, and not even write a picture.
    /// </summary>
    [JsonConstructor]
    private GrayImage() => throw new NotSupportedException($"A {nameof(GrayImage)} cannot be read from JSON, which has not its pixels.");

    /// <summary>The width and height in pixels.</summary>
    /// <value>Each side at least 1.</value>
    [JsonIgnore]
    public ImageSize Size { get; }

    /// <summary>
    /// The size of the picture that this one is a reduction of, where a decoder gave it smaller; its own otherwise.
    /// </summary>
    internal ImageSize FullSize { get; private init; }

    /// <summary>Pixels of the full size to one of this picture, along a side.</summary>
    internal int Reduction { get; private init; } = 1;

    /// <summary>The number of columns.</summary>
    /// <value>At least 1.</value>
    public int Width => Size.Width;

    /// <summary>The number of rows.</summary>
    /// <value>At least 1.</value>
    public int Height => Size.Height;

    /// <summary>The grey values, <c>[height, width]</c> row by row from the top left, 0 for black to 255 for white.</summary>
    [JsonIgnore]
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Makes a grey picture of another library's pixels, whose rows follow each other without a gap.</summary>
    /// <param name="pixels">The pixels, row by row from the top left: just width x height of them.</param>
    /// <param name="size">The width and height, each at least 1; a number for a square.</param>
    /// <param name="format">
    /// The layout of a pixel. Colour becomes grey by ITU-R BT.601 luma, and transparency is laid over white, or the channel is
    /// taken that shows more, as <see cref="ImageDecoder"/> does it.
    /// </param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side of <paramref name="size"/> is below 1, or <paramref name="format"/> is unknown.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// There are too few <paramref name="pixels"/>, or too many: mostly a forgotten format or stride.
    /// </exception>
    public static GrayImage FromPixels(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format)
    {
        CheckSides(size);
        Int128 needed = (Int128)Count(size) * GrayConversion.BytesPerPixel(format);
        if (pixels.Length != needed)
        {
            throw new ArgumentException(
                $"A picture of {size} in {format} has {needed} bytes; {pixels.Length} were given"
                + $"{GrayConversion.FormatsOfLength(pixels.Length, Count(size))}.",
                nameof(pixels));
        }

        return Convert(pixels, size, format, size.Width * GrayConversion.BytesPerPixel(format));
    }

    /// <summary>Makes a grey picture of another library's pixels, whose rows start at a fixed distance.</summary>
    /// <param name="pixels">
    /// The pixels, row by row from the top left. A row starts every <paramref name="stride"/> bytes; the last one may end
    /// with its last pixel. More bytes may follow, so that a part of a larger picture can be cut out: a span that starts at
    /// the part's first pixel, with the stride of the whole.
    /// </param>
    /// <param name="size">The width and height, each at least 1; a number for a square.</param>
    /// <param name="format">
    /// The layout of a pixel. Colour becomes grey by ITU-R BT.601 luma, and transparency is laid over white, or the channel is
    /// taken that shows more, as <see cref="ImageDecoder"/> does it.
    /// </param>
    /// <param name="stride">Bytes from the start of a row to that of the next, at least those of a row's pixels.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A side of <paramref name="size"/> is below 1, <paramref name="format"/> is unknown, or <paramref name="stride"/> is
    /// less than a row.
    /// </exception>
    /// <exception cref="ArgumentException">There are too few <paramref name="pixels"/>.</exception>
    public static GrayImage FromPixels(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format, int stride)
    {
        CheckSides(size);
        long row = (long)size.Width * GrayConversion.BytesPerPixel(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, row, nameof(stride));
        long needed = ((long)stride * (size.Height - 1)) + row;
        if (pixels.Length < needed)
        {
            throw new ArgumentException(
                $"A picture of {size} in {format} with rows {stride} bytes apart has {needed} bytes; {pixels.Length} were given.",
                nameof(pixels));
        }

        return Convert(pixels, size, format, stride);
    }

    /// <summary>
    /// Writes the picture as a PNG file of 8-bit grey, whole or not at all: to a new file that then takes the place of the old one.
    /// A folder that is missing is created.
    /// </summary>
    /// <param name="path">The file, new or to be replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SavePng(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, SavePng);
    }

    /// <summary>Writes the picture as a PNG file of 8-bit grey to a stream, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void SavePng(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        PngWriter.Write(Size, _pixels, stream);
    }

    /// <summary>The type and the size, such as <c>GrayImage 28 x 28</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{nameof(GrayImage)} {Size}");

    /// <summary>Makes a picture of an array without copying it; the caller gives the array away.</summary>
    internal static GrayImage Own(int width, int height, byte[] pixels)
    {
        Debug.Assert(width > 0 && height > 0 && (long)width * height == pixels.Length);
        return new GrayImage(pixels, new ImageSize { Width = width, Height = height });
    }

    /// <summary>The same picture, with which its full size goes; it shares the pixels.</summary>
    internal GrayImage ReducedFrom(ImageSize fullSize, int reduction) => new(_pixels, Size) { FullSize = fullSize, Reduction = reduction };

    private static long Count(ImageSize size) => (long)size.Width * size.Height;

    private static void CheckSides(ImageSize size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Width, 1, nameof(size));
        ArgumentOutOfRangeException.ThrowIfLessThan(size.Height, 1, nameof(size));
    }

    private static byte[] Checked(ImageSize size, ReadOnlySpan<byte> pixels)
    {
        CheckSides(size);
        return Count(size) == pixels.Length
            ? pixels.ToArray()
            : throw new ArgumentException(
                $"A picture of {size} has {Count(size)} pixels; {pixels.Length} were given"
                + $"{GrayConversion.FormatsOfLength(pixels.Length, Count(size))}.",
                nameof(pixels));
    }

    private static GrayImage Convert(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format, int stride) => ChannelChoice.Choose(
        pixels,
        (pixels, channel) => GrayConversion.Has(format, channel) ? Convert(pixels, size, format, stride, channel) : null);

    private static GrayImage Convert(ReadOnlySpan<byte> pixels, ImageSize size, PixelFormat format, int stride, PixelChannel channel)
    {
        int row = size.Width * GrayConversion.BytesPerPixel(format);
        byte[] gray = new byte[size.Width * size.Height];
        for (int y = 0; y < size.Height; y++)
        {
            GrayConversion.Convert(pixels.Slice(y * stride, row), format, channel, gray.AsSpan(y * size.Width, size.Width));
        }

        return new GrayImage(gray, size);
    }
}
