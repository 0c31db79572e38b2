using System.Buffers;
using System.Diagnostics;
using System.Numerics.Tensors;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The gradient of a convolution's kernel over a range of a batch's output pixels:
/// <c>gradient[tap, c, n] = sum over rows of source[row, tap][c] * outputGradient[row, n]</c>. Of several groups, each has its
/// part of the source's channels and of the columns.
/// </summary>
internal sealed unsafe class KernelGradient(SimdKernels simd, IndirectionTable table, int columns)
{
    /// <summary>Rows summed before the next tile: their inputs and gradients stay in the second cache.</summary>
    private const int BlockRows = 192;

    /// <summary>Pointers kept for a block, for large windows.</summary>
    private const int MaxPointers = 8192;

    private readonly int _groupColumns = columns / table.Groups;

    /// <summary>
    /// Computes the gradient of the kernel at some of its input channels, over some of the batch's output pixels.
    /// Threads may compute different channels at the same time, or write to different gradients.
    /// </summary>
    /// <param name="source">The images that the convolution read, [images, height, width, channels].</param>
    /// <param name="outputGradient">[rows of the batch, columns].</param>
    /// <param name="firstRow">The first row to sum.</param>
    /// <param name="rowCount">How many rows to sum.</param>
    /// <param name="firstChannel">The first input channel.</param>
    /// <param name="channelCount">How many input channels.</param>
    /// <param name="gradient">[taps, channels, columns], overwritten at those channels; other memory.</param>
    public void Compute(
        AlignedBuffer source,
        AlignedBuffer outputGradient,
        int firstRow,
        int rowCount,
        int firstChannel,
        int channelCount,
        AlignedBuffer gradient)
    {
        Debug.Assert(firstRow >= 0 && rowCount >= 0 && firstChannel >= 0 && channelCount >= 0);
        Debug.Assert(source.Length >= table.SourceLength(firstRow + rowCount));
        Debug.Assert(outputGradient.Length >= (long)(firstRow + rowCount) * columns);
        Debug.Assert(firstChannel + channelCount <= table.Channels && gradient.Length == table.Taps * table.Channels * columns);
        Debug.Assert(gradient != source && gradient != outputGradient);
        if (channelCount == 0)
        {
            return;
        }

        for (int tap = 0; tap < table.Taps; tap++)
        {
            gradient.Span.Slice(((tap * table.Channels) + firstChannel) * columns, channelCount * columns).Clear();
        }

        for (int group = 0; group < table.Groups; group++)
        {
            float* start = source.Pointer + ((nint)group * table.Channels);
            int column = group * _groupColumns;
            if (table.IsGathered)
            {
                SumGathered(start, outputGradient.Pointer + column, firstRow, rowCount, gradient.Pointer + column);
            }
            else
            {
                SumTaps(start, outputGradient.Pointer + column, firstRow, rowCount, firstChannel, channelCount, gradient.Pointer + column);
            }
        }

        GC.KeepAlive(source);
        GC.KeepAlive(outputGradient);
        GC.KeepAlive(gradient);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Takes the taps of the one channel that there is for channels, so that they fill the micro-kernel's tiles.
    /// </summary>
    private void SumGathered(float* source, float* outputGradient, int firstRow, int rowCount, float* gradient)
    {
        float[] gathered = ArrayPool<float>.Shared.Rent((BlockRows * table.Taps) + AlignedBuffer.Slack);
        float** rows = stackalloc float*[BlockRows];
        fixed (float* values = gathered)
        {
            for (int row = firstRow; row < firstRow + rowCount; row += BlockRows)
            {
                int count = Math.Min(BlockRows, firstRow + rowCount - row);
                table.Gather(source, row, count, values);
                for (int i = 0; i < count; i++)
                {
                    rows[i] = values + (i * table.Taps);
                }

                AddTap(rows, outputGradient + ((nint)row * columns), count, gradient, table.Taps);
            }
        }

        ArrayPool<float>.Shared.Return(gathered);
    }

    private void SumTaps(
        float* source, float* outputGradient, int firstRow, int rowCount, int firstChannel, int channelCount, float* gradient)
    {
        int blockRows = Math.Clamp(rowCount, 1, Math.Clamp(MaxPointers / table.Taps, 1, BlockRows));
        nint[] rented = ArrayPool<nint>.Shared.Rent(blockRows * table.Taps);
        fixed (nint* pointers = rented)
        {
            for (int row = firstRow; row < firstRow + rowCount; row += blockRows)
            {
                int count = Math.Min(blockRows, firstRow + rowCount - row);
                table.Resolve(source, row, count, count, (float**)pointers);
                for (int tap = 0; tap < table.Taps; tap++)
                {
                    float** rows = (float**)pointers + ((nint)tap * count);
                    Advance(rows, count, firstChannel);
                    AddTap(
                        rows, outputGradient + ((nint)row * columns), count,
                        gradient + ((((nint)tap * table.Channels) + firstChannel) * columns), channelCount);
                }
            }
        }

        ArrayPool<nint>.Shared.Return(rented);
    }

    private void AddTap(float** rows, float* outputGradient, int count, float* gradient, int channelCount)
    {
        const int tileRows = MicroKernels.OuterProductRows;
        int panelWidth = simd.PanelWidth;

        // A tile over the edge reads the last row of inputs and gradients up to its own sides.
        Debug.Assert(tileRows <= AlignedBuffer.Slack && panelWidth <= AlignedBuffer.Slack);
        float* partialTile = stackalloc float[tileRows * panelWidth];
        for (int channel = 0; channel < channelCount; channel += tileRows)
        {
            int height = Math.Min(tileRows, channelCount - channel);
            for (int column = 0; column < _groupColumns; column += panelWidth)
            {
                int width = Math.Min(panelWidth, _groupColumns - column);
                TileKernels tile = simd.Tile(width);
                float* sums = gradient + ((nint)channel * columns) + column;
                if (width == panelWidth && height == tileRows)
                {
                    tile.OuterProduct(rows, outputGradient + column, columns, count, sums, columns);
                    continue;
                }

                // What is no whole wide tile is summed apart, so that what lies beyond the edge is never stored.
                new Span<float>(partialTile, tileRows * panelWidth).Clear();
                tile.OuterProduct(rows, outputGradient + column, columns, count, partialTile, tile.Width);
                for (int r = 0; r < height; r++)
                {
                    var target = new Span<float>(sums + ((nint)r * columns), width);
                    TensorPrimitives.Add(target, new ReadOnlySpan<float>(partialTile + (r * tile.Width), width), target);
                }
            }

            Advance(rows, count, tileRows);
        }
    }

    private static void Advance(float** rows, int count, int floats)
    {
        for (int i = 0; i < count; i++)
        {
            rows[i] += floats;
        }
    }
}
