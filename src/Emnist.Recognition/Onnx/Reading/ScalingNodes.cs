using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Onnx.Writing;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that multiply by a constant or add one. Those that follow each other are one layer.</summary>
internal static class ScalingNodes
{
    public static void ReadDivision(NetworkAssembler network, NodeArguments node)
    {
        if (node.BeginsWithConstant)
        {
            throw node.Fault("divides by the images");
        }

        Scale(network, node, 1, static value => (1 / value, 0));
    }

    public static void ReadProduct(NetworkAssembler network, NodeArguments node) =>
        Scale(network, node, node.BeginsWithConstant ? 0 : 1, static value => (value, 0));

    public static void ReadSubtraction(NetworkAssembler network, NodeArguments node)
    {
        if (node.BeginsWithConstant)
        {
            Scale(network, node, 0, static value => (-1, value));
        }
        else
        {
            Scale(network, node, 1, static value => (1, -value));
        }
    }

    public static void ReadNegation(NetworkAssembler network, NodeArguments node) => Add(network, node, new Scaling([-1], [0]));

    public static void ReadAddition(NetworkAssembler network, NodeArguments node) =>
        Scale(network, node, node.BeginsWithConstant ? 0 : 1, static value => (1, value));

    /// <summary>A normalization over something else than the channels, such as the rows, by constants of its own for each.</summary>
    public static void ReadNormalization(NetworkAssembler network, NodeArguments node, double epsilon)
    {
        int rank = network.Value.Dimensions.Count;
        int length = rank > 1 ? DataValue.Size(network.Value.Dimensions[1]) : 0;
        int[] dimensions = [length, .. Enumerable.Repeat(1, Math.Max(0, rank - 2))];
        if (length == 0 || !network.Value.IsBatch(0) || network.Value.Lay(dimensions) is not { } strides)
        {
            throw node.Fault($"normalizes {network.Shape} over an axis that is none of its own");
        }

        float[] Vector(int index, string role) => node.Floats(index, role, length).ToFloats();
        (float[] factors, float[] shifts) = (Vector(1, "scale"), Vector(2, "shift"));
        (float[] means, float[] variances) = (Vector(3, "mean"), Vector(4, "variance"));
        network.CountConstants(node, strides.Count);
        double[] scale = [.. factors.Zip(variances, (factor, variance) => factor / Math.Sqrt(variance + epsilon))];
        int[] places = strides.ToPlaces();
        Add(network, node, new Scaling(
            [.. places.Select(place => scale[place])], [.. places.Select(place => shifts[place] - (means[place] * scale[place]))]));
    }

    public static LayerPlan Plan(Scaling scaling, string? name)
    {
        static float[] Floats(double[] values) => [.. values.Select(static value => (float)value)];
        return new LayerPlan(new Rescaling(Floats(scaling.Scale), Floats(scaling.Offset)) { Name = name }, []) { Scaling = scaling };
    }

    private static void Scale(NetworkAssembler network, NodeArguments node, int index, Func<double, (double Scale, double Offset)> read)
    {
        TensorProto tensor = node.Floats(node.Constant(index, "constant"), "constant");
        if (network.Value.Lay(tensor.Dimensions) is not { } strides)
        {
            throw node.Fault(
                $"has a constant [{string.Join(", ", tensor.Dimensions.ToArray())}], which does not fit the value {network.Shape}");
        }

        int count = tensor.Count == 1 ? 1 : strides.Count;
        network.CountConstants(node, count);
        float[] constants = tensor.ToFloats();
        int[] places = tensor.Count == 1 ? [0] : strides.ToPlaces();
        (double[] scale, double[] offset) = (new double[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            (scale[i], offset[i]) = read(constants[places[i]]);
        }

        bool isLayer = node.LayerName is { } name && node.Output == NetworkWriter.LinearValue(name);
        Add(network, node, new Scaling(scale, offset) { IsLayer = isLayer });
    }

    private static void Add(NetworkAssembler network, NodeArguments node, Scaling scaling)
    {
        LayerPlan? last = network.Last is { Scaling: not null } plan ? plan : null;
        bool isSecondHalf =
            last is { Scaling.IsLayer: true, Definition.Name: { } name } && node.DataInput == NetworkWriter.LinearValue(name);
        bool isOneLayer = isSecondHalf || (last is { Scaling.IsLayer: false } && !scaling.IsLayer);
        if (isOneLayer)
        {
            network.CountConstants(node, Math.Max(last!.Scaling!.Scale.Length, scaling.Scale.Length));
        }

        Scaling whole = isOneLayer ? last!.Scaling!.Then(scaling) with { IsLayer = last.Scaling.IsLayer } : scaling;
        if (!whole.IsFinite)
        {
            throw node.Fault("scales by a number that is not finite");
        }

        if (isOneLayer)
        {
            network.ReplaceLast(Plan(whole, last!.Definition.Name), addedParameters: 0);
        }
        else
        {
            network.Add(node, Plan(whole, node.LayerName));
        }
    }
}
