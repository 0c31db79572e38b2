using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A matrix [rows, columns] laid out for <see cref="MicroKernels.Product{TColumns, TRows}"/>: panels of a tile's width, each
/// holding its columns of every row one after the other, the last panel narrow where that holds its columns, and filled up with
/// zeros. Or one such matrix for each of several groups.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly SimdKernels _simd;
    private readonly AlignedBuffer _panels;
    private readonly TileKernels _lastTile;

    /// <summary>Columns of a group's panels, with those that fill up the last.</summary>
    private readonly int _groupWidth;

    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <param name="simd">The kernels whose tiles the panels are for.</param>
    /// <param name="groups">Matrices of these sizes, at least 1.</param>
    public PackedMatrix(int rows, int columns, SimdKernels simd, int groups = 1)
    {
        Debug.Assert(rows > 0 && columns > 0 && groups > 0);
        _simd = simd;
        Rows = rows;
        Columns = columns;
        Groups = groups;
        PanelCount = (columns + simd.PanelWidth - 1) / simd.PanelWidth;
        _lastTile = simd.Tile(ColumnsOf(PanelCount - 1));
        _groupWidth = ((PanelCount - 1) * simd.PanelWidth) + _lastTile.Width;
        _panels = new AlignedBuffer(checked(groups * rows * _groupWidth));
    }

    public int Rows { get; }

    public int Columns { get; }

    public int Groups { get; }

    /// <summary>Panels of each group.</summary>
    public int PanelCount { get; }

    /// <summary>Whether the panels are for the tiles of some kernels.</summary>
    public bool IsFor(SimdKernels simd) => simd == _simd;

    /// <summary>Columns of a panel, without those that fill it up.</summary>
    /// <param name="index">The panel of its group.</param>
    public int ColumnsOf(int index) => Math.Min(_simd.PanelWidth, Columns - (index * _simd.PanelWidth));

    /// <summary>The tile that takes a panel.</summary>
    /// <param name="index">The panel of its group.</param>
    public TileKernels Tile(int index) => index == PanelCount - 1 ? _lastTile : _simd.Wide;

    /// <summary>A panel, [rows, its tile's width]: each starts at a whole vector.</summary>
    /// <param name="index">The panel of its group.</param>
    /// <param name="group">The group.</param>
    public float* Panel(int index, int group = 0)
    {
        Debug.Assert((uint)index < (uint)PanelCount && (uint)group < (uint)Groups);
        return _panels.Pointer + ((nint)Rows * ((group * _groupWidth) + (index * _simd.PanelWidth)));
    }

    /// <summary>Packs <paramref name="source"/>, [rows, groups, columns] row by row.</summary>
    public void Pack(ReadOnlySpan<float> source)
    {
        Debug.Assert(source.Length == Rows * Columns * Groups);
        for (int panel = 0; panel < PanelCount * Groups; panel++)
        {
            (int group, int index) = Math.DivRem(panel, PanelCount);
            (int column, int width, int tile) = (index * _simd.PanelWidth, ColumnsOf(index), Tile(index).Width);
            for (int row = 0; row < Rows; row++)
            {
                source.Slice((((row * Groups) + group) * Columns) + column, width)
                    .CopyTo(new Span<float>(Panel(index, group) + ((nint)row * tile), width));
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
            (int group, int index) = Math.DivRem(panel, PanelCount);
            (int firstColumn, int width, int tile) = (index * _simd.PanelWidth, ColumnsOf(index), Tile(index).Width);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int column = 0; column < width; column++)
                {
                    int start = ((((tap * Columns) + firstColumn + column) * Groups) + group) * depth;
                    float* target = Panel(index, group) + ((nint)tap * depth * tile) + column;
                    foreach (float value in source.Slice(start, depth))
                    {
                        *target = value;
                        target += tile;
                    }
                }
            }
        }
    }
}
