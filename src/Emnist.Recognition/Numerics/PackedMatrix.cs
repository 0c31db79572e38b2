using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A matrix [rows, columns] laid out for <see cref="MicroKernels.Product{TVector}"/>: panels of a tile's width, each
/// holding its columns of every row one after the other, the last panel filled up with zeros. Or one such matrix for each
/// of several groups.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer _panels;

    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="panelWidth">The tile's width, <see cref="SimdKernels.PanelWidth"/>.</param>
    /// <param name="groups">Matrices of these sizes, at least 1.</param>
    public PackedMatrix(int rows, int columns, int panelWidth, int groups = 1)
    {
        Debug.Assert(rows > 0 && columns > 0 && panelWidth > 0 && groups > 0);
        Rows = rows;
        Columns = columns;
        PanelWidth = panelWidth;
        Groups = groups;
        PanelCount = (columns + panelWidth - 1) / panelWidth;
        _panels = new AlignedBuffer(checked(groups * PanelCount * rows * panelWidth));
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PanelWidth { get; }

    public int Groups { get; }

    /// <summary>Panels of each group.</summary>
    public int PanelCount { get; }

    /// <summary>A panel, [rows, panel width], counted through the groups: each starts at a whole vector.</summary>
    public float* Panel(int index)
    {
        Debug.Assert((uint)index < (uint)(PanelCount * Groups));
        return _panels.Pointer + ((nint)index * Rows * PanelWidth);
    }

    /// <summary>Packs <paramref name="source"/>, [rows, groups, columns] row by row.</summary>
    public void Pack(ReadOnlySpan<float> source)
    {
        Debug.Assert(source.Length == Rows * Columns * Groups);
        for (int panel = 0; panel < PanelCount * Groups; panel++)
        {
            (int group, int column, int width) = Locate(panel);
            for (int row = 0; row < Rows; row++)
            {
                source.Slice((((row * Groups) + group) * Columns) + column, width).CopyTo(Row(panel, row));
            }
        }
    }

    /// <summary>
    /// Packs the kernel of a convolution for the pass back to its input: <paramref name="source"/> is
    /// [taps, columns, groups, rows / taps], and each tap's matrix of each group is transposed,
    /// <c>matrix[tap, k, n] = source[tap, n, group, k]</c>.
    /// </summary>
    public void PackTransposed(ReadOnlySpan<float> source, int taps)
    {
        Debug.Assert(taps > 0 && Rows % taps == 0 && source.Length == Rows * Columns * Groups);
        int depth = Rows / taps;
        for (int panel = 0; panel < PanelCount * Groups; panel++)
        {
            (int group, int firstColumn, int width) = Locate(panel);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int column = 0; column < width; column++)
                {
                    int start = ((((tap * Columns) + firstColumn + column) * Groups) + group) * depth;
                    float* target = Panel(panel) + ((nint)tap * depth * PanelWidth) + column;
                    foreach (float value in source.Slice(start, depth))
                    {
                        *target = value;
                        target += PanelWidth;
                    }
                }
            }
        }
    }

    /// <summary>The group of a panel, and its columns there.</summary>
    private (int Group, int Column, int Width) Locate(int panel)
    {
        (int group, int index) = Math.DivRem(panel, PanelCount);
        int column = index * PanelWidth;
        return (group, column, Math.Min(PanelWidth, Columns - column));
    }

    private Span<float> Row(int panel, int row) => new(Panel(panel) + ((nint)row * PanelWidth), PanelWidth);
}
