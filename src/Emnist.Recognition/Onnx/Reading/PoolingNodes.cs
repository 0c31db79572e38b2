using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that make one number of a window, or of the whole image.</summary>
internal static class PoolingNodes
{
    public static void ReadMaxPooling(NetworkAssembler network, NodeArguments node)
    {
        ImageNodes.RequireImage(network, node);
        node.Integer("storage_order", missing: 0);
        Window window = ReadWindow(network, node);
        network.Add(node, new MaxPooling2D(window.Size)
        {
            Name = node.LayerName, Strides = window.Strides, Padding = window.Padding, Pads = window.Pads,
        });
    }

    /// <summary>A mean in which padding counts is one without padding, of an image that has a frame of zeros already.</summary>
    public static void ReadAveragePooling(NetworkAssembler network, NodeArguments node)
    {
        ImageNodes.RequireImage(network, node);
        if (node.Integer("count_include_pad", missing: 0) != 0)
        {
            string automatic = node.Text("auto_pad", "NOTSET");
            if (automatic is not ("NOTSET" or "VALID"))
            {
                throw node.Fault($"counts in its mean what auto_pad {automatic} pads");
            }

            IReadOnlyList<long> pads = node.Integers("pads") ?? [0, 0, 0, 0];
            ImageNodes.AddPadding(network, node, null, pads.Count == 4 ? pads : throw node.Fault($"has {pads.Count} pads instead of 4"));
        }

        Window window = ReadWindow(network, node);
        network.Add(node, new AveragePooling2D(window.Size)
        {
            Name = node.LayerName, Strides = window.Strides, Padding = window.Padding, Pads = window.Pads,
        });
    }

    public static void ReadGlobalAveragePooling(NetworkAssembler network, NodeArguments node)
    {
        ImageNodes.RequireImage(network, node);
        network.Add(node, new GlobalAveragePooling2D { Name = node.LayerName });
    }

    /// <summary>The maximum over the whole image.</summary>
    public static void ReadGlobalMaxPooling(NetworkAssembler network, NodeArguments node)
    {
        ImageNodes.RequireImage(network, node);
        var whole = new WindowSize { Height = network.Shape.Height, Width = network.Shape.Width };
        network.Add(node, new MaxPooling2D(whole) { Name = node.LayerName });
    }

    /// <summary>A mean over height and width is a global average pooling. Without axes it is one over all, the batch too.</summary>
    public static void ReadMean(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        int rank = value.Dimensions.Count;
        long[] axes = node.IntegersOf("axes", input: 1, inputSince: 18) ?? [];
        bool keeps = node.Integer("keepdims", missing: 1) != 0;
        node.Integer("noop_with_empty_axes", missing: 0);
        HashSet<long> over = [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        Axis[] gone = [.. value.Dimensions.Where((_, i) => over.Contains(i)).SelectMany(static dimension => dimension)];
        IReadOnlyList<Axis> wanted = [.. ImageAxes.Dimension(value.Axes.Height), .. ImageAxes.Dimension(value.Axes.Width)];
        if (network.Shape.Rank != 3 || over.Count == 0 || over.Count != axes.Length
            || gone.Length != wanted.Count || !wanted.All(gone.Contains)
            || over.Any(axis => axis < 1 || axis >= rank))
        {
            throw node.Fault($"takes the mean over [{string.Join(", ", axes)}]; only that over height and width is read");
        }

        network.Add(node, new GlobalAveragePooling2D { Name = node.LayerName });
        IReadOnlyList<Axis> channels = ImageAxes.Dimension(network.Value.Axes.Channels);
        IReadOnlyList<Axis> Left(IReadOnlyList<Axis> dimension) =>
            dimension is [var axis] && axis == value.Axes.Channels ? channels : [.. dimension.Where(Axis.Batch.Equals)];
        IEnumerable<IReadOnlyList<Axis>> kept = value.Dimensions.Where((_, place) => keeps || !over.Contains(place));
        network.Value = network.Value with { Dimensions = [.. kept.Select(Left)] };
    }

    private static Window ReadWindow(NetworkAssembler network, NodeArguments node)
    {
        bool roundsUp = node.Integer("ceil_mode", missing: 0) != 0;
        IReadOnlyList<long> shape = node.Integers("kernel_shape") ?? [];
        if (shape.Count != 2)
        {
            throw node.Fault("lacks the two sizes of its kernel_shape");
        }

        if (WindowArguments.ReadDilation(node) != WindowSize.Square(1))
        {
            throw node.Fault("has a dilated window");
        }

        var size = new WindowSize { Height = WindowArguments.Side(node, shape[0]), Width = WindowArguments.Side(node, shape[1]) };
        Window window = WindowArguments.Read(node, size, network.Shape, roundsUp);
        return window.Pads is { } pads
            && (Math.Max(pads.Top, pads.Bottom) >= size.Height || Math.Max(pads.Left, pads.Right) >= size.Width)
            ? throw node.Fault($"has a window of {size} {pads}: it would lie on padding alone")
            : window;
    }
}
