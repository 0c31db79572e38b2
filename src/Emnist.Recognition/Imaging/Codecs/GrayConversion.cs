using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Rows of pixels in any <see cref="PixelFormat"/> as grey ones.</summary>
internal static class GrayConversion
{
    /// <exception cref="ArgumentOutOfRangeException">The format is unknown.</exception>
    public static int BytesPerPixel(PixelFormat format) => format switch
    {
        PixelFormat.Gray8 => 1,
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3,
        PixelFormat.Rgba32 or PixelFormat.Bgra32 or PixelFormat.Rgba32Premultiplied or PixelFormat.Bgra32Premultiplied => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "The pixel format is unknown."),
    };

    /// <summary>Converts a row.</summary>
    /// <param name="row">The pixels, with nothing before or after them.</param>
    /// <param name="format">Their format.</param>
    /// <param name="channel">What of the pixels is wanted; one that the format has.</param>
    /// <param name="gray">Written: a value for each pixel.</param>
    public static void Convert(ReadOnlySpan<byte> row, PixelFormat format, PixelChannel channel, Span<byte> gray)
    {
        if (format == PixelFormat.Gray8)
        {
            row.CopyTo(gray);
            return;
        }

        int step = BytesPerPixel(format);
        bool redFirst = format is PixelFormat.Rgb24 or PixelFormat.Rgba32 or PixelFormat.Rgba32Premultiplied;
        bool premultiplied = format is PixelFormat.Rgba32Premultiplied or PixelFormat.Bgra32Premultiplied;
        int x = channel == PixelChannel.Luma ? ConvertVectors(row, step, redFirst, premultiplied, gray) : 0;
        for (; x < gray.Length; x++)
        {
            ReadOnlySpan<byte> pixel = row.Slice(x * step, step);
            (byte red, byte blue) = redFirst ? (pixel[0], pixel[2]) : (pixel[2], pixel[0]);
            int alpha = step == 3 ? 255 : pixel[3];
            gray[x] = !premultiplied || channel == PixelChannel.Alpha
                ? Luma.Of(channel, red, pixel[1], blue, alpha)
                : Luma.PremultipliedOverWhite(Luma.Of(channel, red, pixel[1], blue), alpha);
        }
    }

    /// <summary>The luma of as many pixels as fill vectors, by the sums that <see cref="Luma"/> makes of one.</summary>
    /// <returns>How many they are.</returns>
    private static int ConvertVectors(ReadOnlySpan<byte> row, int step, bool redFirst, bool premultiplied, Span<byte> gray)
    {
        // Four pixels at the start of a vector, spread to four lanes.
        bool hasAlpha = step == 4;
        Vector128<byte> lanes = hasAlpha
            ? Vector128<byte>.Indices
            : Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255);
        (uint first, uint last) = redFirst ? (Luma.RedWeight, Luma.BlueWeight) : (Luma.BlueWeight, Luma.RedWeight);
        int x = 0;
        while (x <= gray.Length - Vector128<byte>.Count && ((x + 12) * step) + Vector128<byte>.Count <= row.Length)
        {
            ReadOnlySpan<byte> pixels = row[(x * step)..];
            Vector128<ushort> left = Vector128.Narrow(Four(pixels), Four(pixels[(4 * step)..]));
            Vector128<ushort> right = Vector128.Narrow(Four(pixels[(8 * step)..]), Four(pixels[(12 * step)..]));
            Vector128.Narrow(left, right).CopyTo(gray[x..]);
            x += Vector128<byte>.Count;
        }

        return x;

        Vector128<uint> Four(ReadOnlySpan<byte> pixels)
        {
            Vector128<uint> four = Vector128.Shuffle(Vector128.Create(pixels), lanes).AsUInt32();
            Vector128<uint> low = Vector128.Create(255u);
            Vector128<uint> luma = Luma.FromWeighted(
                ((four & low) * first) + (((four >> 8) & low) * Luma.GreenWeight) + (((four >> 16) & low) * last));
            if (!hasAlpha)
            {
                return luma;
            }

            Vector128<uint> alpha = four >> 24;
            return premultiplied ? Luma.PremultipliedOverWhite(luma, alpha) : Luma.OverWhite(luma, alpha);
        }
    }

    /// <summary>Whether pixels of a format have a channel of their own.</summary>
    public static bool Has(PixelFormat format, PixelChannel channel) => channel switch
    {
        PixelChannel.Luma => true,
        PixelChannel.Alpha => BytesPerPixel(format) == 4,
        _ => format != PixelFormat.Gray8,
    };

    /// <summary>Says which formats a buffer would be right for, to someone who gave it in another.</summary>
    /// <returns>The end of a sentence, or nothing where no format fits.</returns>
    public static string FormatsOfLength(int length, long pixelCount)
    {
        string[] fitting = [.. Enum.GetValues<PixelFormat>().Where(f => pixelCount * BytesPerPixel(f) == length).Select(f => f.ToString())];
        return fitting.Length == 0 ? "" : $", which is the length of {string.Join(" or ", fitting)}";
    }
}
