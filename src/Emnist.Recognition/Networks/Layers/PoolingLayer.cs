namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The options of the layers that make one number of each window of an image, channel by channel:
/// <see cref="MaxPooling2D"/> and <see cref="AveragePooling2D"/>. Input and output [height, width, channels];
/// <see cref="Networks.Padding"/> says how large the output is.
/// </summary>
public abstract class PoolingLayer : Layer
{
    private readonly WindowSize? _strides;

    private protected PoolingLayer(WindowSize poolSize)
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

    /// <summary>What the window does at the edges; padding has no part in the result. Default: <see cref="Padding.Valid"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Padding Padding
    {
        get;
        init => field = CheckPadding(value, nameof(Padding));
    }

    /// <summary>Whether all windows lie whole in the image.</summary>
    internal bool StaysInside => Pads is null && Padding == Padding.Valid;

    /// <summary>The pads of a network from elsewhere, in place of <see cref="Padding"/>; null for none.</summary>
    internal WindowPads? Pads { get; init; }

    internal override string Settings => Window.ToString();

    internal Window Window => new(PoolSize, Strides, Padding) { Pads = Pads };

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return TensorShape.Image(Window.Count(name, input)).WithChannels(input.Channels);
    }
}
