using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that make an image of an image, but for those that pool it.</summary>
internal static class ImageNodes
{
    public static void ReadConvolution(NetworkAssembler network, NodeArguments node)
    {
        if (!network.IsUntouchedInput && network.Value.IsPixel)
        {
            VectorNodes.ReadPixelConvolution(network, node);
            return;
        }

        RequireImage(network, node);
        long groups = node.Integer("group", missing: 1);
        TensorProto kernel = node.FloatsOfRank(1, "kernel", 4);
        ReadOnlySpan<int> sizes = kernel.Dimensions;
        (int outputs, int inputs, int height, int width) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        if (groups < 1 || groups > network.Shape.Channels || inputs * groups != network.Shape.Channels)
        {
            throw node.Fault($"has a kernel for {groups} times {inputs} channels where {network.Shape.Channels} come in");
        }

        if (outputs % groups != 0)
        {
            throw node.Fault($"has {outputs} filters, which {groups} groups do not divide");
        }

        if (node.Integers("kernel_shape") is { } shape && !shape.SequenceEqual([height, width]))
        {
            throw node.Fault($"has a kernel_shape of [{string.Join(", ", shape)}] and a kernel of {height}x{width}");
        }

        var window = new WindowSize { Height = WindowArguments.Side(node, height), Width = WindowArguments.Side(node, width) };
        WindowSize dilation = WindowArguments.ReadDilation(node);
        var extent = new WindowSize { Height = ((height - 1) * dilation.Height) + 1, Width = ((width - 1) * dilation.Width) + 1 };
        Window placed = WindowArguments.Read(node, extent, network.Shape, roundsUp: false);
        TensorProto? bias = node.OptionalConstant(2) is null ? null : node.Floats(2, "bias", outputs);
        Layer layer = groups > 1 && inputs == 1
            ? new DepthwiseConv2D(window)
            {
                Name = node.LayerName, Strides = placed.Strides, DilationRate = dilation, Padding = placed.Padding, Pads = placed.Pads,
                UseBias = bias is not null, DepthMultiplier = outputs / (int)groups,
            }
            : new Conv2D(outputs, window)
            {
                Name = node.LayerName, Strides = placed.Strides, DilationRate = dilation, Padding = placed.Padding, Pads = placed.Pads,
                UseBias = bias is not null, Groups = (int)groups,
            };

        // A kernel [outputs, 1, taps] of channels by themselves becomes [taps, outputs] in the same way.
        Action<Span<float>> fill = values => KernelLayout.Reverse(kernel.ToFloats(), values, outputs, inputs, height * width);
        network.Add(node, new LayerPlan(layer, bias is null ? [fill] : [fill, bias.CopyTo]) { AwaitsBias = bias is null });
    }

    /// <summary>Zeros around the image, whose channels may come last.</summary>
    public static void ReadPadding(NetworkAssembler network, NodeArguments node)
    {
        long[] pads = node.IntegersOf("pads", input: 1, inputSince: 11) ?? throw node.Fault("lacks its pads");
        string mode = node.Text("mode", "constant");
        float value = node.OperatorSet < 11 ? node.Float("value", 0)
            : node.OptionalConstant(2) is not { } constant ? 0
            : node.Floats(constant, "value").Count == 1 ? constant.ToFloats()[0] : float.NaN;
        if (mode != "constant" || value != 0)
        {
            throw node.Fault($"pads otherwise than by zeros (mode {mode})");
        }

        DataValue before = network.Value;
        if (node.Value(3) is not null)
        {
            pads = PadsOfAllAxes(node, pads, before.Dimensions.Count);
        }

        if (before.IsImage(channelsLast: true) && !before.IsImage(channelsLast: false)
            && pads is [0, var first, var left, 0, 0, var last, var right, 0])
        {
            AddPadding(network, node, node.LayerName, [first, left, last, right]);
            network.Value = network.Value.WithChannelsLast();
            return;
        }

        RequireImage(network, node);
        if (pads is not [0, 0, var top, var start, 0, 0, var bottom, var end])
        {
            throw node.Fault($"has the pads [{string.Join(", ", pads)}]; eight are read, of which those of batch and channels are 0");
        }

        AddPadding(network, node, node.LayerName, [top, start, bottom, end]);
    }

    private static long[] PadsOfAllAxes(NodeArguments node, long[] pads, int rank)
    {
        int[] axes = ShapeNodes.Places(node, node.Integers(3, "axes"), rank);
        if (pads.Length != 2 * axes.Length)
        {
            throw node.Fault($"has {pads.Length} pads for {axes.Length} axes");
        }

        long[] all = new long[2 * rank];
        foreach ((int i, int axis) in axes.Index())
        {
            (all[axis], all[rank + axis]) = (pads[i], pads[axes.Length + i]);
        }

        return all;
    }

    /// <summary>A frame of zeros, if any: top, left, bottom, right.</summary>
    public static void AddPadding(NetworkAssembler network, NodeArguments node, string? name, IReadOnlyList<long> pads)
    {
        if (pads.Any(static pad => pad is < 0 or > ModelLimits.WindowSide))
        {
            throw node.Fault($"has the pads [{string.Join(", ", pads)}]; 0 to {ModelLimits.WindowSide} are read");
        }

        if (name is not null || pads.Any(static pad => pad != 0))
        {
            network.Add(node, new ZeroPadding2D(0)
            {
                Name = name, Top = (int)pads[0], Left = (int)pads[1], Bottom = (int)pads[2], Right = (int)pads[3],
            });
        }
    }

    public static void RequireImage(NetworkAssembler network, NodeArguments node)
    {
        if (!network.TryTakeImage())
        {
            throw node.Fault($"needs an image [batch, channels, height, width]; what comes in is {network.Shape}");
        }
    }
}
