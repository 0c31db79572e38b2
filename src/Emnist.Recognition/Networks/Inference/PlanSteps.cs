using System.Numerics.Tensors;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>One pass over a batch in an <see cref="InferencePlan"/>. Immutable; run by many threads at once.</summary>
internal abstract class PlanStep(int inputLength, int outputLength)
{
    /// <summary>Values of one sample on the way in.</summary>
    public int InputLength { get; } = inputLength;

    /// <summary>Values of one sample on the way out.</summary>
    public int OutputLength { get; } = outputLength;

    /// <summary>Whether the step may write over its input: its output buffer is then the same, unless others need the input.</summary>
    public virtual bool InPlace => false;

    /// <summary>Floats of memory that the step works in besides.</summary>
    public virtual int ScratchLength => 0;

    /// <param name="input">[count, input length].</param>
    /// <param name="output">[count, output length], written; it may be the input itself if <see cref="InPlace"/>.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats, overwritten.</param>
    /// <param name="count">Samples.</param>
    public abstract void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count);
}

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
        _matrix = new PackedMatrix(geometry.Taps * geometry.GroupInputs, geometry.GroupOutputs, simd, geometry.Groups);
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

/// <summary>A convolution of each channel by itself, with the batch normalization and ReLU that follow it.</summary>
internal sealed class DepthwisePlanStep : PlanStep
{
    private readonly DepthwiseConvolution _convolution;
    private readonly PackedMatrix _kernel;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    public DepthwisePlanStep(in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu)
        : base(geometry.InputLength, geometry.OutputLength)
    {
        SimdKernels simd = SimdKernels.Best;
        _convolution = new DepthwiseConvolution(simd, DepthwiseConvolution.Table(geometry, backward: false));
        _kernel = new PackedMatrix(geometry.Taps, geometry.OutputChannels, simd);
        _kernel.Pack(kernel);
        _bias = new AlignedBuffer(bias.Length);
        bias.CopyTo(_bias.Span);
        _relu = relu;
    }

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        _convolution.Run(input, _kernel, _bias, output, 0, count * _convolution.RowsPerImage, _relu);
}

/// <summary>A 3 x 3 convolution by Winograd's filtering, with the batch normalization, ReLU and pooling that follow it.</summary>
internal sealed class WinogradPlanStep : PlanStep
{
    private readonly WinogradConvolution _convolution;
    private readonly AlignedBuffer _bias;
    private readonly bool _relu;

    public WinogradPlanStep(
        in ConvolutionGeometry geometry, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu, bool pooled)
        : this(new WinogradConvolution(SimdKernels.Best, geometry, pooled), geometry.InputLength, kernel, bias, relu)
    {
    }

    private WinogradPlanStep(
        WinogradConvolution convolution, int inputLength, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, bool relu)
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

/// <summary>Adds its input to what its output holds, <c>y = x + y</c>, or <c>y = max(x + y, 0)</c> with the ReLU that follows.</summary>
internal sealed class AdditionPlanStep(int length, bool relu) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count)
    {
        Span<float> x = input.Span[..(count * InputLength)];
        Span<float> y = output.Span[..(count * InputLength)];
        if (relu)
        {
            ChannelMath.AddAndRectify(x, y, y);
        }
        else
        {
            TensorPrimitives.Add(x, y, y);
        }
    }
}

/// <summary>Keeps a value that a step after it writes over.</summary>
internal sealed class CopyPlanStep(int length) : PlanStep(length, length)
{
    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        input.Span[..(count * InputLength)].CopyTo(output.Span);
}

/// <summary>A batch normalization that no convolution or dense layer could take in.</summary>
internal sealed class ScaleAndShiftPlanStep(int length, float[] scale, float[] shift) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        ChannelMath.ScaleAndShift(input.Span[..(count * InputLength)], scale, shift, output.Span);
}

internal sealed class ReluPlanStep(int length) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        TensorPrimitives.Max(input.Span[..(count * InputLength)], 0f, output.Span);
}

/// <summary>An activation of each value by itself, but for the ReLU.</summary>
internal sealed class PointwisePlanStep(int length, PointwiseFunction function) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        function.Forward(input.Span[..(count * InputLength)], output.Span[..(count * InputLength)]);
}

internal sealed class SoftmaxPlanStep(int length, int channels) : PlanStep(length, length)
{
    public override bool InPlace => true;

    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        ChannelMath.Softmax(input.Span[..(count * InputLength)], channels, output.Span);
}

/// <summary>A step that takes one image after the other.</summary>
internal abstract class ImagePlanStep(int inputLength, int outputLength) : PlanStep(inputLength, outputLength)
{
    public sealed override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count)
    {
        for (int image = 0; image < count; image++)
        {
            Run(input.Span.Slice(image * InputLength, InputLength), output.Span.Slice(image * OutputLength, OutputLength));
        }
    }

    /// <param name="input">[input length]: an image.</param>
    /// <param name="output">[output length], written; other memory.</param>
    protected abstract void Run(ReadOnlySpan<float> input, Span<float> output);
}

internal sealed class MaxPoolingPlanStep(PoolingGeometry geometry) : ImagePlanStep(geometry.InputLength, geometry.OutputLength)
{
    protected override void Run(ReadOnlySpan<float> input, Span<float> output) => MaxPooling.Forward(geometry, input, output);
}

internal sealed class RepeatChannelsPlanStep(int inputLength, int times) : PlanStep(inputLength, inputLength * times)
{
    public override void Run(AlignedBuffer input, AlignedBuffer output, AlignedBuffer scratch, int count) =>
        ChannelMath.Repeat(input.Span[..(count * InputLength)], times, output.Span);
}

internal sealed class ZeroPaddingPlanStep(PaddingGeometry geometry) : ImagePlanStep(geometry.InputLength, geometry.OutputLength)
{
    protected override void Run(ReadOnlySpan<float> input, Span<float> output) => ZeroPadding.Add(geometry, input, output);
}

internal sealed class AveragePoolingPlanStep(PoolingGeometry geometry) : ImagePlanStep(geometry.InputLength, geometry.OutputLength)
{
    protected override void Run(ReadOnlySpan<float> input, Span<float> output) => AveragePooling.Forward(geometry, input, output);
}

internal sealed class GlobalAveragePoolingPlanStep(int inputLength, int channels) : ImagePlanStep(inputLength, channels)
{
    protected override void Run(ReadOnlySpan<float> input, Span<float> output) => ChannelMath.Average(input, output);
}
