using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>A 3 x 3 convolution by Winograd's filtering, with the batch normalization, ReLU and pooling that follow it.</summary>
internal sealed class WinogradPlanStep : PlanStep
{
    private readonly WinogradConvolution _convolution;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    /// <param name="convolution">The convolution, with its pooling.</param>
    /// <param name="inputLength">Values of one sample on the way in.</param>
    /// <param name="bias">[output channels].</param>
    /// <param name="relu">Whether a ReLU follows the convolution.</param>
    public WinogradPlanStep(WinogradConvolution convolution, int inputLength, ReadOnlySpan<float> bias, bool relu)
        : base(inputLength, convolution.OutputLength)
    {
        _convolution = convolution;
        _bias = new AlignedBuffer(bias.Length);
        bias.CopyTo(_bias.Span);
        _relu = relu;
    }

    public override int ScratchLength => _convolution.ScratchLength;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        _convolution.Run(input, _bias, output, scratch, count, _relu);
}
