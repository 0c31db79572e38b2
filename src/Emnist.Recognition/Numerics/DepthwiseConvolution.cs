using System.Buffers;
using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// A convolution of each channel by itself, of pixels found through an <see cref="IndirectionTable"/>:
/// <c>destination[row, c] = bias[c] + sum over tap of source[row, tap][c] * kernel[tap, c]</c>. With the table of the way back it
/// makes the input's gradient of the output's, by the same kernel.
/// </summary>
/// <param name="simd">The micro-kernels of a vector width.</param>
/// <param name="table">Where the pixels lie, with all of their channels as one group.</param>
internal sealed unsafe class DepthwiseConvolution(SimdKernels simd, IndirectionTable table)
{
    private const int TileRows = DepthwiseKernels.ProductRows;

    /// <summary>Pointers kept for a block of rows, so that they do not push the data out of the first cache.</summary>
    private const int MaxPointers = 1024;

    private readonly AlignedBuffer _zeroBias = new(table.Channels);
    private readonly int _blockRows = Math.Max(MaxPointers / table.Taps / TileRows, 1) * TileRows;

    /// <summary>Rows written for each image.</summary>
    public int RowsPerImage => table.Pixels;

    /// <summary>Where the inputs of each output pixel lie, or the outputs of each input pixel.</summary>
    public static IndirectionTable Table(in ConvolutionGeometry geometry, bool backward)
    {
        Debug.Assert(geometry.IsDepthwise);
        ConvolutionGeometry whole = geometry with { Groups = 1 };
        return backward ? IndirectionTable.Backward(whole) : IndirectionTable.Forward(whole);
    }

    /// <summary>Computes some of the batch's rows. Threads may compute different rows at the same time.</summary>
    /// <param name="source">The batch's images, [images, height, width, channels]; not the destination.</param>
    /// <param name="kernel">[taps, channels].</param>
    /// <param name="bias">[channels], or null for none.</param>
    /// <param name="destination">[rows of the batch, channels], written at those rows alone.</param>
    /// <param name="firstRow">The first row, counted through the batch.</param>
    /// <param name="rowCount">How many rows.</param>
    /// <param name="relu">Whether negative results become zero.</param>
    public void Run(
        AlignedBuffer source, PackedMatrix kernel, AlignedBuffer? bias, AlignedBuffer destination, int firstRow, int rowCount, bool relu)
    {
        Debug.Assert(source != destination && source.Length >= table.SourceLength(firstRow + rowCount));
        Debug.Assert(kernel.Rows == table.Taps && kernel.Columns == table.Channels && kernel.IsFor(simd));
        Debug.Assert(firstRow >= 0 && rowCount >= 0 && destination.Length >= (long)(firstRow + rowCount) * table.Channels);

        // A tile over the edge reads pixels and bias up to a panel's width.
        Debug.Assert((bias is null || bias.Length >= table.Channels) && simd.PanelWidth <= AlignedBuffer.Slack);
        nint[] pointerArray = ArrayPool<nint>.Shared.Rent(_blockRows * table.Taps);
        fixed (nint* pointers = pointerArray)
        {
            for (int row = firstRow; row < firstRow + rowCount; row += _blockRows)
            {
                int count = Math.Min(_blockRows, firstRow + rowCount - row);
                table.Resolve(source.Pointer, row, count, TileRows, (float**)pointers);
                float* output = destination.Pointer + ((nint)row * table.Channels);
                RunBlock((float**)pointers, count, kernel, (bias ?? _zeroBias).Pointer, output, relu);
            }
        }

        ArrayPool<nint>.Shared.Return(pointerArray);
        GC.KeepAlive(source);
        GC.KeepAlive(kernel);
        GC.KeepAlive(bias);
        GC.KeepAlive(destination);
        GC.KeepAlive(this);
    }

    private void RunBlock(float** pointers, int count, PackedMatrix kernel, float* bias, float* destination, bool relu)
    {
        int channels = table.Channels;
        float* partialTile = stackalloc float[TileRows * simd.PanelWidth];
        for (int row = 0; row < count; row += TileRows)
        {
            float** rows = pointers + ((nint)row * table.Taps);
            int height = Math.Min(TileRows, count - row);
            for (int panel = 0; panel < kernel.PanelCount; panel++)
            {
                int channel = panel * simd.PanelWidth;
                int width = kernel.ColumnsOf(panel);
                TileKernels tile = kernel.Tile(panel);
                float* output = destination + ((nint)row * channels) + channel;
                bool whole = width == tile.Width && height == TileRows;
                tile.DepthwiseProduct(
                    rows, table.Taps, channel, kernel.Panel(panel), bias + channel,
                    whole ? output : partialTile, whole ? channels : tile.Width, relu);
                for (int r = 0; !whole && r < height; r++)
                {
                    var line = new Span<float>(output + ((nint)r * channels), width);
                    new ReadOnlySpan<float>(partialTile + (r * tile.Width), width).CopyTo(line);
                }
            }
        }
    }
}
