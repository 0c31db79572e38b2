using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Emnist.Recognition.Imaging.Codecs.Jpeg.InverseDct;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>
/// <see cref="InverseDct"/> eight columns, and then eight rows, at a time: the same integers, and so the same samples, but for
/// coefficients so far out of a picture's range that they overflow.
/// </summary>
internal static class InverseDctVectors
{
    /// <summary>Transforms a block.</summary>
    /// <param name="block">64 coefficients, row by row.</param>
    /// <param name="samples">64 samples, row by row.</param>
    public static void Transform(ReadOnlySpan<int> block, Span<byte> samples)
    {
        ReadOnlySpan<Vector256<int>> rows = MemoryMarshal.Cast<int, Vector256<int>>(block[..64]);
        Eight c = new(rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], rows[6], rows[7]);
        c = Pass(c, ConstantBits - KeptBits).Transpose();
        c = Pass(c, ConstantBits + KeptBits + ScaleBits).Transpose();
        Store(c.V0, c.V1, c.V2, c.V3, samples[..32]);
        Store(c.V4, c.V5, c.V6, c.V7, samples[32..]);
    }

    private static Eight Pass(in Eight c, int shift)
    {
        Vector256<int> turned = (c.V2 + c.V6) * C0541;
        Vector256<int> low = turned - (c.V6 * C1847);
        Vector256<int> high = turned + (c.V2 * C0765);
        Vector256<int> rounding = Vector256.Create(1 << (shift - 1));
        Vector256<int> sum = ((c.V0 + c.V4) << ConstantBits) + rounding;
        Vector256<int> difference = ((c.V0 - c.V4) << ConstantBits) + rounding;
        (Vector256<int> e0, Vector256<int> e1, Vector256<int> e2, Vector256<int> e3) = (sum + high, difference + low, difference - low, sum - high);

        Vector256<int> sum73 = c.V7 + c.V3;
        Vector256<int> sum51 = c.V5 + c.V1;
        turned = (sum73 + sum51) * C1175;
        Vector256<int> by73 = turned - (sum73 * C1961);
        Vector256<int> by51 = turned - (sum51 * C0390);
        Vector256<int> byOuter = (c.V7 + c.V1) * -C0899;
        Vector256<int> byInner = (c.V5 + c.V3) * -C2562;
        Vector256<int> o0 = (c.V1 * C1501) + byOuter + by51;
        Vector256<int> o1 = (c.V3 * C3072) + byInner + by73;
        Vector256<int> o2 = (c.V5 * C2053) + byInner + by51;
        Vector256<int> o3 = (c.V7 * C0298) + byOuter + by73;
        return new(
            (e0 + o0) >> shift, (e1 + o1) >> shift, (e2 + o2) >> shift, (e3 + o3) >> shift,
            (e3 - o3) >> shift, (e2 - o2) >> shift, (e1 - o1) >> shift, (e0 - o0) >> shift);
    }

    /// <summary>Four rows of samples.</summary>
    private static void Store(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d, Span<byte> samples)
    {
        Vector256<int> middle = Vector256.Create(128);
        Vector256<short> ab = Vector256.NarrowWithSaturation(a + middle, b + middle);
        Vector256<short> cd = Vector256.NarrowWithSaturation(c + middle, d + middle);
        Vector256<short> lowest = Vector256<short>.Zero;
        Vector256<short> highest = Vector256.Create((short)255);
        Vector256.Narrow(Vector256.Clamp(ab, lowest, highest).AsUInt16(), Vector256.Clamp(cd, lowest, highest).AsUInt16()).CopyTo(samples);
    }

    /// <summary>A block in vectors of eight.</summary>
    private readonly struct Eight(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3,
        Vector256<int> v4, Vector256<int> v5, Vector256<int> v6, Vector256<int> v7)
    {
        public readonly Vector256<int> V0 = v0;
        public readonly Vector256<int> V1 = v1;
        public readonly Vector256<int> V2 = v2;
        public readonly Vector256<int> V3 = v3;
        public readonly Vector256<int> V4 = v4;
        public readonly Vector256<int> V5 = v5;
        public readonly Vector256<int> V6 = v6;
        public readonly Vector256<int> V7 = v7;

        /// <summary>Rows for columns: swaps the corners of 8 x 8, then those of each 4 x 4, then those of each 2 x 2.</summary>
        public Eight Transpose()
        {
            (Vector256<int> a0, Vector256<int> a4) = SwapFours(V0, V4);
            (Vector256<int> a1, Vector256<int> a5) = SwapFours(V1, V5);
            (Vector256<int> a2, Vector256<int> a6) = SwapFours(V2, V6);
            (Vector256<int> a3, Vector256<int> a7) = SwapFours(V3, V7);
            (a0, a2) = SwapTwos(a0, a2);
            (a1, a3) = SwapTwos(a1, a3);
            (a4, a6) = SwapTwos(a4, a6);
            (a5, a7) = SwapTwos(a5, a7);
            (a0, a1) = SwapOnes(a0, a1);
            (a2, a3) = SwapOnes(a2, a3);
            (a4, a5) = SwapOnes(a4, a5);
            (a6, a7) = SwapOnes(a6, a7);
            return new(a0, a1, a2, a3, a4, a5, a6, a7);
        }

        private static (Vector256<int>, Vector256<int>) SwapFours(Vector256<int> a, Vector256<int> b) =>
            (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));

        private static (Vector256<int>, Vector256<int>) SwapTwos(Vector256<int> a, Vector256<int> b)
        {
            Vector256<int> first = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0);
            Vector256<int> turnedA = Vector256.Shuffle(a, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));
            Vector256<int> turnedB = Vector256.Shuffle(b, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));
            return (Vector256.ConditionalSelect(first, a, turnedB), Vector256.ConditionalSelect(first, turnedA, b));
        }

        private static (Vector256<int>, Vector256<int>) SwapOnes(Vector256<int> a, Vector256<int> b)
        {
            Vector256<int> first = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0);
            Vector256<int> turnedA = Vector256.Shuffle(a, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
            Vector256<int> turnedB = Vector256.Shuffle(b, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
            return (Vector256.ConditionalSelect(first, a, turnedB), Vector256.ConditionalSelect(first, turnedA, b));
        }
    }
}
