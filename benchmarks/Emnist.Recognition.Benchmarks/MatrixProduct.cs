using System.Runtime.CompilerServices;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Benchmarks;

/// <summary>The packed matrix product, and the most that the machine's multiply-adds reach, on one thread.</summary>
internal static class MatrixProduct
{
    /// <returns>Floating-point operations a second of a product of two square matrices, the right one packed once.</returns>
    public static double Rate(int size)
    {
        SimdKernels simd = SimdKernels.Best;
        var geometry = ConvolutionGeometry.Dense(size, size);
        var left = new AlignedBuffer(size * size);
        var result = new AlignedBuffer(size * size);
        left.Span.Fill(0.5f);
        var right = new PackedMatrix(size, size, simd);
        right.Pack(left.Span);
        var product = new IndirectProduct(simd, IndirectionTable.Forward(geometry), size);
        double calls = Repetition.PerSecond(() => product.Run(left, right, null, result, 0, size, relu: false));
        return calls * 2.0 * size * size * size;
    }

    /// <returns>Floating-point operations a second of a loop of independent multiply-adds on the widest vectors.</returns>
    public static double PeakRate()
    {
        const int turns = 1 << 20;
        int lanes = SimdKernels.Best.Lanes;
        float sink = 0;
        double calls = Repetition.PerSecond(() => sink += lanes switch
        {
            16 => MultiplyAdds<Simd512>(turns),
            8 => MultiplyAdds<Simd256>(turns),
            4 => MultiplyAdds<Simd128>(turns),
            _ => MultiplyAdds<SimdScalar>(turns),
        });
        GC.KeepAlive(sink);
        return calls * turns * 12 * 2 * lanes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe float MultiplyAdds<TVector>(int turns)
        where TVector : struct, ISimdVector<TVector>
    {
        float one = 1.0001f;
        float* sum = stackalloc float[16];
        TVector x = TVector.Broadcast(&one);
        TVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int turn = 0; turn < turns; turn++)
        {
            a.AddProduct(x, x);
            b.AddProduct(x, x);
            c.AddProduct(x, x);
            d.AddProduct(x, x);
            e.AddProduct(x, x);
            f.AddProduct(x, x);
            g.AddProduct(x, x);
            h.AddProduct(x, x);
            i.AddProduct(x, x);
            j.AddProduct(x, x);
            k.AddProduct(x, x);
            l.AddProduct(x, x);
        }

        (a + b + c + d + e + f + g + h + i + j + k + l).Store(sum);
        return sum[0];
    }
}
