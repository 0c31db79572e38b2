using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>Finds the graph's input and its shape.</summary>
internal static class InputReader
{
    /// <summary>The one input that no initializer gives; older files list those as inputs too.</summary>
    public static ValueInfoProto Find(GraphProto graph, IReadOnlyDictionary<string, TensorProto> constants)
    {
        ValueInfoProto[] inputs = [.. graph.Inputs.Where(input => !constants.ContainsKey(input.Name))];
        return inputs.Length == 1
            ? inputs[0]
            : throw new ModelFormatException(
                $"The graph has {inputs.Length} inputs instead of one. Export the network with the image as its only input.");
    }

    public static TensorShape ReadShape(ValueInfoProto input)
    {
        if (input.ElementType != ElementType.Float)
        {
            throw Fault(input, "is not of 32-bit floats");
        }

        long[] sizes = [.. input.Sizes.Skip(1).Select(size => size is >= 1 and <= ModelLimits.LayerValues
            ? size.Value
            : throw Fault(input, "has a size that is unknown, zero or too large"))];
        if (sizes.Length is not (1 or 3))
        {
            throw Fault(input, "is neither [batch, channels, height, width] nor [batch, length]");
        }

        if (sizes.Aggregate(static (product, size) => Math.Min(product * size, long.MaxValue / ModelLimits.LayerValues))
            > ModelLimits.LayerValues)
        {
            throw Fault(input, $"has more than {ModelLimits.LayerValues} values");
        }

        return sizes.Length == 1
            ? TensorShape.Vector((int)sizes[0])
            : TensorShape.Image(new ImageSize { Width = (int)sizes[2], Height = (int)sizes[1] }).WithChannels((int)sizes[0]);
    }

    private static ModelFormatException Fault(ValueInfoProto input, string problem) =>
        new($"The graph's input '{input.Name}' {problem}. Export the network for images of a fixed size, with any batch.");
}
