using Emnist.Recognition.Imaging.Codecs;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging;

/// <summary>
/// Chooses what of its pixels a picture is made grey by: their brightness, unless that is the same nearly everywhere and another
/// channel shows more. So white strokes on a transparent ground are seen, and colours of equal brightness.
/// </summary>
internal static class ChannelChoice
{
    /// <summary>A brightness that spreads less, in grey levels, tells little: about twice the least contrast of ink.</summary>
    private const int LittleSpread = 24;

    /// <summary>What spreads this far beside it is no noise of a ground, nor of JPEG's chroma.</summary>
    private const int MinSpread = 48;

    /// <summary>One pixel in so many may be anything: noise, or what compression left at an edge.</summary>
    private const int Outliers = 5000;

    /// <summary>Fewer pixels hold no strokes to be seen.</summary>
    private const int MinPixels = 16 * 16;

    /// <summary>What may show more than the brightness; of two that show as much, the first is taken.</summary>
    private static ReadOnlySpan<PixelChannel> Others => [PixelChannel.Alpha, PixelChannel.Red, PixelChannel.Green, PixelChannel.Blue];

    /// <summary>Makes a picture grey by what shows most.</summary>
    /// <typeparam name="TSource">What the picture is read from; a span, which no function can hold, is handed to it.</typeparam>
    /// <param name="source">Where the pixels come from.</param>
    /// <param name="read">
    /// Reads it by a channel; null where it does not have that. Called once for <see cref="PixelChannel.Luma"/>, which every picture
    /// has, and for the others only where that tells little.
    /// </param>
    public static GrayImage Choose<TSource>(TSource source, Func<TSource, PixelChannel, GrayImage?> read)
        where TSource : allows ref struct
    {
        GrayImage best = read(source, PixelChannel.Luma)!;
        if (best.Pixels.Length < MinPixels || Spread(best.Pixels) >= LittleSpread)
        {
            return best;
        }

        int most = MinSpread - 1;
        foreach (PixelChannel channel in Others)
        {
            if (read(source, channel) is { } image && Spread(image.Pixels) is var spread && spread > most)
            {
                (best, most) = (image, spread);
            }
        }

        return best;
    }

    /// <summary>How far from the median grey more than a few pixels are, in grey levels.</summary>
    private static int Spread(ReadOnlySpan<byte> pixels)
    {
        Span<int> counts = stackalloc int[256];
        Histogram.Count(pixels, counts);
        int median = 0;
        for (int upTo = counts[0]; upTo <= pixels.Length / 2; upTo += counts[median])
        {
            median++;
        }

        int spread = 255;
        for (int beyond = 0; spread > 0; spread--)
        {
            beyond += median >= spread ? counts[median - spread] : 0;
            beyond += median + spread <= 255 ? counts[median + spread] : 0;
            if (beyond > pixels.Length / Outliers)
            {
                break;
            }
        }

        return spread;
    }
}
