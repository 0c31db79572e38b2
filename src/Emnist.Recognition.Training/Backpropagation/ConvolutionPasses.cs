using System.Buffers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// The three products of a convolution in training, with X the input pixels under the window of each output pixel:
/// <c>Y = X W + b</c>, <c>dX = dY W^T</c>, <c>dW = X^T dY</c>. Each is cut into units, counted through the batch, of which
/// any range may be computed by itself, by several threads at a time; what is computed is overwritten. Images (input, Y,
/// dY, dX) are [images, height, width, channels], kernels (W, dW) [height, width, input channels / groups, output channels].
/// </summary>
internal abstract class ConvolutionPasses
{
    /// <summary>Units of <see cref="Forward"/> and <see cref="KernelGradient"/> in each image.</summary>
    public abstract int OutputUnits { get; }

    /// <summary>Units of <see cref="InputGradient"/> in each image.</summary>
    public abstract int InputUnits { get; }

    /// <summary>Units below which a thread's share is too small to hand over.</summary>
    public abstract int MinPartUnits { get; }

    /// <summary>Parts of the kernel whose gradients may be computed by themselves.</summary>
    public abstract int KernelParts { get; }

    /// <summary>Whether <see cref="Forward"/> stores <c>max(Y, 0)</c>.</summary>
    public bool Rectifies { get; set; }

    /// <summary>The fastest way for a convolution.</summary>
    public static ConvolutionPasses Create(SimdKernels simd, in ConvolutionGeometry geometry) =>
        WinogradPasses.Fits(simd, geometry) ? new WinogradPasses(simd, geometry)
        : geometry.IsDepthwise ? new DepthwisePasses(simd, geometry)
        : new DirectPasses(simd, geometry);

    /// <summary>Takes W for <see cref="Forward"/>.</summary>
    public abstract void SetForwardKernel(ReadOnlySpan<float> kernel);

    /// <summary>Y = X W + b, or what <see cref="Rectifies"/> makes of it, at some of the output units.</summary>
    public abstract void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count);

    /// <summary>Takes W for <see cref="InputGradient"/>.</summary>
    public abstract void SetBackwardKernel(ReadOnlySpan<float> kernel);

    /// <summary>dX = dY W^T, at some of the input units.</summary>
    public abstract void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count);

    /// <summary>dW = X^T dY, a part of the kernel's, summed over some of the output units.</summary>
    public abstract void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int kernelPart, AlignedBuffer gradient);
}

/// <summary>
/// A convolution or dense layer as the matrix products themselves, whose units are pixels: rows of X are found through a
/// table of where each tap of the window lies, and W, or its transpose, is packed as the inner loops read it.
/// </summary>
internal sealed class DirectPasses : ConvolutionPasses
{
    private readonly ConvolutionGeometry _geometry;
    private readonly PackedMatrix _matrix;
    private readonly PackedMatrix _transposed;
    private readonly IndirectProduct _forward;
    private readonly IndirectProduct _backward;
    private readonly KernelGradient _kernelGradient;

    public DirectPasses(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        var table = IndirectionTable.Forward(geometry);
        (int taps, int groups) = (geometry.Taps, geometry.Groups);
        _matrix = new PackedMatrix(taps * geometry.GroupInputs, geometry.GroupOutputs, simd, groups);
        _transposed = new PackedMatrix(taps * geometry.GroupOutputs, geometry.GroupInputs, simd, groups);
        _forward = new IndirectProduct(simd, table, geometry.OutputChannels);
        _backward = new IndirectProduct(simd, IndirectionTable.Backward(geometry), geometry.InputChannels);
        _kernelGradient = new KernelGradient(simd, table, geometry.OutputChannels);

        // A dense layer has few rows and a large kernel, so its kernel is split; a convolution has many rows and a small kernel.
        KernelParts = geometry.OutputPixels > 1 || groups > 1 ? 1 : Math.Clamp(geometry.InputChannels / 32, 1, 16);
    }

    public override int OutputUnits => _geometry.OutputPixels;

    public override int InputUnits => _geometry.InputPixels;

    public override int MinPartUnits => 48;

    public override int KernelParts { get; }

    public override void SetForwardKernel(ReadOnlySpan<float> kernel) => _matrix.Pack(kernel);

    public override void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count) =>
        _forward.Run(input, _matrix, bias, output, firstUnit, count, Rectifies);

    public override void SetBackwardKernel(ReadOnlySpan<float> kernel) => _transposed.PackTransposed(kernel, _geometry.Taps);

    public override void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count) =>
        _backward.Run(outputGradient, _transposed, null, inputGradient, firstUnit, count, relu: false);

    public override void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int kernelPart, AlignedBuffer gradient)
    {
        (int firstChannel, int channels) = Partition.Range(_geometry.GroupInputs, KernelParts, kernelPart);
        _kernelGradient.Compute(input, outputGradient, firstUnit, count, firstChannel, channels, gradient);
    }
}

/// <summary>
/// A 3 x 3 convolution by Winograd's filtering, whose units are tiles. The way back to the input is a convolution as well:
/// of dY, by the kernel turned by half a turn, with input and output channels swapped.
/// </summary>
internal sealed class WinogradPasses : ConvolutionPasses
{
    private readonly WinogradConvolution _forward;
    private readonly WinogradConvolution _backward;
    private readonly WinogradKernelGradient _kernelGradient;

    public WinogradPasses(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        _forward = new WinogradConvolution(simd, geometry, pooled: false);
        _backward = new WinogradConvolution(simd, Backward(geometry), pooled: false);
        _kernelGradient = new WinogradKernelGradient(simd, geometry);
    }

    public override int OutputUnits => _forward.TilesPerImage;

    public override int InputUnits => _backward.TilesPerImage;

    public override int MinPartUnits => WinogradConvolution.MinBlockTiles;

    public override int KernelParts => 1;

    /// <summary>Whether both ways fit Winograd's filtering, in wide tiles alone, so that weights stay those of earlier versions.</summary>
    public static bool Fits(SimdKernels simd, in ConvolutionGeometry geometry) =>
        geometry.InputChannels % simd.PanelWidth == 0 && geometry.OutputChannels % simd.PanelWidth == 0
        && WinogradTiling.Fits(simd, geometry) && WinogradTiling.Fits(simd, Backward(geometry));

    public override void SetForwardKernel(ReadOnlySpan<float> kernel) => _forward.SetKernel(kernel);

    public override void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_forward.ScratchLength);
        _forward.Run(input, bias, output, scratch, firstUnit, count, Rectifies);
        ArrayPool<float>.Shared.Return(scratch);
    }

    public override void SetBackwardKernel(ReadOnlySpan<float> kernel) => _backward.SetKernelOfForward(kernel);

    public override void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_backward.ScratchLength);
        _backward.Run(outputGradient, null, inputGradient, scratch, firstUnit, count, relu: false);
        ArrayPool<float>.Shared.Return(scratch);
    }

    public override void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int kernelPart, AlignedBuffer gradient)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_kernelGradient.ScratchLength);
        _kernelGradient.Compute(input, outputGradient, scratch, firstUnit, count, gradient);
        ArrayPool<float>.Shared.Return(scratch);
    }

    private static ConvolutionGeometry Backward(in ConvolutionGeometry g) => new(
        g.OutputHeight, g.OutputWidth, g.OutputChannels, g.InputHeight, g.InputWidth, g.InputChannels,
        g.KernelHeight, g.KernelWidth, g.StrideHeight, g.StrideWidth, g.KernelHeight - 1 - g.PaddingTop, g.KernelWidth - 1 - g.PaddingLeft);
}
