using System.Buffers;
using System.Diagnostics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// A picture in floats, <c>[height, width]</c> row by row, as the stages of normalisation hand it on. Open to change. Its memory is
/// rented: who is done with it disposes of it, and one that is forgotten is collected as other memory is.
/// </summary>
internal sealed class Plane : IDisposable
{
    private float[] _rented;

    /// <summary>A plane of zeros.</summary>
    public Plane(int width, int height)
        : this(width, height, ArrayPool<float>.Shared.Rent(width * height)) => Values.Clear();

    private Plane(int width, int height, float[] rented)
    {
        Debug.Assert(width > 0 && height > 0);
        Width = width;
        Height = height;
        _rented = rented;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>How many values lie along the edge, each counted once.</summary>
    public int EdgeLength => Width == 1 || Height == 1 ? Width * Height : 2 * (Width + Height - 2);

    /// <summary>The values, open to change.</summary>
    public Span<float> Values => _rented.AsSpan(0, Width * Height);

    /// <summary>A row's values, open to change.</summary>
    public Span<float> Row(int y) => Values.Slice(y * Width, Width);

    /// <summary>A plane whose values are any: for who writes them all.</summary>
    public static Plane Rent(int width, int height) => new(width, height, ArrayPool<float>.Shared.Rent(width * height));

    /// <summary>Copies the values along the edge.</summary>
    /// <param name="destination"><see cref="EdgeLength"/> values, written.</param>
    public void CopyEdge(Span<float> destination)
    {
        if (Width == 1 || Height == 1)
        {
            Values.CopyTo(destination);
            return;
        }

        Row(0).CopyTo(destination);
        Row(Height - 1).CopyTo(destination[Width..]);
        ReadOnlySpan<float> values = Values;
        int next = 2 * Width;
        for (int y = 1; y < Height - 1; y++)
        {
            destination[next++] = values[y * Width];
            destination[next++] = values[((y + 1) * Width) - 1];
        }
    }

    /// <summary>A copy with rows for columns.</summary>
    public Plane Transpose()
    {
        // In squares, so that what is written stays in the cache until its lines are full.
        const int Side = 16;
        Plane turned = Plane.Rent(Height, Width);
        ReadOnlySpan<float> from = Values;
        Span<float> to = turned.Values;
        for (int top = 0; top < Height; top += Side)
        {
            for (int left = 0; left < Width; left += Side)
            {
                (int right, int bottom) = (Math.Min(left + Side, Width), Math.Min(top + Side, Height));
                for (int x = left; x < right; x++)
                {
                    for (int y = top; y < bottom; y++)
                    {
                        to[(x * Height) + y] = from[(y * Width) + x];
                    }
                }
            }
        }

        return turned;
    }

    /// <summary>A copy.</summary>
    public Plane Copy()
    {
        Plane copy = Rent(Width, Height);
        Values.CopyTo(copy.Values);
        return copy;
    }

    /// <summary>A copy of a part.</summary>
    public Plane Crop(PixelBox box)
    {
        Plane part = Plane.Rent(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            Row(box.Top + y).Slice(box.Left, box.Width).CopyTo(part.Row(y));
        }

        return part;
    }

    public void Dispose()
    {
        float[] rented = _rented;
        _rented = [];
        if (rented.Length > 0)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
