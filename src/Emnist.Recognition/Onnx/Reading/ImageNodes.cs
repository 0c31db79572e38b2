using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that take an image.</summary>
internal static class ImageNodes
{
    public static void ReadConvolution(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        node.RequireInteger("group", missing: 1, required: 1);
        TensorProto kernel = node.FloatsOfRank(1, "kernel", 4);
        ReadOnlySpan<int> sizes = kernel.Dimensions;
        (int outputs, int inputs, int height, int width) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        if (inputs != network.Shape.Channels)
        {
            throw node.Fault($"has a kernel for {inputs} channels where {network.Shape.Channels} come in");
        }

        if (node.Integers("kernel_shape") is { } shape && !shape.SequenceEqual([height, width]))
        {
            throw node.Fault($"has a kernel_shape of [{string.Join(", ", shape)}] and a kernel of {height}x{width}");
        }

        var window = new WindowSize { Height = WindowArguments.Side(node, height), Width = WindowArguments.Side(node, width) };
        (WindowSize strides, Padding padding) = WindowArguments.Read(node, window, network.Shape);
        TensorProto? bias = node.OptionalConstant(2) is null ? null : node.Floats(2, "bias", outputs);
        var layer = new Conv2D(outputs, window) { Name = node.LayerName, Strides = strides, Padding = padding, UseBias = bias is not null };
        Action<Span<float>> fill = values => KernelLayout.Reverse(kernel.ToFloats(), values, outputs, inputs, height * width);
        network.Add(node, layer, bias is null ? [fill] : [fill, bias.CopyTo]);
    }

    public static void ReadMaxPooling(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        node.RequireInteger("ceil_mode", missing: 0, required: 0);
        node.Integer("storage_order", missing: 0);
        IReadOnlyList<long> shape = node.Integers("kernel_shape") ?? [];
        if (shape.Count != 2)
        {
            throw node.Fault("lacks the two sizes of its kernel_shape");
        }

        var window = new WindowSize { Height = WindowArguments.Side(node, shape[0]), Width = WindowArguments.Side(node, shape[1]) };
        (WindowSize strides, Padding padding) = WindowArguments.Read(node, window, network.Shape);
        network.Add(node, new MaxPooling2D(window) { Name = node.LayerName, Strides = strides, Padding = padding });
    }

    public static void ReadGlobalAveragePooling(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        network.Add(node, new GlobalAveragePooling2D { Name = node.LayerName });
        network.Form = ValueForm.Pooled;
    }

    private static void RequireImage(NetworkAssembler network, NodeArguments node)
    {
        if (network.Form != ValueForm.Image)
        {
            throw node.Fault($"needs an image [batch, channels, height, width]; what comes in is {network.Shape}");
        }
    }
}
