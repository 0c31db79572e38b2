namespace Emnist.Recognition.Networks.Layers;

/// <summary>The maximum over each window, channel by channel. Input and output [height, width, channels].</summary>
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

    /// <summary>How far the window moves from one output to the next. Default: <see cref="PoolSize"/>.</summary>
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

    internal override string Settings => $"{PoolSize} strides {Strides} {Padding}";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        (WindowPlacement rows, WindowPlacement columns) = Place(input);
        return rows.Count == 0 || columns.Count == 0
            ? throw new NetworkShapeException(name, input, $"the {PoolSize} window does not fit; use Padding.Same or a smaller window.")
            : TensorShape.Image(rows.Count, columns.Count, input.Channels);
    }


    internal (WindowPlacement Rows, WindowPlacement Columns) Place(TensorShape input) =>
        (WindowPlacement.Of(input.Height, PoolSize.Height, Strides.Height, Padding),
         WindowPlacement.Of(input.Width, PoolSize.Width, Strides.Width, Padding));
}
