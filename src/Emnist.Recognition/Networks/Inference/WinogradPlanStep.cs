using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>A 3 x 3 convolution by Winograd's filtering, with the batch normalization and ReLU that follow it.</summary>
internal sealed class WinogradPlanStep : PlanStep
{
    private readonly WinogradConvolution _convolution;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    public WinogradPlanStep(in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu)
        : base(geometry.InputLength, geometry.OutputLength)
    {
        _convolution = new WinogradConvolution(KernelSet.Best, geometry, kernel);
        _bias = new AlignedBuffer(geometry.OutputChannels);
        bias.CopyTo(_bias.Span);
        _relu = relu;
    }

    public override int ScratchLength => _convolution.ScratchLength;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        _convolution.Run(input, _bias, output, scratch, count, _relu);
}
