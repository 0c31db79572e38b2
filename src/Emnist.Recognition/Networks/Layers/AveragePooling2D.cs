namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The mean over each window, channel by channel:
/// <c>y[i, j, k] = mean over r, c of x[i * stride + r, j * stride + c, k]</c>. Input and output [height, width,
/// channels]; <see cref="Networks.Padding"/> says how large the output is. Padding does not count: at the edge, the mean
/// is over the pixels of the image alone.
/// </summary>
/// <remarks>
/// For zeros that count in the mean, put a <see cref="ZeroPadding2D"/> layer before one with <see cref="Padding.Valid"/>.
/// </remarks>
/// <example>
/// <code>
/// // [28, 28, 1] -> [26, 26, 32] -> [13, 13, 32]
/// var network = new Network(TensorShape.Image(28), new Conv2D(32, 3), new AveragePooling2D());
/// </code>
/// </example>
public sealed class AveragePooling2D : PoolingLayer
{
    /// <summary>Creates the layer with windows of 2 x 2.</summary>
    public AveragePooling2D()
        : this(2)
    {
    }

    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public AveragePooling2D(WindowSize poolSize)
        : base(poolSize)
    {
    }

    internal override string KindName => "average_pooling2d";
}
