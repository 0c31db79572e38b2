using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Emnist.Recognition.Training.Numerics;

/// <summary>
/// A grey image that is read between its pixels, bilinearly; outside it is 0. One thread uses it. Its numbers are the
/// same whatever vectors the machine has: products and sums are rounded one by one.
/// </summary>
internal sealed class BilinearImage
{
    /// <summary>Floats in a vector: the rows that are sampled are whole ones.</summary>
    public const int Lanes = 8;

    private readonly int _width;
    private readonly int _height;

    /// <summary>
    /// [1 + height + 1, stride]: a row and a column of zeros before the image, and at least as much behind it.
    /// </summary>
    private readonly byte[] _bordered;

    /// <summary>
    /// At each place its byte, the one to the right, the one below and the one right below, from the lowest byte on.
    /// </summary>
    private readonly uint[] _neighbours;

    public BilinearImage(int width, int height)
    {
        _width = width;
        _height = height;
        Stride = (width + 1 + Lanes - 1) / Lanes * Lanes;
        int places = ((height + 1) * Stride) + Vector128<byte>.Count;
        _neighbours = new uint[places / Vector128<byte>.Count * Vector128<byte>.Count];
        _bordered = new byte[_neighbours.Length + Stride + 1];
    }

    /// <summary>Places in a row: the width and at least one more, whole vectors.</summary>
    public int Stride { get; }

    /// <summary>
    /// Takes an image [height, width], and packs each place's four neighbours, sixteen places at a time.
    /// </summary>
    public void Load(ReadOnlySpan<byte> image)
    {
        Debug.Assert(image.Length == _width * _height);
        Debug.Assert(_neighbours.Length % Vector128<byte>.Count == 0 && _bordered.Length == _neighbours.Length + Stride + 1);
        for (int y = 0; y < _height; y++)
        {
            image.Slice(y * _width, _width).CopyTo(_bordered.AsSpan(((y + 1) * Stride) + 1));
        }

        ref byte from = ref MemoryMarshal.GetArrayDataReference(_bordered);
        ref uint to = ref MemoryMarshal.GetArrayDataReference(_neighbours);
        for (int i = 0; i < _neighbours.Length; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> left, Vector128<ushort> right) = Pairs(ref from, i);
            (Vector128<ushort> leftBelow, Vector128<ushort> rightBelow) = Pairs(ref from, i + Stride);
            Join(left, leftBelow, ref to, i);
            Join(right, rightBelow, ref to, i + Vector128<ushort>.Count);
        }
    }

    /// <summary>
    /// <c>destination[i] = image(start.X + i step.X + displacementX[i], start.Y + i step.Y + displacementY[i])</c>,
    /// where the first pixel's middle is (0, 0). Between the pixels' middles, with u and v the fractions of x and y,
    /// <c>image(x, y) = (1 - v) ((1 - u) p00 + u p01) + v ((1 - u) p10 + u p11)</c>.
    /// </summary>
    /// <param name="start">The place of the first sample, in pixels.</param>
    /// <param name="step">From one sample to the next.</param>
    /// <param name="displacementX">[samples].</param>
    /// <param name="displacementY">[samples].</param>
    /// <param name="destination">[samples], whole vectors of <see cref="Lanes"/>: there is no remainder.</param>
    public void SampleLine(
        (float X, float Y) start,
        (float X, float Y) step,
        ReadOnlySpan<float> displacementX,
        ReadOnlySpan<float> displacementY,
        Span<float> destination)
    {
        Debug.Assert(destination.Length % Lanes == 0);
        Debug.Assert(!destination.Overlaps(displacementX) && !destination.Overlaps(displacementY));
        displacementX = displacementX[..destination.Length];
        displacementY = displacementY[..destination.Length];
        ref float dx = ref MemoryMarshal.GetReference(displacementX);
        ref float dy = ref MemoryMarshal.GetReference(displacementY);
        ref float to = ref MemoryMarshal.GetReference(destination);
        Vector256<float> number = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);
        for (int i = 0; i <= destination.Length - Lanes; i += Lanes)
        {
            Vector256<float> x = (number * step.X) + Vector256.Create(start.X + 1) + Vector256.LoadUnsafe(ref dx, (nuint)i);
            Vector256<float> y = (number * step.Y) + Vector256.Create(start.Y + 1) + Vector256.LoadUnsafe(ref dy, (nuint)i);
            At(x, y).StoreUnsafe(ref to, (nuint)i);
            number += Vector256.Create((float)Lanes);
        }
    }

    /// <summary>
    /// The image at places counted from the border's first; a place farther out than the border is on it.
    /// </summary>
    private Vector256<float> At(Vector256<float> x, Vector256<float> y)
    {
        x = Vector256.MinNative(Vector256.MaxNative(x, Vector256<float>.Zero), Vector256.Create(_width + 1f));
        y = Vector256.MinNative(Vector256.MaxNative(y, Vector256<float>.Zero), Vector256.Create(_height + 1f));
        Vector256<int> column = Vector256.Min(Vector256.ConvertToInt32Native(x), Vector256.Create(_width));
        Vector256<int> row = Vector256.Min(Vector256.ConvertToInt32Native(y), Vector256.Create(_height));
        Vector256<float> u = x - Vector256.ConvertToSingle(column);
        Vector256<float> v = y - Vector256.ConvertToSingle(row);
        Vector256<int> at = (row * Stride) + column;
        Vector256<int> four = Gather(at);
        Vector256<int> lowest = Vector256.Create(255);
        Vector256<float> left = Vector256.ConvertToSingle(four & lowest);
        Vector256<float> right = Vector256.ConvertToSingle((four >>> 8) & lowest);
        Vector256<float> leftBelow = Vector256.ConvertToSingle((four >>> 16) & lowest);
        Vector256<float> rightBelow = Vector256.ConvertToSingle(four >>> 24);
        Vector256<float> top = left + (u * (right - left));
        Vector256<float> bottom = leftBelow + (u * (rightBelow - leftBelow));
        return top + (v * (bottom - top));
    }

    /// <summary>The neighbours of eight places, which are within the image and its border.</summary>
    private unsafe Vector256<int> Gather(Vector256<int> at)
    {
        uint[] from = _neighbours;
        Debug.Assert(Vector256.LessThanAll(at.AsUInt32(), Vector256.Create((uint)from.Length)));
        if (Avx2.IsSupported)
        {
            fixed (uint* start = from)
            {
                return Avx2.GatherVector256((int*)start, at, sizeof(uint));
            }
        }

        return Vector256.Create(
            from[at.GetElement(0)], from[at.GetElement(1)], from[at.GetElement(2)], from[at.GetElement(3)],
            from[at.GetElement(4)], from[at.GetElement(5)], from[at.GetElement(6)], from[at.GetElement(7)]).AsInt32();
    }

    /// <summary>
    /// Sixteen bytes from a place on, each with its right neighbour in its upper half; reads seventeen.
    /// </summary>
    private static (Vector128<ushort> Lower, Vector128<ushort> Upper) Pairs(ref byte from, int at)
    {
        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)at));
        (Vector128<ushort> lowerRight, Vector128<ushort> upperRight) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)at + 1));
        return (lower | (lowerRight << 8), upper | (upperRight << 8));
    }

    /// <summary>Eight places' neighbours: those of their own row below, those of the next in the upper half.</summary>
    private static void Join(Vector128<ushort> above, Vector128<ushort> below, ref uint to, int at)
    {
        (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(above);
        (Vector128<uint> lowerBelow, Vector128<uint> upperBelow) = Vector128.Widen(below);
        (lower | (lowerBelow << 16)).StoreUnsafe(ref to, (nuint)at);
        (upper | (upperBelow << 16)).StoreUnsafe(ref to, (nuint)(at + Vector128<uint>.Count));
    }
}
