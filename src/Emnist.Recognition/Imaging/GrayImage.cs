using System.Diagnostics;

namespace Emnist.Recognition.Imaging;

/// <summary>A picture in 8-bit grey, 0 for black to 255 for white.</summary>
/// <remarks>Immutable, and so safe to share between threads.</remarks>
public sealed class GrayImage
{
    private readonly byte[] _pixels;

    /// <summary>Creates a picture from a copy of its pixels.</summary>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="pixels">
    /// The grey values, <c>[height, width]</c> row by row from the top left: <paramref name="width"/> x
    /// <paramref name="height"/> of them.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="width"/> or <paramref name="height"/> is below 1.
    /// </exception>
    /// <exception cref="ArgumentException">The number of pixels is not width x height.</exception>
    public GrayImage(int width, int height, ReadOnlySpan<byte> pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if ((long)width * height != pixels.Length)
        {
            throw new ArgumentException(
                $"A picture of {width} x {height} has {(long)width * height} pixels; {pixels.Length} were given.",
                nameof(pixels));
        }

        Width = width;
        Height = height;
        _pixels = pixels.ToArray();
    }

    private GrayImage(byte[] pixels, int width, int height)
    {
        Width = width;
        Height = height;
        _pixels = pixels;
    }

    /// <summary>The number of columns.</summary>
    /// <value>At least 1.</value>
    public int Width { get; }

    /// <summary>The number of rows.</summary>
    /// <value>At least 1.</value>
    public int Height { get; }

    /// <summary>The grey values, <c>[height, width]</c> row by row from the top left, 0 for black to 255 for white.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Makes a grey picture of another library's pixels.</summary>
    /// <param name="pixels">
    /// The pixels, row by row from the top left. A row starts every <paramref name="stride"/> bytes; the last one may end
    /// with its last pixel.
    /// </param>
    /// <param name="width">The number of columns, at least 1.</param>
    /// <param name="height">The number of rows, at least 1.</param>
    /// <param name="format">
    /// The layout of a pixel. Colour becomes grey by ITU-R BT.601 luma, and transparency is laid over white, as
    /// <see cref="ImageDecoder"/> does it.
    /// </param>
    /// <param name="stride">Bytes from a row to the next; 0 stands for rows without a gap.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is below 1, <paramref name="format"/> is unknown, or <paramref name="stride"/> is less than a row.
    /// </exception>
    /// <exception cref="ArgumentException">There are too few <paramref name="pixels"/>.</exception>
    public static GrayImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height, PixelFormat format, int stride = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long row = (long)width * GrayConversion.BytesPerPixel(format);
        if (stride != 0)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(stride, row, nameof(stride));
        }

        long step = stride == 0 ? row : stride;
        Int128 needed = ((Int128)step * (height - 1)) + row;
        if (pixels.Length < needed)
        {
            throw new ArgumentException(
                $"A picture of {width} x {height} in {format} with rows {step} bytes apart has {needed} bytes; {pixels.Length} were given.",
                nameof(pixels));
        }

        byte[] gray = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            GrayConversion.Convert(
                pixels.Slice((int)(y * step), (int)row), format, gray.AsSpan(y * width, width));
        }

        return Own(width, height, gray);
    }

    /// <summary>Makes a picture of an array without copying it; the caller gives the array away.</summary>
    internal static GrayImage Own(int width, int height, byte[] pixels)
    {
        Debug.Assert(width > 0 && height > 0 && (long)width * height == pixels.Length);
        return new GrayImage(pixels, width, height);
    }
}
