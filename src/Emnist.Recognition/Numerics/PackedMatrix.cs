namespace Emnist.Recognition.Numerics;

/// <summary>
/// A matrix [rows, columns] laid out for <see cref="MicroKernels.Product{TVector}"/>: panels of a tile's width, each
/// holding its columns of every row one after the other, the last panel filled up with zeros.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly AlignedBuffer _panels;
    private readonly int _panelWidth;

    public PackedMatrix(int rows, int columns, int panelWidth)
    {
        Rows = rows;
        Columns = columns;
        _panelWidth = panelWidth;
        PanelCount = (columns + panelWidth - 1) / panelWidth;
        _panels = new AlignedBuffer(checked(PanelCount * rows * panelWidth));
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PanelCount { get; }

    public float* Panel(int index) => _panels.Pointer + ((nint)index * Rows * _panelWidth);

    /// <summary>Packs <paramref name="source"/>, [rows, columns] row by row.</summary>
    public void Pack(ReadOnlySpan<float> source)
    {
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int column = panel * _panelWidth;
            int width = Math.Min(_panelWidth, Columns - column);
            for (int row = 0; row < Rows; row++)
            {
                source.Slice((row * Columns) + column, width).CopyTo(Row(panel, row));
            }
        }
    }

    /// <summary>
    /// Packs the kernel of a convolution for the pass back to its input: <paramref name="source"/> is
    /// [taps, columns, rows / taps], and each tap's matrix is transposed.
    /// </summary>
    public void PackTransposed(ReadOnlySpan<float> source, int taps)
    {
        int depth = Rows / taps;
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int firstColumn = panel * _panelWidth;
            int width = Math.Min(_panelWidth, Columns - firstColumn);
            for (int tap = 0; tap < taps; tap++)
            {
                for (int column = 0; column < width; column++)
                {
                    ReadOnlySpan<float> line = source.Slice(((tap * Columns) + firstColumn + column) * depth, depth);
                    float* target = Panel(panel) + ((nint)tap * depth * _panelWidth) + column;
                    foreach (float value in line)
                    {
                        *target = value;
                        target += _panelWidth;
                    }
                }
            }
        }
    }

    private Span<float> Row(int panel, int row) => new(Panel(panel) + ((nint)row * _panelWidth), _panelWidth);
}
