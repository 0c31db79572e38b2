using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The loops of <see cref="MicroKernels"/> and <see cref="DepthwiseKernels"/> compiled for tiles of one width, which
/// <see cref="SimdKernels.Tile"/> chooses.
/// </summary>
internal abstract unsafe class TileKernels
{
    private TileKernels(int width) => Width = width;

    /// <summary>Columns of a tile.</summary>
    public int Width { get; }

    /// <summary><see cref="MicroKernels.Product{TColumns, TRows}"/> for a tile of four, five or six rows.</summary>
    public abstract void Product(
        int height, float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu);

    /// <inheritdoc cref="MicroKernels.RowProduct{TColumns}"/>
    public abstract void RowProduct(float* row, nint length, float* panel, float* bias, float* output, bool relu);

    /// <inheritdoc cref="MicroKernels.OuterProduct{TColumns}"/>
    public abstract void OuterProduct(
        float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride);

    /// <inheritdoc cref="DepthwiseKernels.Product{TColumns}"/>
    public abstract void DepthwiseProduct(
        float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu);

    /// <inheritdoc cref="DepthwiseKernels.Gradient{TColumns}"/>
    public abstract void DepthwiseGradient(
        float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums);

    public override string ToString() => $"{Width} columns";

    /// <param name="lanes">Floats in a vector, on which panels lie.</param>
    internal sealed class Of<TColumns>(int lanes) : TileKernels(TColumns.Count)
        where TColumns : struct, ISimdVector<TColumns>
    {
        public override void Product(
            int height, float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu)
        {
            Debug.Assert(AlignedBuffer.IsAligned(panel, lanes));
            switch (height)
            {
                case 6:
                    MicroKernels.Product<TColumns, SixRows>(rows, taps, channels, panel, bias, output, outputStride, relu);
                    break;
                case 5:
                    MicroKernels.Product<TColumns, FiveRows>(rows, taps, channels, panel, bias, output, outputStride, relu);
                    break;
                default:
                    Debug.Assert(height == FourRows.Count);
                    MicroKernels.Product<TColumns, FourRows>(rows, taps, channels, panel, bias, output, outputStride, relu);
                    break;
            }
        }

        public override void RowProduct(float* row, nint length, float* panel, float* bias, float* output, bool relu)
        {
            Debug.Assert(AlignedBuffer.IsAligned(panel, lanes));
            MicroKernels.RowProduct<TColumns>(row, length, panel, bias, output, relu);
        }

        public override void OuterProduct(
            float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride) =>
            MicroKernels.OuterProduct<TColumns>(rows, columns, columnsStride, count, sums, sumsStride);

        public override void DepthwiseProduct(
            float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu)
        {
            Debug.Assert(AlignedBuffer.IsAligned(panel, lanes));
            DepthwiseKernels.Product<TColumns>(rows, taps, channel, panel, bias, output, outputStride, relu);
        }

        public override void DepthwiseGradient(
            float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums) =>
            DepthwiseKernels.Gradient<TColumns>(rows, rowTaps, taps, channel, outputGradient, outputStride, count, sums);
    }
}
