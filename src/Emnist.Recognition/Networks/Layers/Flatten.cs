namespace Emnist.Recognition.Networks.Layers;

/// <summary>An image [height, width, channels] as a vector, in that order; the numbers stay where they are.</summary>
public sealed class Flatten : Layer
{
    internal override string KindName => "flatten";

    internal override bool KeepsValues => true;

    internal override TensorShape InferShape(string name, TensorShape input) => TensorShape.Vector(input.Length);

}
