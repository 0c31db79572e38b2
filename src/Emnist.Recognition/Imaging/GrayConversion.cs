using Emnist.Recognition.Imaging.Codecs;

namespace Emnist.Recognition.Imaging;

/// <summary>Rows of pixels in any <see cref="PixelFormat"/> as grey ones.</summary>
internal static class GrayConversion
{
    /// <exception cref="ArgumentOutOfRangeException">The format is unknown.</exception>
    public static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3,
        PixelFormat.Rgba32 or PixelFormat.Bgra32 => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "The pixel format is unknown."),
    };

    /// <summary>Converts a row.</summary>
    /// <param name="row">The pixels, with nothing before or after them.</param>
    /// <param name="format">Their format.</param>
    /// <param name="gray">Written: a value for each pixel.</param>
    public static void Convert(ReadOnlySpan<byte> row, PixelFormat format, Span<byte> gray)
    {
        if (format == PixelFormat.Gray8)
        {
            row.CopyTo(gray);
            return;
        }

        int step = BytesPerPixel(format);
        bool redFirst = format is PixelFormat.Rgb24 or PixelFormat.Rgba32;
        for (int x = 0; x < gray.Length; x++)
        {
            ReadOnlySpan<byte> pixel = row.Slice(x * step, step);
            byte luma = redFirst ? Luma.FromRgb(pixel[0], pixel[1], pixel[2]) : Luma.FromRgb(pixel[2], pixel[1], pixel[0]);
            gray[x] = step == 4 ? Luma.OverWhite(luma, pixel[3]) : luma;
        }
    }
}
