namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// The mean of each channel over the image: <c>y[k] = sum over i, j of x[i, j, k] / (height * width)</c>. Input [height,
/// width, channels], output [channels].
/// </summary>
/// <example>
/// <code>
/// // [28, 28, 1] -> [26, 26, 64] -> [64] -> [10]
/// var network = new Network(TensorShape.Image(28), new Conv2D(64, 3), new GlobalAveragePooling2D(), new Dense(10));
/// </code>
/// </example>
public sealed class GlobalAveragePooling2D : Layer
{
    internal override string KindName => "global_average_pooling2d";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return TensorShape.Vector(input.Channels);
    }
}
