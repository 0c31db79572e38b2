using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A grey image that is read between its pixels, bilinearly; outside it is 0. One thread uses it. Its numbers are the
/// same whatever vectors the machine has: products and sums are rounded one by one.
/// </summary>
internal sealed class BilinearImage
{
    /// <summary>Rows that are sampled are whole vectors of so many floats.</summary>
    public const int Lanes = 4;

    private readonly int _width;
    private readonly int _height;

    /// <summary>[1 + height + 1, stride]: a row and a column of zeros before the image, and at least as much behind it.</summary>
    private readonly byte[] _bordered;

    /// <summary>At each place its byte, the one to the right, the one below and the one right below, from the lowest byte on.</summary>
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

    /// <summary>Takes an image [height, width].</summary>
    public void Load(ReadOnlySpan<byte> image)
    {
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
    /// <c>destination[i] = image at (x + i * xStep + displacementX[i], y + i * yStep + displacementY[i])</c>, where the
    /// first pixel's middle is (0, 0); displacements and destination are of one length, whole vectors.
    /// </summary>
    public void SampleLine(
        (float X, float Y) start, (float X, float Y) step, ReadOnlySpan<float> displacementX, ReadOnlySpan<float> displacementY, Span<float> destination)
    {
        displacementX = displacementX[..destination.Length];
        displacementY = displacementY[..destination.Length];
        ref float dx = ref MemoryMarshal.GetReference(displacementX);
        ref float dy = ref MemoryMarshal.GetReference(displacementY);
        ref float to = ref MemoryMarshal.GetReference(destination);
        Vector128<float> number = Vector128.Create(0f, 1, 2, 3);
        for (int i = 0; i <= destination.Length - Lanes; i += Lanes)
        {
            Vector128<float> x = (number * step.X) + Vector128.Create(start.X + 1) + Vector128.LoadUnsafe(ref dx, (nuint)i);
            Vector128<float> y = (number * step.Y) + Vector128.Create(start.Y + 1) + Vector128.LoadUnsafe(ref dy, (nuint)i);
            At(x, y).StoreUnsafe(ref to, (nuint)i);
            number += Vector128.Create((float)Lanes);
        }
    }

    /// <summary>The image at places counted from the border's first; a place farther out than the border is on it.</summary>
    private Vector128<float> At(Vector128<float> x, Vector128<float> y)
    {
        x = Vector128.MinNative(Vector128.MaxNative(x, Vector128<float>.Zero), Vector128.Create(_width + 1f));
        y = Vector128.MinNative(Vector128.MaxNative(y, Vector128<float>.Zero), Vector128.Create(_height + 1f));
        Vector128<int> column = Vector128.Min(Vector128.ConvertToInt32Native(x), Vector128.Create(_width));
        Vector128<int> row = Vector128.Min(Vector128.ConvertToInt32Native(y), Vector128.Create(_height));
        Vector128<float> u = x - Vector128.ConvertToSingle(column);
        Vector128<float> v = y - Vector128.ConvertToSingle(row);
        Vector128<int> at = (row * Stride) + column;
        uint[] neighbours = _neighbours;
        Vector128<int> four = Vector128.Create(
            neighbours[at.GetElement(0)], neighbours[at.GetElement(1)], neighbours[at.GetElement(2)], neighbours[at.GetElement(3)]).AsInt32();
        Vector128<int> lowest = Vector128.Create(255);
        Vector128<float> left = Vector128.ConvertToSingle(four & lowest);
        Vector128<float> right = Vector128.ConvertToSingle((four >>> 8) & lowest);
        Vector128<float> leftBelow = Vector128.ConvertToSingle((four >>> 16) & lowest);
        Vector128<float> rightBelow = Vector128.ConvertToSingle(four >>> 24);
        Vector128<float> top = left + (u * (right - left));
        Vector128<float> bottom = leftBelow + (u * (rightBelow - leftBelow));
        return top + (v * (bottom - top));
    }

    /// <summary>Sixteen bytes from a place on, each with its right neighbour.</summary>
    private static (Vector128<ushort> Lower, Vector128<ushort> Upper) Pairs(ref byte from, int at)
    {
        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)at));
        (Vector128<ushort> lowerRight, Vector128<ushort> upperRight) = Vector128.Widen(Vector128.LoadUnsafe(ref from, (nuint)at + 1));
        return (lower | (lowerRight << 8), upper | (upperRight << 8));
    }

    private static void Join(Vector128<ushort> above, Vector128<ushort> below, ref uint to, int at)
    {
        (Vector128<uint> lower, Vector128<uint> upper) = Vector128.Widen(above);
        (Vector128<uint> lowerBelow, Vector128<uint> upperBelow) = Vector128.Widen(below);
        (lower | (lowerBelow << 16)).StoreUnsafe(ref to, (nuint)at);
        (upper | (upperBelow << 16)).StoreUnsafe(ref to, (nuint)(at + Vector128<uint>.Count));
    }
}
