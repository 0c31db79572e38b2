using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that change a shape and no value: most of them only where the values lie in the graph.</summary>
internal static class ShapeNodes
{
    public static void ReadFlatten(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        int rank = value.Dimensions.Count;
        long axis = node.Integer("axis", missing: 1);
        int first = (int)Math.Clamp(axis < 0 ? axis + rank : axis, -1, rank + 1L);
        if (first < 1 || first > rank || !value.IsBatch(0) || value.Dimensions.Take(first).Skip(1).Any(static axes => axes.Count > 0))
        {
            throw node.Fault($"flattens from axis {axis} on; only 1 is read");
        }

        Arrange(network, node, [[Axis.Batch], value.Order]);
    }

    /// <summary>A Reshape that gives the values other dimensions, and leaves their axes whole.</summary>
    public static void ReadReshape(NetworkAssembler network, NodeArguments node)
    {
        bool allowsZero = node.OperatorSet >= 14 && node.Integer("allowzero", missing: 0) != 0;
        DataValue value = network.Value;
        IReadOnlyList<long?> shape = node.Sizes(1, "shape").Values;
        long?[] target = [.. shape.Select((size, i) => size == 0 && !allowsZero && i < value.Dimensions.Count ? value.Sizes[i] : size)];
        bool hasBatch = target.Length > 1 && (target[0] is null or 1 || target[0] == network.BatchSize)
            ? FillIn(target.AsSpan(1), network.Shape.Length)
            : target is [-1, ..] && !target.AsSpan(1).Contains(-1) && FillIn(target.AsSpan(1), network.Shape.Length);
        if (!hasBatch && !(network.BatchSize == 1 && FillIn(target, network.Shape.Length)))
        {
            throw Fault();
        }

        int[] sizes = [.. (hasBatch ? target[1..] : target).Select(static size => (int)size!.Value)];
        if (Group(value.Order, sizes) is { } groups)
        {
            Arrange(network, node, hasBatch ? [[Axis.Batch], .. groups] : groups);
        }
        else if (hasBatch && network.IsUntouchedInput && value.Order.Count == 1 && sizes.Length is 2 or 3)
        {
            network.ReplaceInput(InputReader.Arrange(sizes));
        }
        else
        {
            throw Fault();
        }

        ModelFormatException Fault() => node.Fault(
            $"reshapes {network.Shape} to [{string.Join(", ", shape.Select(static size => size is { } known ? (object)known : "batch"))}]; "
            + "only to flatten is read, and to other dimensions of the same axes");
    }

    public static void ReadSqueeze(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        int[] sizes = [.. value.Sizes.Select(size => (int)(size ?? network.BatchSize ?? 0))];
        HashSet<int> axes = [.. SqueezedAxes(node, sizes)];
        Arrange(network, node, [.. value.Dimensions.Where((_, i) => !axes.Contains(i))]);
    }

    public static void ReadUnsqueeze(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        List<IReadOnlyList<Axis>> dimensions = [.. value.Dimensions];
        foreach (int axis in UnsqueezedAxes(node, dimensions.Count))
        {
            dimensions.Insert(axis, []);
        }

        network.Value = value with { Dimensions = dimensions };
    }

    public static void ReadTranspose(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        int[] order = Permutation(node, value.Dimensions.Count);
        if (order is not [0, ..])
        {
            throw node.Fault("transposes the batch");
        }

        network.Value = value with { Dimensions = [.. order.Select(i => value.Dimensions[i])] };
    }

    /// <summary>The order of a Transpose's dimensions: without an attribute, from the last to the first.</summary>
    public static int[] Permutation(NodeArguments node, int rank)
    {
        long[] order = node.Integers("perm")?.ToArray() ?? [.. Enumerable.Range(0, rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank).Select(static i => (long)i))
            ? [.. order.Select(static i => (int)i)]
            : throw node.Fault($"transposes {rank} dimensions by [{string.Join(", ", order)}]");
    }

    /// <summary>A constant's dimensions after a Squeeze.</summary>
    public static int[] Squeeze(NodeArguments node, ReadOnlySpan<int> dimensions)
    {
        int[] sizes = dimensions.ToArray();
        HashSet<int> axes = [.. SqueezedAxes(node, sizes)];
        return [.. sizes.Where((_, i) => !axes.Contains(i))];
    }

    /// <summary>A constant's dimensions after an Unsqueeze.</summary>
    public static int[] Unsqueeze(NodeArguments node, ReadOnlySpan<int> dimensions)
    {
        List<int> sizes = [.. dimensions];
        foreach (int axis in UnsqueezedAxes(node, sizes.Count))
        {
            sizes.Insert(axis, 1);
        }

        return [.. sizes];
    }

    private static IEnumerable<int> SqueezedAxes(NodeArguments node, int[] sizes)
    {
        if (node.IntegersOf("axes", input: 1, inputSince: 13) is not { } axes)
        {
            return Enumerable.Range(0, sizes.Length).Where(i => sizes[i] == 1);
        }

        int[] places = Places(node, axes, sizes.Length);
        return places.All(i => sizes[i] == 1)
            ? places
            : throw node.Fault($"squeezes something else than sizes of 1 of [{string.Join(", ", sizes)}]");
    }

    private static IEnumerable<int> UnsqueezedAxes(NodeArguments node, int rank)
    {
        long[] axes = node.IntegersOf("axes", input: 1, inputSince: 13) ?? throw node.Fault("lacks its axes");
        return rank + axes.Length <= ModelLimits.Dimensions
            ? Places(node, axes, rank + axes.Length).Order()
            : throw node.Fault($"makes more than {ModelLimits.Dimensions} dimensions");
    }

    /// <summary>Axes, of which some may be counted from the last, as places.</summary>
    public static int[] Places(NodeArguments node, long[] axes, int rank)
    {
        long[] places = [.. axes.Select(axis => axis < 0 ? axis + rank : axis)];
        return places.All(place => place >= 0 && place < rank) && places.Distinct().Count() == places.Length
            ? [.. places.Select(static place => (int)place)]
            : throw node.Fault($"has the axes [{string.Join(", ", axes)}] of {rank}");
    }

    /// <summary>Gives the value its new dimensions. An image whose dimensions become [batch, everything] is flattened.</summary>
    private static void Arrange(NetworkAssembler network, NodeArguments node, IReadOnlyList<IReadOnlyList<Axis>> dimensions)
    {
        bool wasFlat = network.Value.IsFlat;
        network.Value = network.Value with { Dimensions = dimensions };
        if (network.Value.IsFlat && (network.Shape.Rank == 3 || wasFlat))
        {
            network.Add(node, new Flatten { Name = node.LayerName });
            network.Value = network.Value with { Dimensions = dimensions };
        }
    }

    /// <summary>Sets the size that is left open, and tells whether the sizes are then those of so many values.</summary>
    private static bool FillIn(Span<long?> sizes, int length)
    {
        long product = 1;
        int open = -1;
        for (int i = 0; i < sizes.Length; i++)
        {
            switch (sizes[i])
            {
                case -1 when open < 0:
                    open = i;
                    break;
                case > 0 and <= ModelLimits.LayerValues and var size when product <= ModelLimits.LayerValues:
                    product *= size;
                    break;
                default:
                    return false;
            }
        }

        if (open >= 0 && length % product == 0)
        {
            sizes[open] = length / product;
            return true;
        }

        return open < 0 && product == length;
    }

    /// <summary>The axes, in their order, as dimensions of these sizes; null where one would have to be cut.</summary>
    private static List<IReadOnlyList<Axis>>? Group(IReadOnlyList<Axis> axes, int[] sizes)
    {
        var groups = new List<IReadOnlyList<Axis>>(sizes.Length);
        int next = 0;
        foreach (int size in sizes)
        {
            List<Axis> group = [];
            long product = 1;
            while (product < size && next < axes.Count)
            {
                product *= axes[next].Size;
                group.Add(axes[next++]);
            }

            if (product != size)
            {
                return null;
            }

            groups.Add(group);
        }

        return next == axes.Count ? groups : null;
    }
}
