namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>
/// Chooses what of its pixels a picture is made grey by: their brightness, unless that is the same nearly everywhere and another
/// channel shows more. So white strokes on a transparent ground are seen, and colours of equal brightness.
/// </summary>
internal sealed class ChannelChoice
{
    /// <summary>A brightness that spreads less, in grey levels, tells little: about twice the least contrast of ink.</summary>
    private const int LittleSpread = 24;

    /// <summary>What spreads this far beside it is no noise of a ground, nor of JPEG's chroma.</summary>
    private const int MinSpread = 48;

    /// <summary>One pixel in so many may be anything: noise, or what compression left at an edge.</summary>
    private const int Outliers = 5000;

    /// <summary>Fewer pixels hold no strokes to be seen.</summary>
    private const int MinPixels = 16 * 16;

    private int _spread = MinSpread - 1;

    /// <summary>The channels to be looked at beside the brightness: none where that tells enough.</summary>
    /// <param name="luma">The pixels by their brightness.</param>
    public static ReadOnlySpan<PixelChannel> Others(ReadOnlySpan<byte> luma) => luma.Length >= MinPixels && Spread(luma) < LittleSpread
        ? [PixelChannel.Alpha, PixelChannel.Red, PixelChannel.Green, PixelChannel.Blue]
        : [];

    /// <summary>Whether a channel shows something, and more than those that were asked about before.</summary>
    /// <param name="pixels">The pixels by the channel.</param>
    public bool IsBest(ReadOnlySpan<byte> pixels)
    {
        int spread = Spread(pixels);
        if (spread <= _spread)
        {
            return false;
        }

        _spread = spread;
        return true;
    }

    /// <summary>How far from the median grey more than a few pixels are, in grey levels.</summary>
    private static int Spread(ReadOnlySpan<byte> pixels)
    {
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        foreach (byte pixel in pixels)
        {
            counts[pixel]++;
        }

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
