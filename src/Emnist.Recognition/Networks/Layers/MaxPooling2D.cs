namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The maximum over each window, channel by channel:
/// <c>y[i, j, k] = max over r, c of x[i * stride + r, j * stride + c, k]</c>. Input and output [height, width,
/// channels]; <see cref="Networks.Padding"/> says how large the output is. Padding never is the maximum.
/// </summary>
/// <example>
/// <code>
/// // [28, 28, 1] -> [26, 26, 32] -> [13, 13, 32]
/// var network = new Network(TensorShape.Image(28), new Conv2D(32, 3), new MaxPooling2D());
/// </code>
/// </example>
public sealed class MaxPooling2D : PoolingLayer
{
    /// <summary>Creates the layer with windows of 2 x 2.</summary>
    public MaxPooling2D()
        : this(2)
    {
    }

    /// <summary>Creates the layer.</summary>
    /// <param name="poolSize">Height and width of the window, each at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public MaxPooling2D(WindowSize poolSize)
        : base(poolSize)
    {
    }

    internal override string KindName => "max_pooling2d";
}
