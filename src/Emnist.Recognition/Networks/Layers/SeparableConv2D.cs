namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A convolution of each channel by itself, and one of 1 x 1 that mixes them: a <see cref="DepthwiseConv2D"/> without
/// bias, and a <see cref="Conv2D"/> of one pixel,
/// <c>y[i, j, n] = activation(bias[n] + sum over k of d[i, j, k] * pointwise_kernel[0, 0, k, n])</c> where d is what the
/// first makes. Input [height, width, channels], output [height, width, filters], depthwise kernel [kernel height, kernel
/// width, channels, multiplier], pointwise kernel [1, 1, channels * multiplier, filters], bias [filters].
/// <see cref="Networks.Padding"/> says how large the output is.
/// </summary>
/// <remarks>
/// Initializer and regularization of <see cref="KernelLayer"/> go for both kernels, of which Keras has options each: where they
/// shall differ, write the two layers. A file holds the two as well, and they are read back so, with the same answers.
/// </remarks>
/// <example>
/// <code>
/// // [28, 28, 1] -> [28, 28, 16] -> [14, 14, 32], by 3 * 3 * 16 + 16 * 32 + 32 parameters instead of 3 * 3 * 16 * 32 + 32
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(16, 3) { Padding = Padding.Same, Activation = ActivationFunction.Relu },
///     new SeparableConv2D(32, 3) { Padding = Padding.Same, Strides = 2, Activation = ActivationFunction.Relu });
/// </code>
/// </example>
public sealed class SeparableConv2D : ConvolutionLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public SeparableConv2D(int filters, WindowSize kernelSize)
        : base(kernelSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        Filters = filters;
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>Channels that the window makes of each input channel before they are mixed, at least 1. Default: 1.</summary>
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

    internal override string KindName => "separable_conv2d";

    /// <summary>The layer that comes first.</summary>
    internal DepthwiseConv2D Depthwise => new(KernelSize)
    {
        Strides = Strides, DilationRate = DilationRate, Padding = Padding, Pads = Pads, DepthMultiplier = DepthMultiplier,
        UseBias = false,
    };

    /// <summary>The layer that mixes the channels; it has no activation, which comes after it.</summary>
    internal Conv2D Pointwise => new(Filters, 1) { UseBias = UseBias };

    internal override TensorShape InferShape(string name, TensorShape input) =>
        Pointwise.InferShape(name, Depthwise.InferShape(name, input));

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input)
    {
        int channels = unchecked(input.Channels * DepthMultiplier);
        return DescribeParameters(
            Filters,
            DescribeKernel(
                "depthwise_kernel", [KernelSize.Height, KernelSize.Width, input.Channels, DepthMultiplier],
                unchecked(Taps * input.Channels), unchecked(Taps * DepthMultiplier)),
            DescribeKernel("pointwise_kernel", [1, 1, channels, Filters], channels, Filters));
    }
}
