using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>
/// The inverse cosine transform of 8 x 8 in integers, columns and then rows (Loeffler, Ligtenberg and Moschytz, "Practical
/// fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989).
/// </summary>
internal static class InverseDct
{
    /// <summary>The fraction bits of the constants, and those that the columns' results keep.</summary>
    internal const int ConstantBits = 13;
    internal const int KeptBits = 2;

    /// <summary>The transform makes values 8 times too large: 3 bits.</summary>
    internal const int ScaleBits = 3;

    // Sums of sqrt(2) cos(k pi / 16), as the rotations of the flow graph need them, times 2^13.
    internal const int C0541 = 4433;
    internal const int C0765 = 6270;
    internal const int C1847 = 15137;
    internal const int C1175 = 9633;
    internal const int C0298 = 2446;
    internal const int C2053 = 16819;
    internal const int C3072 = 25172;
    internal const int C1501 = 12299;
    internal const int C0899 = 7373;
    internal const int C2562 = 20995;
    internal const int C1961 = 16069;
    internal const int C0390 = 3196;

    /// <summary>Transforms a block and puts it into its component, as far as the component reaches, or what is kept of it.</summary>
    /// <param name="block">64 coefficients, row by row; overwritten.</param>
    /// <param name="isFlat">Whether all but the first are 0.</param>
    /// <param name="component">The component.</param>
    /// <param name="blockX">The block's column.</param>
    /// <param name="blockY">The block's row.</param>
    public static void Put(Span<int> block, bool isFlat, JpegComponent component, int blockX, int blockY)
    {
        int width = Math.Min(8, component.Width - (8 * blockX));
        int height = Math.Min(8, component.Height - (8 * blockY));
        if (width <= 0 || height <= 0)
        {
            return;
        }

        int bits = component.ReductionBits;
        int stride = component.KeptWidth;
        Span<byte> samples = component.Samples.AsSpan(((8 >> bits) * blockY * stride) + ((8 >> bits) * blockX));
        if (isFlat)
        {
            byte value = ToSample((block[0] + 4) >> ScaleBits);
            int keptWidth = BlockReduction.Kept(width, bits);
            int keptHeight = BlockReduction.Kept(height, bits);
            for (int y = 0; y < keptHeight; y++)
            {
                samples.Slice(y * stride, keptWidth).Fill(value);
            }

            return;
        }

        Span<byte> transformed = stackalloc byte[64];
        if (Vector256.IsHardwareAccelerated)
        {
            InverseDctVectors.Transform(block, transformed);
        }
        else
        {
            Transform(block, transformed);
        }

        if (bits > 0)
        {
            BlockReduction.Put(transformed, width, height, bits, samples, stride);
            return;
        }

        for (int y = 0; y < height; y++)
        {
            transformed.Slice(8 * y, width).CopyTo(samples[(y * stride)..]);
        }
    }

    /// <summary>Transforms a block.</summary>
    /// <param name="block">64 coefficients, row by row; overwritten.</param>
    /// <param name="samples">64 samples, row by row.</param>
    public static void Transform(Span<int> block, Span<byte> samples)
    {
        for (int x = 0; x < 8; x++)
        {
            TransformColumn(block[x..]);
        }

        for (int y = 0; y < 8; y++)
        {
            TransformRow(block.Slice(8 * y, 8), samples.Slice(8 * y, 8));
        }
    }

    private static void TransformColumn(Span<int> c)
    {
        if ((c[8] | c[16] | c[24] | c[32] | c[40] | c[48] | c[56]) == 0)
        {
            int value = c[0] << KeptBits;
            (c[0], c[8], c[16], c[24], c[32], c[40], c[48], c[56]) = (value, value, value, value, value, value, value, value);
            return;
        }

        const int shift = ConstantBits - KeptBits;
        (int e0, int e1, int e2, int e3) = Even(c[0], c[16], c[32], c[48], 1 << (shift - 1));
        (int o0, int o1, int o2, int o3) = Odd(c[8], c[24], c[40], c[56]);
        (c[0], c[56]) = ((e0 + o0) >> shift, (e0 - o0) >> shift);
        (c[8], c[48]) = ((e1 + o1) >> shift, (e1 - o1) >> shift);
        (c[16], c[40]) = ((e2 + o2) >> shift, (e2 - o2) >> shift);
        (c[24], c[32]) = ((e3 + o3) >> shift, (e3 - o3) >> shift);
    }

    private static void TransformRow(ReadOnlySpan<int> c, Span<byte> row)
    {
        const int shift = ConstantBits + KeptBits + ScaleBits;
        (int e0, int e1, int e2, int e3) = Even(c[0], c[2], c[4], c[6], 1 << (shift - 1));
        (int o0, int o1, int o2, int o3) = Odd(c[1], c[3], c[5], c[7]);
        (row[0], row[7]) = (ToSample((e0 + o0) >> shift), ToSample((e0 - o0) >> shift));
        (row[1], row[6]) = (ToSample((e1 + o1) >> shift), ToSample((e1 - o1) >> shift));
        (row[2], row[5]) = (ToSample((e2 + o2) >> shift), ToSample((e2 - o2) >> shift));
        (row[3], row[4]) = (ToSample((e3 + o3) >> shift), ToSample((e3 - o3) >> shift));
    }

    /// <summary>What the even coefficients add to outputs 0 to 3; to 7 to 4 they add the same.</summary>
    private static (int, int, int, int) Even(int c0, int c2, int c4, int c6, int rounding)
    {
        int turned = (c2 + c6) * C0541;
        int low = turned - (c6 * C1847);
        int high = turned + (c2 * C0765);
        int sum = ((c0 + c4) << ConstantBits) + rounding;
        int difference = ((c0 - c4) << ConstantBits) + rounding;
        return (sum + high, difference + low, difference - low, sum - high);
    }

    /// <summary>What the odd coefficients add to outputs 0 to 3; from 7 to 4 they take the same.</summary>
    private static (int, int, int, int) Odd(int c1, int c3, int c5, int c7)
    {
        int outer = c7 + c1;
        int inner = c5 + c3;
        int sum73 = c7 + c3;
        int sum51 = c5 + c1;
        int turned = (sum73 + sum51) * C1175;
        int by73 = turned - (sum73 * C1961);
        int by51 = turned - (sum51 * C0390);
        int byOuter = outer * -C0899;
        int byInner = inner * -C2562;
        return (
            (c1 * C1501) + byOuter + by51,
            (c3 * C3072) + byInner + by73,
            (c5 * C2053) + byInner + by51,
            (c7 * C0298) + byOuter + by73);
    }

    private static byte ToSample(int value) => (byte)Math.Clamp(value + 128, 0, 255);
}
