using System.Diagnostics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// A picture in floats, <c>[height, width]</c> row by row, as the stages of normalisation hand it on. Open to change.
/// </summary>
internal sealed class Plane
{
    public Plane(int width, int height)
        : this(width, height, new float[width * height])
    {
    }

    public Plane(int width, int height, float[] values)
    {
        Debug.Assert(width > 0 && height > 0 && values.Length == width * height);
        Width = width;
        Height = height;
        Values = values;
    }

    public int Width { get; }

    public int Height { get; }

    public float[] Values { get; }

    /// <summary>A row's values, open to change.</summary>
    public Span<float> Row(int y) => Values.AsSpan(y * Width, Width);

    /// <summary>The places in <see cref="Values"/> of the pixels along the edge, row by row.</summary>
    public IEnumerable<int> EdgePlaces()
    {
        for (int y = 0; y < Height; y++)
        {
            int step = y == 0 || y == Height - 1 ? 1 : Math.Max(1, Width - 1);
            for (int x = 0; x < Width; x += step)
            {
                yield return (y * Width) + x;
            }
        }
    }

    /// <summary>A copy with dark for light: 255 less each grey value.</summary>
    public Plane Negative()
    {
        Plane negative = new(Width, Height);
        for (int i = 0; i < negative.Values.Length; i++)
        {
            negative.Values[i] = 255 - Values[i];
        }

        return negative;
    }

    /// <summary>A copy with rows for columns.</summary>
    public Plane Transpose()
    {
        Plane turned = new(Height, Width);
        for (int y = 0; y < Height; y++)
        {
            ReadOnlySpan<float> row = Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                turned.Values[(x * Height) + y] = row[x];
            }
        }

        return turned;
    }

    /// <summary>A copy of a part.</summary>
    public Plane Crop(PixelBox box)
    {
        Plane part = new(box.Width, box.Height);
        for (int y = 0; y < box.Height; y++)
        {
            Row(box.Top + y).Slice(box.Left, box.Width).CopyTo(part.Row(y));
        }

        return part;
    }
}
