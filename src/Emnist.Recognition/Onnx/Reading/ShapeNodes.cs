using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that change a shape and no value.</summary>
internal static class ShapeNodes
{
    public static void ReadFlatten(NetworkAssembler network, NodeArguments node)
    {
        int rank = network.Form == ValueForm.Vector ? 2 : 4;
        long axis = node.Integer("axis", missing: 1);
        if (axis != 1 && axis != 1 - rank)
        {
            throw node.Fault($"flattens from axis {axis} on; only 1 is read");
        }

        Flatten(network, node);
    }

    /// <summary>A Reshape that flattens: to [batch, length], where either may be left open.</summary>
    public static void ReadReshape(NetworkAssembler network, NodeArguments node)
    {
        node.RequireInteger("allowzero", missing: 0, required: 0);
        long[] shape = node.Integers(1, "shape");
        bool flattens = shape.Length == 2
            && ((shape[0] is -1 or 0 or 1 && shape[1] == network.Shape.Length) || (shape[0] is 0 or 1 && shape[1] == -1));
        if (!flattens)
        {
            throw node.Fault($"reshapes {network.Shape} to [{string.Join(", ", shape)}]; only to flatten is read");
        }

        Flatten(network, node);
    }

    /// <summary>A Squeeze of what a GlobalAveragePool made.</summary>
    public static void ReadSqueeze(NetworkAssembler network, NodeArguments node)
    {
        long[] axes = [.. node.Integers(1, "axes").Select(static axis => axis < 0 ? axis + 4 : axis).Order()];
        if (network.Form != ValueForm.Pooled || !axes.SequenceEqual([2, 3]))
        {
            throw node.Fault("squeezes something else than the height and width that a GlobalAveragePool left");
        }

        network.Form = ValueForm.Vector;
    }

    /// <summary>A Transpose to the library's own order, before a Flatten.</summary>
    public static void ReadTranspose(NetworkAssembler network, NodeArguments node)
    {
        if (network.Form != ValueForm.Image || node.Integers("perm") is not { } order || !order.SequenceEqual([0, 2, 3, 1]))
        {
            throw node.Fault("transposes otherwise than from channels first to channels last");
        }

        network.Form = ValueForm.TransposedImage;
    }

    private static void Flatten(NetworkAssembler network, NodeArguments node)
    {
        TensorShape image = network.Shape;
        ValueForm form = network.Form;
        network.Form = ValueForm.Vector;
        if (form == ValueForm.Pooled)
        {
            return;
        }

        network.Add(node, new Flatten { Name = node.LayerName });
        if (form == ValueForm.Image && KernelLayout.Differs(image))
        {
            network.Flattened = image;
        }
    }
}
