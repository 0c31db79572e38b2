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

    /// <summary>Makes a picture of an array without copying it; the caller gives the array away.</summary>
    internal static GrayImage Own(int width, int height, byte[] pixels)
    {
        Debug.Assert(width > 0 && height > 0 && (long)width * height == pixels.Length);
        return new GrayImage(pixels, width, height);
    }
}
