namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A 2-D convolution (cross-correlation, as in all frameworks):
/// <c>y[i, j, n] = activation(bias[n] + sum over r, c, k of x[i * stride + r * rate, j * stride + c * rate, k] *
/// kernel[r, c, k, n])</c>. Input [height, width, channels], output [height, width, filters], kernel [kernel height,
/// kernel width, channels / groups, filters], bias [filters]. <see cref="Networks.Padding"/> says how large the output is.
/// </summary>
/// <example>
/// <code>
/// // [28, 28, 1] -> [28, 28, 32] -> [14, 14, 64]
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(32, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu },
///     new Conv2D(64, 3) { Padding = Padding.Same, Strides = 2 });
/// </code>
/// </example>
public sealed class Conv2D : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Conv2D(int filters, WindowSize kernelSize)
        : base(kernelSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        Filters = filters;
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>
    /// Parts that the channels are split into, first to last: the filters of each see the input channels of theirs alone. Both
    /// numbers must be divisible by it. Default: 1, the least.
    /// </summary>
    /// <remarks>
    /// With as many groups as input channels it is a <see cref="DepthwiseConv2D"/>, and is read back from a file as one.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Groups
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Groups));
            field = value;
        }
    } = 1;

    internal override string KindName => "conv2d";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        TensorShape output = InferShape(name, input, Filters);
        return input.Channels % Groups == 0 && Filters % Groups == 0
            ? output
            : throw new NetworkShapeException(
                name, input,
                $"{Groups} groups do not divide {input.Channels} channels and {Filters} filters; choose a divisor of both.");
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input)
    {
        // Where these numbers wrap around, the parameter is longer than a network accepts.
        int inputs = input.Channels / Groups;
        return DescribeParameters(
            [KernelSize.Height, KernelSize.Width, inputs, Filters], unchecked(Taps * inputs), unchecked(Taps * Filters));
    }
}
