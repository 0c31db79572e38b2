using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A convolution of each channel by itself, whose units are pixels. The way back to the input is one as well: of dY, by the
/// same kernel, through the table of where each input pixel went.
/// </summary>
internal sealed class DepthwisePasses : ConvolutionPasses
{
    private readonly ConvolutionGeometry _geometry;
    private readonly PackedMatrix _kernel;
    private readonly DepthwiseConvolution _forward;
    private readonly DepthwiseConvolution _backward;
    private readonly DepthwiseKernelGradient _kernelGradient;

    public DepthwisePasses(SimdKernels simd, in ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        IndirectionTable table = DepthwiseConvolution.Table(geometry, backward: false);
        _kernel = new PackedMatrix(geometry.Taps, geometry.OutputChannels, simd);
        _forward = new DepthwiseConvolution(simd, table);
        _backward = new DepthwiseConvolution(simd, DepthwiseConvolution.Table(geometry, backward: true));
        _kernelGradient = new DepthwiseKernelGradient(simd, table);

        // A pixel takes few products, so that a share needs many.
        MinPartUnits = Math.Max(48, 65_536 / (geometry.Taps * geometry.OutputChannels));
    }

    public override int OutputUnits => _geometry.OutputPixels;

    public override int InputUnits => _geometry.InputPixels;

    public override int MinPartUnits { get; }

    public override int KernelParts => 1;

    public override void SetForwardKernel(ReadOnlySpan<float> kernel) => _kernel.Pack(kernel);

    public override void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count) =>
        _forward.Run(input, _kernel, bias, output, firstUnit, count, Rectifies);

    public override void SetBackwardKernel(ReadOnlySpan<float> kernel) => _kernel.Pack(kernel);

    public override void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count) =>
        _backward.Run(outputGradient, _kernel, null, inputGradient, firstUnit, count, relu: false);

    public override void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int kernelPart, AlignedBuffer gradient) =>
        _kernelGradient.Compute(input, outputGradient, firstUnit, count, gradient);
}
