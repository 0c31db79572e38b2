namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The maximum over each window, channel by channel:
/// <c>y[i, j, k] = max over r, c of x[i * stride + r, j * stride + c, k]</c>. Input and output [height, width,
/// channels]; <see cref="Networks.Padding"/> says how large the output is.
/// </summary>
/// <example>
/// <code>
/// // [28, 28, 1] -> [26, 26, 32] -> [13, 13, 32]
/// var network = new Network(TensorShape.Image(28), new Conv2D(32, 3), new MaxPooling2D());
/// </code>
/// </example>
public sealed class MaxPooling2D : Layer
{
    private readonly WindowSize? _strides;

    /// <summary>Creates the layer with windows of 2 x 2.</summary>
    public MaxPooling2D()
        : this(2)
    {
    }

    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public MaxPooling2D(WindowSize poolSize)
    {
        poolSize.ThrowIfNotPositive(nameof(poolSize));
        PoolSize = poolSize;
    }

    /// <summary>Height and width of the window. Default: 2.</summary>
    public WindowSize PoolSize { get; }

    /// <summary>
    /// How far the window moves from one output to the next, down and to the right, each at least 1. Default:
    /// <see cref="PoolSize"/>, so that the windows lie side by side.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A stride is below 1.</exception>
    public WindowSize Strides
    {
        get => _strides ?? PoolSize;
        init
        {
            value.ThrowIfNotPositive(nameof(Strides));
            _strides = value;
        }
    }

    /// <summary>What the window does at the edges; padding never is the maximum. Default: <see cref="Padding.Valid"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Padding Padding
    {
        get;
        init => field = CheckPadding(value, nameof(Padding));
    }

    internal override string KindName => "max_pooling2d";

    internal override string Settings => Window.ToString();

    internal Window Window => new(PoolSize, Strides, Padding);

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return TensorShape.Image(Window.Count(name, input)).WithChannels(input.Channels);
    }
}
