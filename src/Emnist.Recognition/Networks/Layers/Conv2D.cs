namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// A 2-D convolution (cross-correlation, as in all frameworks): input [height, width, channels], output [height,
/// width, filters], kernel [kernel height, kernel width, input channels, filters].
/// </summary>
public sealed class Conv2D : Layer
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

    /// <summary>How far the window moves from one output to the next. Default: 1.</summary>
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

    /// <summary>What the window does at the edges. Default: <see cref="Padding.Valid"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Padding Padding
    {
        get;
        init => field = CheckPadding(value, nameof(Padding));
    }

    /// <summary>Whether a bias is added to each output channel. Default: true.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel is drawn. Default: <see cref="Initializer.GlorotUniform"/>. The bias starts at zero.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Initializer KernelInitializer
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(KernelInitializer));
            field = value;
        }
    } = Initializer.GlorotUniform;

    /// <summary>L1 regularization: the loss grows by this times the sum of the kernel's absolute values, as Keras's <c>regularizers.L1</c>. Finite, 0 or more. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL1
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL1));
    }

    /// <summary>L2 regularization: the loss grows by this times the sum of the kernel's squares, as Keras's <c>regularizers.L2</c>. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0, or not finite.</exception>
    public float KernelL2
    {
        get;
        init => field = CheckRegularization(value, nameof(KernelL2));
    }

    internal override string KindName => "conv2d";

    internal override string Settings => $"{KernelSize} strides {Strides} {Padding}";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        (WindowPlacement rows, WindowPlacement columns) = Place(input);
        return rows.Count == 0 || columns.Count == 0
            ? throw new NetworkShapeException(name, input, $"the {KernelSize} window does not fit; use Padding.Same or a smaller window.")
            : RequireImageSize(name, input, rows.Count, columns.Count, Filters);
    }

    internal override IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input)
    {
        // Where these numbers wrap around, the parameter is longer than a network accepts.
        int taps = unchecked(KernelSize.Height * KernelSize.Width);
        var kernel = new ParameterDefinition("kernel", [KernelSize.Height, KernelSize.Width, input.Channels, Filters], KernelInitializer)
        {
            FanIn = unchecked(taps * input.Channels),
            FanOut = unchecked(taps * Filters),
            L1 = KernelL1,
            L2 = KernelL2,
        };
        return UseBias ? [kernel, new ParameterDefinition("bias", [Filters], Initializer.Zeros)] : [kernel];
    }


    internal (WindowPlacement Rows, WindowPlacement Columns) Place(TensorShape input) =>
        (WindowPlacement.Of(input.Height, KernelSize.Height, Strides.Height, Padding),
         WindowPlacement.Of(input.Width, KernelSize.Width, Strides.Width, Padding));
}
