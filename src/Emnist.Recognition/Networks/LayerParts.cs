using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>The simpler layers that a layer is computed as, in training and in prediction, with the same parameters.</summary>
internal static class LayerParts
{
    /// <summary>The parts in their order; the layer alone where it has none.</summary>
    public static IReadOnlyList<NetworkLayer> Of(NetworkLayer layer) => layer.Definition switch
    {
        SeparableConv2D separable => Split(separable, layer),
        DepthwiseConv2D { DepthMultiplier: > 1 } depthwise when layer.InputShape.Channels > 1 => Repeat(depthwise, layer),
        _ => [layer],
    };

    private static NetworkLayer[] Split(SeparableConv2D separable, NetworkLayer layer)
    {
        var depthwise = new NetworkLayer(separable.Depthwise, layer.Name, layer.InputShape, layer.Sources, [layer.Parameters[0]]);
        IReadOnlyList<NetworkLayer> parts = Of(depthwise);
        return
        [
            .. parts,
            new NetworkLayer(separable.Pointwise, layer.Name, depthwise.OutputShape, [parts[^1]], [.. layer.Parameters.Skip(1)]),
        ];
    }

    /// <summary>
    /// A kernel [height, width, channels, multiplier] lies in memory as one [height, width, channels * multiplier, 1] does: with
    /// its channels repeated, an image is convolved by it channel by channel.
    /// </summary>
    private static NetworkLayer[] Repeat(DepthwiseConv2D depthwise, NetworkLayer layer)
    {
        var repeated = new NetworkLayer(new RepeatChannels(depthwise.DepthMultiplier), layer.Name, layer.InputShape, layer.Sources, []);
        var single = new DepthwiseConv2D(depthwise.KernelSize)
        {
            Strides = depthwise.Strides, DilationRate = depthwise.DilationRate, Padding = depthwise.Padding, Pads = depthwise.Pads,
            UseBias = depthwise.UseBias,
        };
        return [repeated, new NetworkLayer(single, layer.Name, repeated.OutputShape, [repeated], layer.Parameters)];
    }
}
