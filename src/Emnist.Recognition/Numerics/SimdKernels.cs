using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The micro-kernels of <see cref="MicroKernels"/>, <see cref="DepthwiseKernels"/> and <see cref="WinogradTransforms"/> compiled
/// for one vector width, so that a caller is written once; <see cref="Best"/> is chosen once for the machine.
/// </summary>
internal abstract unsafe class SimdKernels
{
    /// <summary>Every set that runs at full speed here, widest first; the scalar one is always among them.</summary>
    public static readonly IReadOnlyList<SimdKernels> Supported = [.. FindSupported()];

    public static readonly SimdKernels Best = Supported[0];

    /// <summary>Floats in a vector.</summary>
    public abstract int Lanes { get; }

    /// <summary>Columns of a tile, which is the width of a <see cref="PackedMatrix"/>'s panels.</summary>
    public int PanelWidth => MicroKernels.TileVectors * Lanes;

    /// <inheritdoc cref="MicroKernels.Product{TVector}"/>
    public abstract void Product(
        float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu);

    /// <inheritdoc cref="MicroKernels.RowProduct{TVector}"/>
    public abstract void RowProduct(float* row, nint length, float* panel, float* bias, float* output, bool relu);

    /// <inheritdoc cref="MicroKernels.OuterProduct{TVector}"/>
    public abstract void OuterProduct(
        float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride);

    /// <inheritdoc cref="DepthwiseKernels.Product{TVector}"/>
    public abstract void DepthwiseProduct(
        float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu);

    /// <inheritdoc cref="DepthwiseKernels.Gradient{TVector}"/>
    public abstract void DepthwiseGradient(
        float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums);

    /// <inheritdoc cref="WinogradTransforms.Input{TVector}"/>
    public abstract void WinogradInput(float** pixels, int channels, float* transformed, nint stride);

    /// <inheritdoc cref="WinogradTransforms.Output{TVector}"/>
    public abstract void WinogradOutput(float* products, nint stride, int channels, float* bias, float** pixels, bool relu);

    /// <inheritdoc cref="WinogradTransforms.OutputGradient{TVector}"/>
    public abstract void WinogradOutputGradient(float** pixels, int channels, float* transformed, nint stride);

    /// <inheritdoc cref="WinogradTransforms.Kernel{TVector}"/>
    public abstract void WinogradKernel(float* kernel, nint windows, bool turned, float* transformed);

    /// <inheritdoc cref="WinogradTransforms.KernelGradient{TVector}"/>
    public abstract void WinogradKernelGradient(float* transformed, nint windows, float* gradient);

    public override string ToString() => $"{Lanes} lanes";

    private static IEnumerable<SimdKernels> FindSupported()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            yield return new Of<Simd512>();
        }

        if (Vector256.IsHardwareAccelerated)
        {
            yield return new Of<Simd256>();
        }

        if (Vector128.IsHardwareAccelerated)
        {
            yield return new Of<Simd128>();
        }

        yield return new Of<SimdScalar>();
    }

    private sealed class Of<TVector> : SimdKernels
        where TVector : struct, ISimdVector<TVector>
    {
        public override int Lanes => TVector.Count;

        public override void Product(
            float** rows, int taps, nint channels, float* panel, float* bias, float* output, nint outputStride, bool relu) =>
            MicroKernels.Product<TVector>(rows, taps, channels, panel, bias, output, outputStride, relu);

        public override void RowProduct(float* row, nint length, float* panel, float* bias, float* output, bool relu) =>
            MicroKernels.RowProduct<TVector>(row, length, panel, bias, output, relu);

        public override void OuterProduct(
            float** rows, float* columns, nint columnsStride, nint count, float* sums, nint sumsStride) =>
            MicroKernels.OuterProduct<TVector>(rows, columns, columnsStride, count, sums, sumsStride);

        public override void DepthwiseProduct(
            float** rows, int taps, nint channel, float* panel, float* bias, float* output, nint outputStride, bool relu) =>
            DepthwiseKernels.Product<TVector>(rows, taps, channel, panel, bias, output, outputStride, relu);

        public override void DepthwiseGradient(
            float** rows, nint rowTaps, int taps, nint channel, float* outputGradient, nint outputStride, nint count, float* sums) =>
            DepthwiseKernels.Gradient<TVector>(rows, rowTaps, taps, channel, outputGradient, outputStride, count, sums);

        public override void WinogradInput(float** pixels, int channels, float* transformed, nint stride) =>
            WinogradTransforms.Input<TVector>(pixels, channels, transformed, stride);

        public override void WinogradOutput(float* products, nint stride, int channels, float* bias, float** pixels, bool relu) =>
            WinogradTransforms.Output<TVector>(products, stride, channels, bias, pixels, relu);

        public override void WinogradOutputGradient(float** pixels, int channels, float* transformed, nint stride) =>
            WinogradTransforms.OutputGradient<TVector>(pixels, channels, transformed, stride);

        public override void WinogradKernel(float* kernel, nint windows, bool turned, float* transformed) =>
            WinogradTransforms.Kernel<TVector>(kernel, windows, turned, transformed);

        public override void WinogradKernelGradient(float* transformed, nint windows, float* gradient) =>
            WinogradTransforms.KernelGradient<TVector>(transformed, windows, gradient);
    }
}
