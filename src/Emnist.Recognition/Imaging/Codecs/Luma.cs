using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>From colour and transparency to grey, in integers, the same for every format.</summary>
internal static class Luma
{
    /// <summary>ITU-R BT.601's weights, in thousandths.</summary>
    public const uint RedWeight = 299;
    public const uint GreenWeight = 587;
    public const uint BlueWeight = 114;

    /// <summary>ITU-R BT.601 luma, rounded.</summary>
    public static byte FromRgb(int r, int g, int b) =>
        (byte)((((int)RedWeight * r) + ((int)GreenWeight * g) + ((int)BlueWeight * b) + 500) / 1000);

    /// <summary>The luma of weighted sums of up to 255,000: <c>(sum + 500) / 1000</c>, rounded down.</summary>
    public static Vector128<uint> FromWeighted(Vector128<uint> sums)
    {
        // Eighths first, for the product with 2^22 / 125, rounded up, then fits 32 bits; it is right for every sum of that size.
        return (((sums + Vector128.Create(500u)) >> 3) * 33_555) >> 22;
    }

    /// <summary>A grey value laid over white paper, rounded.</summary>
    /// <param name="gray">The value, 0 to 255.</param>
    /// <param name="alpha">The opacity, 0 (paper alone) to 255 (value alone).</param>
    public static byte OverWhite(int gray, int alpha) => (byte)(((gray * alpha) + (255 * (255 - alpha)) + 127) / 255);

    /// <summary>The same of four: a product with 2^23 / 255, rounded up, divides right whatever has 16 bits.</summary>
    public static Vector128<uint> OverWhite(Vector128<uint> gray, Vector128<uint> alpha)
    {
        Vector128<uint> white = Vector128.Create(255u);
        return (((gray * alpha) + ((white - alpha) * 255) + Vector128.Create(127u)) * 32_897) >> 23;
    }

    /// <summary>A grey value that is already multiplied by its opacity, laid over white paper.</summary>
    /// <param name="gray">The value, 0 to <paramref name="alpha"/>; with a larger one the sum stops at white.</param>
    /// <param name="alpha">The opacity, 0 (paper alone) to 255 (value alone).</param>
    public static byte PremultipliedOverWhite(int gray, int alpha) => (byte)Math.Min(255, gray + 255 - alpha);

    /// <summary>The same of four.</summary>
    public static Vector128<uint> PremultipliedOverWhite(Vector128<uint> gray, Vector128<uint> alpha) =>
        Vector128.Min(Vector128.Create(255u), gray + Vector128.Create(255u) - alpha);

    /// <summary>A pixel's grey by a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="r">Red, 0 to 255.</param>
    /// <param name="g">Green, 0 to 255.</param>
    /// <param name="b">Blue, 0 to 255.</param>
    /// <param name="alpha">The opacity, 0 to 255.</param>
    public static byte Of(PixelChannel channel, int r, int g, int b, int alpha = 255)
    {
        int value = channel switch
        {
            PixelChannel.Luma => FromRgb(r, g, b),
            PixelChannel.Red => r,
            PixelChannel.Green => g,
            PixelChannel.Blue => b,
            _ => 0,
        };
        return alpha == 255 ? (byte)value : OverWhite(value, alpha);
    }

    /// <summary>A 16-bit sample in 8 bits: <c>v / 257</c>, rounded to the nearest.</summary>
    public static byte From16Bits(int sample) => (byte)(((sample * 255) + 32895) >> 16);
}
