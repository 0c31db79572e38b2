using System.Buffers;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Where a picture has ink, in cells of a few pixels, so that lines are looked for in as many of a large one as of a small one.</summary>
internal sealed class LineMask : IDisposable
{
    /// <summary>At most so many cells are along a side.</summary>
    private const int MostCells = 128;

    private readonly bool[] _rented;

    private LineMask(int width, int height, int side)
    {
        (Width, Height, Side, _rented) = (width, height, side, ArrayPool<bool>.Shared.Rent(width * height));
        Cells.Clear();
    }

    /// <summary>Cells in a row.</summary>
    public int Width { get; }

    /// <summary>Cells in a column.</summary>
    public int Height { get; }

    /// <summary>A cell's side in pixels.</summary>
    public int Side { get; }

    /// <summary>How many cells have ink.</summary>
    public int Count => Cells.Count(true);

    /// <summary>Whether each has ink, row by row.</summary>
    public Span<bool> Cells => _rented.AsSpan(0, Width * Height);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<bool>.Shared.Return(_rented);

    /// <summary>The cells of a picture in which a pixel stands out by a contrast.</summary>
    public static LineMask Of(Plane contrast, float threshold)
    {
        int side = (Math.Max(contrast.Width, contrast.Height) + MostCells - 1) / MostCells;
        LineMask mask = new((contrast.Width + side - 1) / side, (contrast.Height + side - 1) / side, side);
        Span<bool> cells = mask.Cells;
        for (int y = 0; y < contrast.Height; y++)
        {
            ReadOnlySpan<float> row = contrast.Row(y);
            Span<bool> cellRow = cells.Slice(y / side * mask.Width, mask.Width);
            for (int x = Sweep.IndexFrom(row, threshold, 0); x >= 0; x = Sweep.IndexFrom(row, threshold, x))
            {
                for (; x < row.Length && row[x] >= threshold; x++)
                {
                    cellRow[x / side] = true;
                }
            }
        }

        return mask;
    }

    /// <summary>The same with rows for columns.</summary>
    public LineMask Transpose()
    {
        LineMask turned = new(Height, Width, Side);
        for (int i = 0; i < Cells.Length; i++)
        {
            turned.Cells[(i % Width * Height) + (i / Width)] = Cells[i];
        }

        return turned;
    }
}
