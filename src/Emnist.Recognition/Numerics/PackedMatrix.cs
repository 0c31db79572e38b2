using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A matrix [rows, columns] laid out for <see cref="MicroKernels.Product{TVector}"/>: panels of a tile's width, each
/// holding its columns of every row one after the other, the last panel filled up with zeros.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer _panels;

    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="panelWidth">The tile's width, <see cref="SimdKernels.PanelWidth"/>.</param>
    public PackedMatrix(int rows, int columns, int panelWidth)
    {
        Debug.Assert(rows > 0 && columns > 0 && panelWidth > 0);
        Rows = rows;
        Columns = columns;
        PanelWidth = panelWidth;
        PanelCount = (columns + panelWidth - 1) / panelWidth;
        _panels = new AlignedBuffer(checked(PanelCount * rows * panelWidth));
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PanelWidth { get; }

    public int PanelCount { get; }

    /// <summary>A panel, [rows, panel width]: each starts at a whole vector.</summary>
    public float* Panel(int index)
    {
        Debug.Assert((uint)index < (uint)PanelCount);
        return _panels.Pointer + ((nint)index * Rows * PanelWidth);
    }

    /// <summary>Packs <paramref name="source"/>, [rows, columns] row by row.</summary>
    public void Pack(ReadOnlySpan<float> source)
    {
        Debug.Assert(source.Length == Rows * Columns);
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int column = panel * PanelWidth;
            int width = Math.Min(PanelWidth, Columns - column);
            for (int row = 0; row < Rows; row++)
            {
                source.Slice((row * Columns) + column, width).CopyTo(Row(panel, row));
            }
        }
    }

    /// <summary>
    /// Packs the kernel of a convolution for the pass back to its input: <paramref name="source"/> is
    /// [taps, columns, rows / taps], and each tap's matrix is transposed, <c>matrix[tap, k, n] = source[tap, n, k]</c>.
    /// </summary>
    public void PackTransposed(ReadOnlySpan<float> source, int taps)
    {
        Debug.Assert(taps > 0 && Rows % taps == 0 && source.Length == Rows * Columns);
        int depth = Rows / taps;
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int firstColumn = panel * PanelWidth;
            int width = Math.Min(PanelWidth, Columns - firstColumn);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int column = 0; column < width; column++)
                {
                    ReadOnlySpan<float> line = source.Slice(((tap * Columns) + firstColumn + column) * depth, depth);
                    float* target = Panel(panel) + ((nint)tap * depth * PanelWidth) + column;
                    foreach (float value in line)
                    {
                        *target = value;
                        target += PanelWidth;
                    }
                }
            }
        }
    }

    private Span<float> Row(int panel, int row) => new(Panel(panel) + ((nint)row * PanelWidth), PanelWidth);
}
