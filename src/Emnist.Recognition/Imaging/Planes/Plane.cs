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

    /// <summary>The values along the edge, each once.</summary>
    public float[] EdgeValues()
    {
        if (Width == 1 || Height == 1)
        {
            return [.. Values];
        }

        float[] edge = new float[2 * (Width + Height - 2)];
        Row(0).CopyTo(edge);
        Row(Height - 1).CopyTo(edge.AsSpan(Width));
        int next = 2 * Width;
        for (int y = 1; y < Height - 1; y++)
        {
            edge[next++] = Values[y * Width];
            edge[next++] = Values[((y + 1) * Width) - 1];
        }

        return edge;
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
