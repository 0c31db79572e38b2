using System.Buffers;
using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The matrix product of a batch's pixels, found through an <see cref="IndirectionTable"/>, and a packed matrix:
/// <c>destination[row, n] = bias[n] + sum over tap, c of source[row, tap][c] * matrix[tap, c, n]</c>. Of several groups, each
/// has its part of the source's channels, of the columns, and a matrix.
/// </summary>
internal sealed unsafe class IndirectProduct(SimdKernels simd, IndirectionTable table, int columns)
{
    /// <summary>Rows that go through one panel before the next is fetched; a multiple of the tile's rows.</summary>
    private const int BlockRows = 48;

    /// <summary>Pointers kept for a block, so that large windows do not push the data out of the first cache.</summary>
    private const int MaxPointers = 2048;

    private readonly AlignedBuffer _zeroBias = new(columns + simd.PanelWidth);
    private readonly int _blockRows = Math.Clamp(
        MaxPointers / table.Taps / MicroKernels.ProductRows * MicroKernels.ProductRows, MicroKernels.ProductRows, BlockRows);

    /// <summary>Rows written for each image.</summary>
    public int RowsPerImage => table.Pixels;

    /// <summary>Computes some of the batch's rows. Threads may compute different rows at the same time.</summary>
    /// <param name="source">The batch's images, [images, height, width, channels]; not the destination.</param>
    /// <param name="matrix">For each group [taps * channels, columns / groups].</param>
    /// <param name="bias">[columns], or null for none.</param>
    /// <param name="destination">[rows of the batch, columns], written at those rows alone.</param>
    /// <param name="firstRow">The first row, counted through the batch.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public void Run(
        AlignedBuffer source, PackedMatrix matrix, AlignedBuffer? bias, AlignedBuffer destination, int firstRow, int rowCount, bool relu)
    {
        Debug.Assert(source != destination && source.Length >= table.SourceLength(firstRow + rowCount));
        Run(source.Pointer, matrix, bias, destination, firstRow, rowCount, relu);
        GC.KeepAlive(source);
    }

    /// <summary>The same for all rows of images that lie in the caller's memory.</summary>
    public void Run(
        ReadOnlySpan<float> source, PackedMatrix matrix, AlignedBuffer? bias, AlignedBuffer destination, int rowCount, bool relu)
    {
        Debug.Assert(!source.Overlaps(destination.Span) && source.Length >= table.SourceLength(rowCount));
        fixed (float* start = source)
        {
            Run(start, matrix, bias, destination, 0, rowCount, relu);
        }
    }

    private void Run(
        float* source, PackedMatrix matrix, AlignedBuffer? bias, AlignedBuffer destination, int firstRow, int rowCount, bool relu)
    {
        Debug.Assert(matrix.Rows == table.Taps * table.Channels && matrix.IsFor(simd));
        Debug.Assert(matrix.Groups == table.Groups && matrix.Columns * matrix.Groups == columns);
        Debug.Assert(firstRow >= 0 && rowCount >= 0 && destination.Length >= (long)(firstRow + rowCount) * columns);

        // A tile over the edge reads the bias up to a panel's width.
        Debug.Assert((bias is null || bias.Length >= columns) && simd.PanelWidth <= AlignedBuffer.Slack);
        bool gathered = table.IsGathered;
        nint[] pointerArray = ArrayPool<nint>.Shared.Rent(_blockRows * (gathered ? 1 : table.Taps));
        float[] valueArray = ArrayPool<float>.Shared.Rent(gathered ? _blockRows * table.Taps : 0);
        fixed (nint* pointers = pointerArray)
        fixed (float* values = valueArray)
        {
            for (int row = firstRow; row < firstRow + rowCount; row += _blockRows)
            {
                int count = Math.Min(_blockRows, firstRow + rowCount - row);
                float* output = destination.Pointer + ((nint)row * columns);
                for (int group = 0; group < table.Groups; group++)
                {
                    float* start = source + ((nint)group * table.Channels);
                    if (gathered)
                    {
                        table.Gather(start, row, count, values);
                        PointToRows(values, count, (float**)pointers);
                        RunBlock((float**)pointers, 1, table.Taps, count, matrix, group, bias ?? _zeroBias, output, relu);
                    }
                    else
                    {
                        table.Resolve(start, row, count, MicroKernels.ProductRows, (float**)pointers);
                        RunBlock((float**)pointers, table.Taps, table.Channels, count, matrix, group, bias ?? _zeroBias, output, relu);
                    }
                }
            }
        }

        ArrayPool<nint>.Shared.Return(pointerArray);
        ArrayPool<float>.Shared.Return(valueArray);
        GC.KeepAlive(matrix);
        GC.KeepAlive(bias);
        GC.KeepAlive(destination);
        GC.KeepAlive(this);
    }

    /// <summary>Rows that fill up the last tile point to the last one: what comes of them is thrown away.</summary>
    private void PointToRows(float* values, int count, float** pointers)
    {
        for (int row = 0; row < _blockRows; row++)
        {
            pointers[row] = values + ((nint)Math.Min(row, count - 1) * table.Taps);
        }
    }

    private void RunBlock(
        float** pointers,
        int taps,
        int channels,
        int count,
        PackedMatrix matrix,
        int group,
        AlignedBuffer bias,
        float* destination,
        bool relu)
    {
        const int tileRows = MicroKernels.ProductRows;
        Debug.Assert(count > 0 && count <= _blockRows && _blockRows % tileRows == 0);
        bool singleRow = count == 1 && taps == 1;
        float* partialTile = stackalloc float[tileRows * simd.PanelWidth];
        for (int index = 0; index < matrix.PanelCount; index++)
        {
            int column = (group * matrix.Columns) + (index * simd.PanelWidth);
            int width = matrix.ColumnsOf(index);
            TileKernels tile = matrix.Tile(index);
            float* panel = matrix.Panel(index, group);
            for (int row = 0; row < count; row += tileRows)
            {
                float** rows = pointers + ((nint)row * taps);
                float* output = destination + ((nint)row * columns) + column;
                int height = Math.Min(tileRows, count - row);
                bool whole = width == tile.Width && (singleRow || height == tileRows);
                float* target = whole ? output : partialTile;
                if (singleRow)
                {
                    tile.RowProduct(*rows, channels, panel, bias.Pointer + column, target, relu);
                }
                else
                {
                    tile.Product(
                        tileRows, rows, taps, channels, panel, bias.Pointer + column, target, whole ? columns : tile.Width, relu);
                }

                for (int r = 0; !whole && r < height; r++)
                {
                    var line = new Span<float>(output + ((nint)r * columns), width);
                    new ReadOnlySpan<float>(partialTile + (r * tile.Width), width).CopyTo(line);
                }
            }
        }
    }
}
