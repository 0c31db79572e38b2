namespace Emnist.Recognition.Networks.Layers;

/// <summary>The mean of each channel over the image: input [height, width, channels], output [channels].</summary>
public sealed class GlobalAveragePooling2D : Layer
{
    internal override string KindName => "global_average_pooling2d";

    internal override TensorShape InferShape(string name, TensorShape input)
    {
        RequireImage(name, input);
        return TensorShape.Vector(input.Channels);
    }

}
