namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// Rows and columns of zeros around an image: <c>y[i, j, k] = x[i - top, j - left, k]</c>, and 0 outside of x. Input
/// [height, width, channels], output [top + height + bottom, left + width + right, channels].
/// </summary>
/// <remarks>Prediction costs nothing where a convolution or an <see cref="AveragePooling2D"/> comes next: it takes the zeros in.</remarks>
/// <example>
/// <code>
/// // [28, 28, 1] -> [30, 30, 1] -> [14, 14, 32], and one row and column at the lower right alone.
/// var network = new Network(
///     TensorShape.Image(28),
///     new ZeroPadding2D(1), new Conv2D(32, 3) { Strides = 2 },
///     new ZeroPadding2D(0) { Bottom = 1, Right = 1 });
/// </code>
/// </example>
public sealed class ZeroPadding2D : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="padding">Rows and columns added at each of the four sides, 0 or more. Keras's default is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="padding"/> is below 0.</exception>
    public ZeroPadding2D(int padding)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        (Top, Bottom, Left, Right) = (padding, padding, padding, padding);
    }

    /// <summary>Rows added above the image, 0 or more. Default: the constructor's number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int Top
    {
        get;
        init => field = CheckSide(value, nameof(Top));
    }

    /// <summary>Rows added below the image, 0 or more. Default: the constructor's number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int Bottom
    {
        get;
        init => field = CheckSide(value, nameof(Bottom));
    }

    /// <summary>Columns added on the left, 0 or more. Default: the constructor's number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int Left
    {
        get;
        init => field = CheckSide(value, nameof(Left));
    }

    /// <summary>Columns added on the right, 0 or more. Default: the constructor's number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int Right
    {
        get;
        init => field = CheckSide(value, nameof(Right));
    }

    internal override string KindName => "zero_padding2d";

    internal override string Settings => FormattableString.Invariant($"{Top} {Bottom} {Left} {Right}");

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return RequireImageSize(
            name, input, (long)input.Height + Top + Bottom, (long)input.Width + Left + Right, input.Channels);
    }

    private static int CheckSide(int value, string option)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, option);
        return value;
    }
}
