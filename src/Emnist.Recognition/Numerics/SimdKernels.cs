using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// The kernels of one vector width, so that a caller is written once: <see cref="WinogradTransforms"/>, and tiles of
/// <see cref="TileKernels"/>. <see cref="Best"/> is chosen once for the machine.
/// </summary>
internal abstract unsafe class SimdKernels
{
    public static readonly SimdKernels Best = FindSupported().First();

    private SimdKernels(TileKernels wide, TileKernels narrow) => (Wide, Narrow) = (wide, narrow);

    /// <summary>Every set that runs at full speed here, widest first, made anew; the scalar one is always among them.</summary>
    public static IReadOnlyList<SimdKernels> Supported => [.. FindSupported()];

    /// <summary>Floats in a vector.</summary>
    public int Lanes => Narrow.Width;

    /// <summary>The tile of two vectors, the widest whose sums fit the registers.</summary>
    public TileKernels Wide { get; }

    /// <summary>The tile of one vector.</summary>
    public TileKernels Narrow { get; }

    /// <summary>Columns of a <see cref="PackedMatrix"/>'s panels, those of the wide tile.</summary>
    public int PanelWidth => Wide.Width;

    /// <summary>
    /// The tile for some columns: the narrow one where it holds them. So 16 filters waste nothing of vectors of 16 lanes, and 80 are
    /// two wide tiles and a narrow one.
    /// </summary>
    /// <param name="columns">1 to <see cref="PanelWidth"/>.</param>
    public TileKernels Tile(int columns)
    {
        Debug.Assert(columns > 0 && columns <= PanelWidth);
        return columns <= Lanes ? Narrow : Wide;
    }

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

    private sealed class Of<TVector>()
        : SimdKernels(new TileKernels.Of<SimdPair<TVector>>(TVector.Count), new TileKernels.Of<TVector>(TVector.Count))
        where TVector : struct, ISimdVector<TVector>
    {
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
