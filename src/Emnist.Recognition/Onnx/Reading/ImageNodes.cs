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
        long groups = node.Integer("group", missing: 1);
        TensorProto kernel = node.FloatsOfRank(1, "kernel", 4);
        ReadOnlySpan<int> sizes = kernel.Dimensions;
        (int outputs, int inputs, int height, int width) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        if (groups < 1 || (Int128)inputs * groups != network.Shape.Channels)
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
        (WindowSize strides, Padding padding) = WindowArguments.Read(node, extent, network.Shape);
        TensorProto? bias = node.OptionalConstant(2) is null ? null : node.Floats(2, "bias", outputs);
        Layer layer = groups > 1 && inputs == 1
            ? new DepthwiseConv2D(window)
            {
                Name = node.LayerName, Strides = strides, DilationRate = dilation, Padding = padding, UseBias = bias is not null,
                DepthMultiplier = outputs / (int)groups,
            }
            : new Conv2D(outputs, window)
            {
                Name = node.LayerName, Strides = strides, DilationRate = dilation, Padding = padding, UseBias = bias is not null,
                Groups = (int)groups,
            };

        // A kernel [outputs, 1, taps] of channels by themselves becomes [taps, outputs] in the same way.
        Action<Span<float>> fill = values => KernelLayout.Reverse(kernel.ToFloats(), values, outputs, inputs, height * width);
        network.Add(node, layer, bias is null ? [fill] : [fill, bias.CopyTo]);
    }

    public static void ReadMaxPooling(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        node.Integer("storage_order", missing: 0);
        WindowSize window = ReadPoolSize(node);
        (WindowSize strides, Padding padding) = WindowArguments.Read(node, window, network.Shape);
        network.Add(node, new MaxPooling2D(window) { Name = node.LayerName, Strides = strides, Padding = padding });
    }

    /// <summary>A mean in which padding counts is one without padding, of an image that has a frame of zeros already.</summary>
    public static void ReadAveragePooling(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        WindowSize window = ReadPoolSize(node);
        if (node.Integer("count_include_pad", missing: 0) != 0)
        {
            string automatic = node.Text("auto_pad", "NOTSET");
            if (automatic is not ("NOTSET" or "VALID"))
            {
                throw node.Fault($"counts in its mean what auto_pad {automatic} pads");
            }

            IReadOnlyList<long> pads = node.Integers("pads") ?? [0, 0, 0, 0];
            AddPadding(network, node, null, pads.Count == 4 ? pads : throw node.Fault($"has {pads.Count} pads instead of 4"));
        }

        (WindowSize strides, Padding padding) = WindowArguments.Read(node, window, network.Shape);
        network.Add(node, new AveragePooling2D(window) { Name = node.LayerName, Strides = strides, Padding = padding });
    }

    /// <summary>Zeros around the image.</summary>
    public static void ReadPadding(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        string mode = node.Text("mode", "constant");
        bool isZero = node.OptionalConstant(2) is not { } value || (node.Floats(value, "value").Count == 1 && value.ToFloats()[0] == 0);
        long[] pads = node.Integers(1, "pads");
        if (mode != "constant" || !isZero || node.OptionalConstant(3) is not null)
        {
            throw node.Fault($"pads otherwise than all axes by zeros (mode {mode})");
        }

        if (pads is not [0, 0, var top, var left, 0, 0, var bottom, var right])
        {
            throw node.Fault($"has the pads [{string.Join(", ", pads)}]; eight are read, of which those of batch and channels are 0");
        }

        AddPadding(network, node, node.LayerName, [top, left, bottom, right]);
    }

    public static void ReadGlobalAveragePooling(NetworkAssembler network, NodeArguments node)
    {
        RequireImage(network, node);
        network.Add(node, new GlobalAveragePooling2D { Name = node.LayerName });
        network.Form = ValueForm.Pooled;
    }

    private static WindowSize ReadPoolSize(NodeArguments node)
    {
        node.RequireInteger("ceil_mode", missing: 0, required: 0);
        IReadOnlyList<long> shape = node.Integers("kernel_shape") ?? [];
        return shape.Count == 2
            ? new WindowSize { Height = WindowArguments.Side(node, shape[0]), Width = WindowArguments.Side(node, shape[1]) }
            : throw node.Fault("lacks the two sizes of its kernel_shape");
    }

    private static void AddPadding(NetworkAssembler network, NodeArguments node, string? name, IReadOnlyList<long> pads)
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

    private static void RequireImage(NetworkAssembler network, NodeArguments node)
    {
        if (network.Form != ValueForm.Image)
        {
            throw node.Fault($"needs an image [batch, channels, height, width]; what comes in is {network.Shape}");
        }
    }
}
