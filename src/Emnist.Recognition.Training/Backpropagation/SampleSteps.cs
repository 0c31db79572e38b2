using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A layer without parameters that treats each sample of a batch by itself: the samples are shared out. With x the
/// input of a sample, y its output, and dx and dy the loss's gradients by them, each step says how y comes from x, and
/// dx from dy. Lengths are the layer's input and output, [rows, channels] where rows matter, rows = height * width.
/// </summary>
internal abstract class SampleStep(int inputLength, int outputLength, TrainingContext context) : TrainingStep
{
    public int InputLength => inputLength;

    public int OutputLength => outputLength;

    public sealed override void Forward(AlignedBuffer input, AlignedBuffer output, int count) =>
        context.Team.Run(count, CountParts(count), (step: this, input, output), static (at, part) =>
        {
            for (int sample = part.Start; sample < part.Start + part.Length; sample++)
            {
                at.step.ForwardSample(at.input, at.output, sample);
            }
        });

    /// <summary>The way forward of a sample of the batch.</summary>
    public void ForwardSample(AlignedBuffer input, AlignedBuffer output, int sample) =>
        ForwardSample(sample, SliceInput(input, sample), SliceOutput(output, sample));

    public sealed override void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (inputGradient is null)
        {
            return;
        }

        context.Team.Run(count, CountParts(count), (step: this, input, output, outputGradient, inputGradient), static (at, part) =>
        {
            for (int sample = part.Start; sample < part.Start + part.Length; sample++)
            {
                at.step.BackwardSample(at.input, at.output, at.outputGradient, at.inputGradient, sample);
            }
        });
    }

    /// <summary>The way back of a sample of the batch.</summary>
    public void BackwardSample(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer inputGradient, int sample) =>
        BackwardSample(
            sample, SliceInput(input, sample), SliceOutput(output, sample), SliceOutput(outputGradient, sample),
            SliceInput(inputGradient, sample));

    /// <summary>The number of the batch at hand.</summary>
    protected uint Batch => context.Batch;

    protected bool IsMeasuring => context.IsMeasuring;

    protected abstract void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y);

    protected abstract void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);

    private int CountParts(int count) => TrainingContext.CountParts(count, Math.Max(inputLength, outputLength));

    private Span<float> SliceInput(AlignedBuffer buffer, int sample) => buffer.Span.Slice(sample * inputLength, inputLength);

    private Span<float> SliceOutput(AlignedBuffer buffer, int sample) => buffer.Span.Slice(sample * outputLength, outputLength);
}

/// <summary><c>y = max(x, 0)</c>; <c>dx = y &gt; 0 ? dy : 0</c>, so that x may be overwritten by y.</summary>
internal sealed class ReluStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    public override bool NeedsOutput => true;

    public override bool CanRunInPlace => true;

    public override bool KeepsValues => IsDone;

    /// <summary>Whether the step before has done the way forward: see <see cref="IRectifier"/>.</summary>
    public bool IsDone { get; set; }

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Max(x, 0f, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        ChannelMath.MaskByPositive(y, dy, dx);
}

/// <summary><c>y = f(x)</c>, value by value; <c>dx = f'(x) dy</c>. Some functions tell f' by y, which may then overwrite x.</summary>
internal sealed class PointwiseStep(NetworkLayer layer, PointwiseFunction function, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    public override bool NeedsOutput => !function.NeedsInput;

    public override bool CanRunInPlace => !function.NeedsInput;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => function.Forward(x, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        function.Backward(function.NeedsInput ? x : y, dy, dx);
}

/// <summary><c>y = scale * x + offset</c>; <c>dx = scale * dy</c>.</summary>
internal sealed class RescalingStep : SampleStep
{
    private readonly float[] _scale;
    private readonly float[] _offset;
    private readonly float[] _zeros;

    public RescalingStep(NetworkLayer layer, Rescaling rescaling, TrainingContext context)
        : base(layer.InputShape.Length, layer.InputShape.Length, context)
    {
        (_scale, _offset) = rescaling.Expand(layer.InputShape);
        _zeros = new float[_scale.Length];
    }

    public override bool CanRunInPlace => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) =>
        ChannelMath.ScaleAndShift(x, _scale, _offset, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        ChannelMath.ScaleAndShift(dy, _scale, _zeros, dx);
}

/// <summary>
/// Softmax of each row, within a network; at its end the loss takes the logits instead.
/// <c>y[c] = exp(x[c]) / sum of exp(x)</c>; <c>dx = y (dy - sum of y dy)</c>.
/// </summary>
internal sealed class SoftmaxStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    private readonly int _channels = layer.InputShape.Channels;

    public override bool NeedsOutput => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => ChannelMath.Softmax(x, _channels, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int start = 0; start < y.Length; start += _channels)
        {
            ReadOnlySpan<float> yRow = y.Slice(start, _channels);
            ReadOnlySpan<float> dyRow = dy.Slice(start, _channels);
            Span<float> dxRow = dx.Slice(start, _channels);
            TensorPrimitives.Subtract(dyRow, TensorPrimitives.Dot(yRow, dyRow), dxRow);
            TensorPrimitives.Multiply(dxRow, yRow, dxRow);
        }
    }
}

/// <summary><c>y = max of x over each window</c>; dx is dy at the window's first maximum, and 0 elsewhere.</summary>
internal sealed class MaxPoolingStep(PoolingGeometry geometry, TrainingContext context)
    : SampleStep(geometry.InputLength, geometry.OutputLength, context)
{
    public override bool NeedsOutput => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => MaxPooling.Forward(geometry, x, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        MaxPooling.Backward(geometry, x, y, dy, dx);
}

/// <summary>
/// <c>y = mean of x over each window</c>; dx is the sum, over the windows that a pixel lies in, of dy / the window's pixels.
/// </summary>
internal sealed class AveragePoolingStep(PoolingGeometry geometry, TrainingContext context)
    : SampleStep(geometry.InputLength, geometry.OutputLength, context)
{
    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => AveragePooling.Forward(geometry, x, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        AveragePooling.Backward(geometry, dy, dx);
}

/// <summary><c>y[c] = sum over rows of x[row, c] / rows</c>; <c>dx[row, c] = dy[c] / rows</c>.</summary>
internal sealed class GlobalAveragePoolingStep(NetworkLayer layer, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.OutputShape.Length, context)
{
    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => ChannelMath.Average(x, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx)
    {
        int channels = dy.Length;
        float share = (float)channels / dx.Length;
        for (int start = 0; start < dx.Length; start += channels)
        {
            TensorPrimitives.Multiply(dy, share, dx.Slice(start, channels));
        }
    }
}

/// <summary><c>y[i * times + m] = x[i]</c>; <c>dx[i] = sum over m of dy[i * times + m]</c>.</summary>
internal sealed class RepeatChannelsStep(NetworkLayer layer, int times, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.OutputShape.Length, context)
{
    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => ChannelMath.Repeat(x, times, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        ChannelMath.SumRepeated(dy, times, dx);
}

/// <summary><c>y = x</c> within a frame of zeros; dx is dy within the frame.</summary>
internal sealed class ZeroPaddingStep(PaddingGeometry geometry, TrainingContext context)
    : SampleStep(geometry.InputLength, geometry.OutputLength, context)
{
    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => ZeroPadding.Add(geometry, x, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        ZeroPadding.Remove(geometry, dy, dx);
}

/// <summary>
/// Dropout: <c>y = mask * x / (1 - rate)</c>; <c>dx = mask * dy / (1 - rate)</c>. The mask, of zeros and ones, depends on
/// the seed, the layer, the number of the batch and of the sample alone, so that the pass back draws the same one again,
/// whichever thread it runs on. Where statistics are measured, <c>y = x</c>.
/// </summary>
internal sealed class DropoutStep(NetworkLayer layer, float rate, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    private readonly ulong _seed = SplitMix64.At((uint)context.Seed, NameHash(layer.Name));
    private readonly ulong _threshold = (ulong)(rate * (double)(1UL << 32));
    private readonly float _scale = 1 / (1 - rate);

    public override bool CanRunInPlace => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y)
    {
        if (IsMeasuring)
        {
            x.CopyTo(y);
        }
        else
        {
            Apply(sample, x, y);
        }
    }

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        Apply(sample, dy, dx);

    private void Apply(int sample, ReadOnlySpan<float> source, Span<float> destination)
    {
        ulong stream = SplitMix64.At(_seed, ((ulong)Batch << 32) | (uint)sample);
        for (int i = 0; i < source.Length; i += 2)
        {
            // Each 64-bit draw decides two values by its halves.
            ulong draw = SplitMix64.At(stream, (ulong)i);
            destination[i] = (uint)draw < _threshold ? 0 : source[i] * _scale;
            if (i + 1 < source.Length)
            {
                destination[i + 1] = draw >> 32 < _threshold ? 0 : source[i + 1] * _scale;
            }
        }
    }

    /// <summary>Fowler, Noll and Vo's FNV-1a; string.GetHashCode changes from run to run.</summary>
    private static ulong NameHash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in name)
        {
            hash = (hash ^ character) * 1099511628211;
        }

        return hash;
    }
}

/// <summary>
/// Adds its input to what its output holds, <c>y = x + y</c>; <c>dx = dy</c>. A graph sums the inputs of an addition with it, one
/// after the other, and on the way back what several steps give to one gradient.
/// </summary>
internal sealed class AdditionStep(int length, TrainingContext context) : SampleStep(length, length, context)
{
    public override bool CanRunInPlace => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Add(x, y, y);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) => dy.CopyTo(dx);
}

/// <summary>A layer that changes no value, flatten or a linear activation: <c>y = x</c>; <c>dx = dy</c>. Nothing is shared out.</summary>
internal sealed class IdentityStep : TrainingStep
{
    public override bool CanRunInPlace => true;

    public override bool KeepsValues => true;

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count) => input.Span.CopyTo(output.Span);

    public override void Backward(
        AlignedBuffer input, AlignedBuffer output, AlignedBuffer outputGradient, AlignedBuffer? inputGradient, int count)
    {
        if (inputGradient is not null)
        {
            outputGradient.Span.CopyTo(inputGradient.Span);
        }
    }
}
