using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>A 3 x 3 convolution by Winograd's filtering, with the batch normalization, ReLU and pooling that follow it.</summary>
internal sealed class WinogradPlanStep : PlanStep
{
    private readonly WinogradConvolution _convolution;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    public WinogradPlanStep(in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu, bool pooled)
        : this(new WinogradConvolution(SimdKernels.Best, geometry, pooled), geometry.InputLength, kernel, bias, relu)
    {
    }

    private WinogradPlanStep(WinogradConvolution convolution, int inputLength, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu)
        : base(inputLength, convolution.OutputLength)
    {
        _convolution = convolution;
        _convolution.SetKernel(kernel);
        _bias = new AlignedBuffer(bias.Length);
        bias.CopyTo(_bias.Span);
        _relu = relu;
    }

    public override int ScratchLength => _convolution.ScratchLength;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        _convolution.Run(input, _bias, output, scratch.Span, 0, count * _convolution.TilesPerImage, _relu);
}
