using System.Buffers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>A 3 x 3 convolution by Winograd's filtering, whose tiles are the units. The way back to the input is a convolution as well.</summary>
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

    public override int MinPieceUnits => WinogradConvolution.MinBlockTiles;

    public override int KernelParts => 1;

    public static bool Fits(SimdKernels simd, in ConvolutionGeometry geometry) =>
        WinogradTiling.Fits(simd, geometry) && WinogradTiling.Fits(simd, Backward(geometry));

    public override void SetForwardKernel(ReadOnlySpan<float> kernel) => _forward.SetKernel(kernel);

    public override void SetBackwardKernel(ReadOnlySpan<float> kernel) => _backward.SetKernelOfForward(kernel);

    public override void Forward(AlignedBuffer input, AlignedBuffer? bias, AlignedBuffer output, int firstUnit, int count)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_forward.ScratchLength);
        _forward.Run(input, bias, output, scratch, firstUnit, count, relu: false);
        ArrayPool<float>.Shared.Return(scratch);
    }

    public override void InputGradient(AlignedBuffer outputGradient, AlignedBuffer inputGradient, int firstUnit, int count)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_backward.ScratchLength);
        _backward.Run(outputGradient, null, inputGradient, scratch, firstUnit, count, relu: false);
        ArrayPool<float>.Shared.Return(scratch);
    }

    public override void KernelGradient(
        AlignedBuffer input, AlignedBuffer outputGradient, int firstUnit, int count, int part, AlignedBuffer gradient)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(_kernelGradient.ScratchLength);
        _kernelGradient.Compute(input, outputGradient, scratch, firstUnit, count, gradient);
        ArrayPool<float>.Shared.Return(scratch);
    }

    private static ConvolutionGeometry Backward(in ConvolutionGeometry g) => new(
        g.OutputHeight, g.OutputWidth, g.OutputChannels, g.InputHeight, g.InputWidth, g.InputChannels,
        g.KernelHeight, g.KernelWidth, g.StrideHeight, g.StrideWidth, g.KernelHeight - 1 - g.PaddingTop, g.KernelWidth - 1 - g.PaddingLeft);
}
