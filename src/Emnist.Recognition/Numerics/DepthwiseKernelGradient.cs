using System.Buffers;
using System.Diagnostics;
using System.Numerics.Tensors;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The gradient of the kernel of a <see cref="DepthwiseConvolution"/> over a range of a batch's output pixels:
/// <c>gradient[tap, c] = sum over rows of source[row, tap][c] * outputGradient[row, c]</c>.
/// </summary>
/// <param name="simd">The micro-kernels of a vector width.</param>
/// <param name="table">Where the inputs of each output pixel lie, with all of their channels as one group.</param>
internal sealed unsafe class DepthwiseKernelGradient(SimdKernels simd, IndirectionTable table)
{
    /// <summary>Rows summed before the next tile: their inputs and gradients stay in the second cache.</summary>
    private const int BlockRows = 192;

    /// <summary>Pointers kept for a block, for large windows.</summary>
    private const int MaxPointers = 8192;

    /// <summary>Computes the gradient over some of the batch's output pixels.</summary>
    /// <param name="source">The images that the convolution read, [images, height, width, channels].</param>
    /// <param name="outputGradient">[rows of the batch, channels].</param>
    /// <param name="firstRow">The first row to sum.</param>
    /// <param name="rowCount">How many rows to sum.</param>
    /// <param name="gradient">[taps, channels], overwritten; other memory.</param>
    public void Compute(AlignedBuffer source, AlignedBuffer outputGradient, int firstRow, int rowCount, AlignedBuffer gradient)
    {
        Debug.Assert(firstRow >= 0 && rowCount >= 0 && source.Length >= table.SourceLength(firstRow + rowCount));
        Debug.Assert(outputGradient.Length >= (long)(firstRow + rowCount) * table.Channels);
        Debug.Assert(gradient.Length == table.Taps * table.Channels && gradient != source && gradient != outputGradient);
        gradient.Span.Clear();
        int blockRows = Math.Clamp(MaxPointers / table.Taps, 1, BlockRows);
        nint[] rented = ArrayPool<nint>.Shared.Rent(blockRows * table.Taps);
        fixed (nint* pointers = rented)
        {
            for (int row = firstRow; row < firstRow + rowCount; row += blockRows)
            {
                int count = Math.Min(blockRows, firstRow + rowCount - row);
                table.Resolve(source.Pointer, row, count, tileRows: 1, (float**)pointers);
                AddBlock((float**)pointers, outputGradient.Pointer + ((nint)row * table.Channels), count, gradient.Span);
            }
        }

        ArrayPool<nint>.Shared.Return(rented);
        GC.KeepAlive(source);
        GC.KeepAlive(outputGradient);
        GC.KeepAlive(this);
    }

    private void AddBlock(float** rows, float* outputGradient, int count, Span<float> gradient)
    {
        const int tileTaps = DepthwiseKernels.GradientTaps;
        int panelWidth = simd.PanelWidth;
        int channels = table.Channels;
        Debug.Assert(panelWidth <= AlignedBuffer.Slack);
        float* sums = stackalloc float[tileTaps * panelWidth];
        for (int channel = 0; channel < channels; channel += panelWidth)
        {
            int width = Math.Min(panelWidth, channels - channel);
            TileKernels tile = simd.Tile(width);
            for (int tap = 0; tap < table.Taps; tap += tileTaps)
            {
                int taps = Math.Min(tileTaps, table.Taps - tap);
                tile.DepthwiseGradient(rows + tap, table.Taps, taps, channel, outputGradient + channel, channels, count, sums);
                for (int t = 0; t < taps; t++)
                {
                    Span<float> target = gradient.Slice(((tap + t) * channels) + channel, width);
                    TensorPrimitives.Add(target, new ReadOnlySpan<float>(sums + (t * tile.Width), width), target);
                }
            }
        }
    }
}
