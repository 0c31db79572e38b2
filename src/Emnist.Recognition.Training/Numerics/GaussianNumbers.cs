using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Numerics;

/// <summary>
/// Normally distributed random numbers by the transform of Box and Muller (1958), four pairs at a time:
/// <c>sqrt(-2 ln u) cos t</c> and <c>sqrt(-2 ln u) sin t</c>. They are within a millionth of the formula and the same on
/// every machine, for logarithm, sine and cosine are polynomials here. A pair takes one number of 64 bits: 24 of them
/// are u, so no number is beyond 5.8; t is drawn evenly from -pi/4 to pi/4, then a sign and which of the two is first.
/// </summary>
internal static class GaussianNumbers
{
    /// <summary>Numbers drawn at a time.</summary>
    public const int BlockSize = 8;

    /// <summary>Fills a destination with numbers of mean 0.</summary>
    /// <param name="random">Four numbers are drawn for each block.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="destination">Whole blocks of <see cref="BlockSize"/>: there is no remainder.</param>
    public static void Fill(ref SplitMix64 random, float deviation, Span<float> destination)
    {
        Debug.Assert(destination.Length % BlockSize == 0);
        ref float to = ref MemoryMarshal.GetReference(destination);
        for (int i = 0; i <= destination.Length - BlockSize; i += BlockSize)
        {
            (ulong a, ulong b, ulong c, ulong d) = (random.Next(), random.Next(), random.Next(), random.Next());
            Vector128<int> upper = Vector128.Create((int)(a >> 32), (int)(b >> 32), (int)(c >> 32), (int)(d >> 32));
            Vector128<int> lower = Vector128.Create((int)a, (int)b, (int)c, (int)d);
            Vector128<float> even = (Vector128.ConvertToSingle(upper >>> 8) + Vector128<float>.One) * (1f / (1 << 24));
            Vector128<float> radius = Vector128.Sqrt(Vector128.MaxNative(Logarithm(even) * -2f, Vector128<float>.Zero)) * deviation;
            (Vector128<float> sin, Vector128<float> cos) = SinCos(Vector128.ConvertToSingle(lower >> 10) * (MathF.PI / 4 / (1 << 21)));
            cos = (cos.AsInt32() ^ (lower << 31)).AsSingle();
            Vector128<float> swap = ((lower << 30) >> 31).AsSingle();
            (radius * Vector128.ConditionalSelect(swap, sin, cos)).StoreUnsafe(ref to, (nuint)i);
            (radius * Vector128.ConditionalSelect(swap, cos, sin)).StoreUnsafe(ref to, (nuint)(i + (BlockSize / 2)));
        }
    }

    /// <summary>The natural logarithm of normal positive numbers (Cephes's logf).</summary>
    private static Vector128<float> Logarithm(Vector128<float> x)
    {
        // x = 2^exponent * (1 + f), with 1 + f from the root of 1/2 to that of 2.
        Vector128<int> exponent = (x.AsInt32() - Vector128.Create(0x3f3504f3)) >> 23;
        Vector128<float> f = (x.AsInt32() - (exponent << 23)).AsSingle() - Vector128<float>.One;
        Vector128<float> p = Vector128.Create(7.0376836292e-2f);
        p = (p * f) + Vector128.Create(-1.1514610310e-1f);
        p = (p * f) + Vector128.Create(1.1676998740e-1f);
        p = (p * f) + Vector128.Create(-1.2420140846e-1f);
        p = (p * f) + Vector128.Create(1.4249322787e-1f);
        p = (p * f) + Vector128.Create(-1.6668057665e-1f);
        p = (p * f) + Vector128.Create(2.0000714765e-1f);
        p = (p * f) + Vector128.Create(-2.4999993993e-1f);
        p = (p * f) + Vector128.Create(3.3333331174e-1f);
        Vector128<float> square = f * f;
        return (Vector128.ConvertToSingle(exponent) * 0.69314718056f) + (f + (square * ((f * p) - Vector128.Create(0.5f))));
    }

    /// <summary>Sine and cosine from -pi/4 to pi/4 (Cephes's sinf and cosf).</summary>
    private static (Vector128<float> Sin, Vector128<float> Cos) SinCos(Vector128<float> x)
    {
        Vector128<float> z = x * x;
        Vector128<float> sin = (Vector128.Create(-1.9515295891e-4f) * z) + Vector128.Create(8.3321608736e-3f);
        sin = (sin * z) + Vector128.Create(-1.6666654611e-1f);
        Vector128<float> cos = (Vector128.Create(2.443315711809948e-5f) * z) + Vector128.Create(-1.388731625493765e-3f);
        cos = (cos * z) + Vector128.Create(4.166664568298827e-2f);
        return ((sin * z * x) + x, (cos * z * z) - (z * 0.5f) + Vector128<float>.One);
    }
}
