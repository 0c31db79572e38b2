namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A 2-D convolution of each channel by itself:
/// <c>y[i, j, k * multiplier + m] = activation(bias[k * multiplier + m] + sum over r, c of x[i * stride + r * rate,
/// j * stride + c * rate, k] * kernel[r, c, k, m])</c>. Input [height, width, channels], output [height, width,
/// channels * multiplier], kernel [kernel height, kernel width, channels, multiplier], bias [channels * multiplier].
/// <see cref="Networks.Padding"/> says how large the output is.
/// </summary>
/// <remarks>
/// What Keras calls <c>depthwise_initializer</c> and <c>depthwise_regularizer</c> are the options of
/// <see cref="KernelLayer"/>. Unlike Keras's, the strides need not be equal. With an image of one channel it is a
/// <see cref="Conv2D"/>, and is read back from a file as one.
/// </remarks>
/// <example>
/// <code>
/// // [28, 28, 1] -> [28, 28, 16] -> [14, 14, 16] -> [14, 14, 32]
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(16, 3) { Padding = Padding.Same },
///     new DepthwiseConv2D(3) { Padding = Padding.Same, Strides = 2, UseBias = false },
///     new Conv2D(32, 1));
/// </code>
/// </example>
public sealed class DepthwiseConv2D : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="kernelSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public DepthwiseConv2D(WindowSize kernelSize)
        : base(kernelSize)
    {
    }

    /// <summary>Output channels that are made of each input channel, at least 1. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int DepthMultiplier
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(DepthMultiplier));
            field = value;
        }
    } = 1;

    internal override string KindName => "depthwise_conv2d";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        TensorShape output = InferShape(name, input, (long)input.Channels * DepthMultiplier);

        // Channels are repeated before they are convolved.
        long repeated = (long)input.Length * DepthMultiplier;
        return input.Channels == 1 || repeated <= TensorShape.MaxLength
            ? output
            : throw new NetworkShapeException(
                name, input,
                $"with each channel {DepthMultiplier} times it has {repeated} values, more than {TensorShape.MaxLength}; make it smaller.");
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input) => DescribeParameters(
        unchecked(input.Channels * DepthMultiplier),
        DescribeKernel(
            "kernel", [KernelSize.Height, KernelSize.Width, input.Channels, DepthMultiplier],
            unchecked(Taps * input.Channels), unchecked(Taps * DepthMultiplier)));
}
