namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// Each channel several times, side by side: <c>y[i, j, k * times + m] = x[i, j, k]</c>. No layer of Keras, and none of a
/// network, but an operation that <see cref="DepthwiseConv2D"/> with a multiplier is made of.
/// </summary>
internal sealed class RepeatChannels(int times) : Layer
{
    public int Times => times;

    internal override string KindName => "repeat_channels";

    internal override TensorShape InferShape(string name, TensorShape input) => input.WithChannels(checked(input.Channels * times));
}
