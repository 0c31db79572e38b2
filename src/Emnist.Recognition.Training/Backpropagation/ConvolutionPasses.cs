using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// The three products of a convolution in training. Each is cut into units, counted through the batch, of which any part
/// may be computed by itself, by several threads at a time. Images are [images, height, width, channels], kernels
/// [height, width, input channels, output channels]; what is computed is overwritten.
/// </summary>
internal abstract class ConvolutionPasses
{
    /// <summary>Units of <see cref="Forward"/> and <see cref="KernelGradient"/> in each image.</summary>
    public abstract int OutputUnits { get; }

    /// <summary>Units of <see cref="InputGradient"/> in each image.</summary>
    public abstract int InputUnits { get; }

    /// <summary>Units below which a thread's share is too small to hand over.</summary>
    public abstract int MinPieceUnits { get; }

    /// <summary>Parts of the kernel whose gradients may be computed by themselves.</summary>
    public abstract int KernelParts { get; }

    /// <summary>The fastest way for a convolution.</summary>
    public static ConvolutionPasses Create(SimdKernels simd, in ConvolutionGeometry geometry) =>
        WinogradPasses.Fits(simd, geometry) ? new WinogradPasses(simd, geometry) : new DirectPasses(simd, geometry);

    /// <summary>Takes the kernel for <see cref="Forward"/>.</summary>
    public abstract void SetForwardKernel(ReadOnlySpan<float> kernel);

    /// <summary>Takes the kernel for <see cref="InputGradient"/>.</summary>
    public abstract void SetBackwardKernel(ReadOnlySpan<float> kernel);

    /// <summary>Computes some of the outputs.</summary>
    public abstract void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count);

    /// <summary>Computes the gradients of some of the inputs.</summary>
    public abstract void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count);

    /// <summary>Computes the gradient of a part of the kernel, summed over some of the outputs.</summary>
    public abstract void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int part, AlignedBuffer gradient);
}
