namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// An image [height, width, channels] as a vector [height * width * channels], in that order; the numbers stay where
/// they are. A vector stays as it is.
/// </summary>
/// <example>
/// <code>
/// // [28, 28, 1] -> [784] -> [10]
/// var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(10));
/// </code>
/// </example>
public sealed class Flatten : Layer
{
    internal override string KindName => "flatten";

    internal override bool KeepsValues => true;

    internal override TensorShape InferShape(string name, TensorShape input) => TensorShape.Vector(input.Length);
}
