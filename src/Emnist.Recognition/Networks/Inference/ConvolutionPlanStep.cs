using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>A convolution or dense layer with the batch normalization and ReLU that follow it.</summary>
internal sealed class ConvolutionPlanStep : PlanStep
{
    private readonly IndirectProduct _product;
    private readonly PackedMatrix _matrix;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    public ConvolutionPlanStep(in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu)
        : base(geometry.InputLength, geometry.OutputLength)
    {
        SimdKernels simd = SimdKernels.Best;
        _product = new IndirectProduct(simd, IndirectionTable.Forward(geometry), geometry.OutputChannels);
        _matrix = new PackedMatrix(geometry.Taps * geometry.InputChannels, geometry.OutputChannels, simd.PanelWidth);
        _matrix.Pack(kernel);
        _bias = new AlignedBuffer(geometry.OutputChannels);
        bias.CopyTo(_bias.Span);
        _relu = relu;
    }

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        _product.Run(input, _matrix, _bias, output, 0, count * _product.RowsPerImage, _relu);

    /// <summary>The same on images that lie in the caller's memory, which need not be copied for it.</summary>
    public void Run(ReadOnlySpan<float> input, AlignedBuffer output, int count) =>
        _product.Run(input, _matrix, _bias, output, count * _product.RowsPerImage, _relu);
}
