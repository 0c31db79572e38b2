namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A 2-D convolution (cross-correlation, as in all frameworks):
/// <c>y[i, j, n] = activation(bias[n] + sum over r, c, k of x[i * stride + r, j * stride + c, k] * kernel[r, c, k, n])</c>.
/// Input [height, width, channels], output [height, width, filters], kernel [kernel height, kernel width, channels,
/// filters], bias [filters]. <see cref="Networks.Padding"/> says how large the output is.
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
public sealed class Conv2D : KernelLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Conv2D(int filters, WindowSize kernelSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        kernelSize.ThrowIfNotPositive(nameof(kernelSize));
        Filters = filters;
        KernelSize = kernelSize;
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>Height and width of the window.</summary>
    public WindowSize KernelSize { get; }

    /// <summary>How far the window moves from one output to the next, down and to the right. Default: 1, the least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride is below 1.</exception>
    public WindowSize Strides
    {
        get;
        init
        {
            value.ThrowIfNotPositive(nameof(Strides));
            field = value;
        }
    } = 1;

    /// <summary>What the window does at the edges, where padding counts as zero. Default: <see cref="Padding.Valid"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Padding Padding
    {
        get;
        init => field = CheckPadding(value, nameof(Padding));
    }

    internal override string KindName => "conv2d";

    internal override string Settings => $"{Window} {base.Settings}".TrimEnd();

    internal Window Window => new(KernelSize, Strides, Padding);

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return RequireImageSize(name, input, Window.Count(name, input), Filters);
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input)
    {
        // Where these numbers wrap around, the parameter is longer than a network accepts.
        int taps = unchecked(KernelSize.Height * KernelSize.Width);
        return DescribeParameters(
            [KernelSize.Height, KernelSize.Width, input.Channels, Filters], unchecked(taps * input.Channels), unchecked(taps * Filters));
    }
}
