using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Training.Numerics;

/// <summary>
/// Arithmetic on grey images as floats, whole vectors of eight. Numbers are the same whatever vectors the machine has:
/// products and sums are rounded one by one.
/// </summary>
internal static class ImagePlanes
{
    /// <summary><c>to[i] = sum over p of weights[p, i] * points[p]</c>, for two rows of points at once.</summary>
    /// <param name="weights">[points, length].</param>
    /// <param name="pointsX">[points].</param>
    /// <param name="pointsY">[points].</param>
    /// <param name="toX">[length], written; whole vectors of eight.</param>
    /// <param name="toY">[length], written.</param>
    public static void Interpolate(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> pointsX, ReadOnlySpan<float> pointsY, Span<float> toX, Span<float> toY)
    {
        Debug.Assert(toX.Length % Vector256<float>.Count == 0 && toY.Length == toX.Length && pointsY.Length == pointsX.Length);
        Debug.Assert(weights.Length == pointsX.Length * toX.Length && !weights.Overlaps(toX) && !weights.Overlaps(toY));
        toY = toY[..toX.Length];
        pointsY = pointsY[..pointsX.Length];
        weights = weights[..(pointsX.Length * toX.Length)];
        ref float weight = ref MemoryMarshal.GetReference(weights);
        ref float x = ref MemoryMarshal.GetReference(toX);
        ref float y = ref MemoryMarshal.GetReference(toY);
        for (int i = 0; i <= toX.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> sumX = Vector256<float>.Zero;
            Vector256<float> sumY = Vector256<float>.Zero;
            for (int p = 0; p < pointsX.Length; p++)
            {
                Vector256<float> w = Vector256.LoadUnsafe(ref weight, (nuint)((p * toX.Length) + i));
                sumX += w * pointsX[p];
                sumY += w * pointsY[p];
            }

            sumX.StoreUnsafe(ref x, (nuint)i);
            sumY.StoreUnsafe(ref y, (nuint)i);
        }
    }

    /// <summary>
    /// Grey dilation, or erosion, by three pixels in a line: <c>to[i]</c> = the largest, or smallest, of
    /// <c>from[i - step]</c>, <c>from[i]</c> and <c>from[i + step]</c>.
    /// </summary>
    /// <param name="from">Read from <c>start - step</c> to below <c>end + step</c>.</param>
    /// <param name="to">Written from start to below end; other memory.</param>
    /// <param name="start">The first place.</param>
    /// <param name="end">One past the last: whole vectors of eight from the first.</param>
    /// <param name="step">1 for three pixels side by side, a row's length for three above one another.</param>
    /// <param name="dilate">Whether to take the largest.</param>
    public static void DilateOrErode(ReadOnlySpan<float> from, Span<float> to, int start, int end, int step, bool dilate)
    {
        Debug.Assert((end - start) % Vector256<float>.Count == 0 && step > 0 && !from.Overlaps(to));
        to = to[start..end];
        ref float before = ref MemoryMarshal.GetReference(from[(start - step)..(end - step)]);
        ref float middle = ref MemoryMarshal.GetReference(from[start..end]);
        ref float behind = ref MemoryMarshal.GetReference(from[(start + step)..(end + step)]);
        ref float result = ref MemoryMarshal.GetReference(to);
        for (int i = 0; i <= to.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var at = (nuint)i;
            (Vector256<float> a, Vector256<float> b, Vector256<float> c) =
                (Vector256.LoadUnsafe(ref before, at), Vector256.LoadUnsafe(ref middle, at), Vector256.LoadUnsafe(ref behind, at));
            Vector256<float> all = dilate
                ? Vector256.MaxNative(Vector256.MaxNative(a, b), c)
                : Vector256.MinNative(Vector256.MinNative(a, b), c);
            all.StoreUnsafe(ref result, at);
        }
    }

    /// <summary><c>values[i] += amount * (others[i] - values[i])</c>; whole vectors of eight.</summary>
    public static void Mix(Span<float> values, ReadOnlySpan<float> others, float amount)
    {
        Debug.Assert(values.Length % Vector256<float>.Count == 0 && others.Length == values.Length && !others.Overlaps(values));
        others = others[..values.Length];
        ref float value = ref MemoryMarshal.GetReference(values);
        ref float other = ref MemoryMarshal.GetReference(others);
        for (int i = 0; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var at = (nuint)i;
            Vector256<float> old = Vector256.LoadUnsafe(ref value, at);
            (old + ((Vector256.LoadUnsafe(ref other, at) - old) * amount)).StoreUnsafe(ref value, at);
        }
    }

    /// <summary>
    /// <c>destination[i]</c> = the byte nearest to <c>values[i]</c>, halves upwards; any length: sixteen at a time,
    /// then one by one.
    /// </summary>
    public static void ToBytes(ReadOnlySpan<float> values, Span<byte> destination)
    {
        Debug.Assert(destination.Length >= values.Length);
        destination = destination[..values.Length];
        ref float value = ref MemoryMarshal.GetReference(values);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i <= values.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector128<ushort> lower = Vector128.Narrow(Round(ref value, i), Round(ref value, i + 4));
            Vector128<ushort> upper = Vector128.Narrow(Round(ref value, i + 8), Round(ref value, i + 12));
            Vector128.Narrow(lower, upper).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            destination[i] = (byte)Math.Clamp(values[i] + 0.5f, 0, 255);
        }
    }

    private static Vector128<uint> Round(ref float values, int at)
    {
        Vector128<float> value = Vector128.LoadUnsafe(ref values, (nuint)at) + Vector128.Create(0.5f);
        value = Vector128.MinNative(Vector128.MaxNative(value, Vector128<float>.Zero), Vector128.Create(255f));
        return Vector128.ConvertToInt32Native(value).AsUInt32();
    }
}
