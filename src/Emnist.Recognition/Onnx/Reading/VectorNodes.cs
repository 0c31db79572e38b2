using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that make a dense layer.</summary>
internal static class VectorNodes
{
    public static void ReadGemm(NetworkAssembler network, NodeArguments node)
    {
        node.RequireOne("alpha");
        node.RequireOne("beta");
        node.RequireInteger("transA", missing: 0, required: 0);
        bool transposed = node.Integer("transB", missing: 0) != 0;
        AddDense(network, node, transposed, ReadBias(node, 2), awaitsBias: false);
    }

    public static void ReadMatrixProduct(NetworkAssembler network, NodeArguments node) =>
        AddDense(network, node, transposed: false, bias: null, awaitsBias: true);

    public static void ReadSum(NetworkAssembler network, NodeArguments node)
    {
        if (node.InputCount == 2)
        {
            ReadAddition(network, node);
        }
        else
        {
            network.AddSum(node);
        }
    }

    /// <summary>
    /// An addition of a constant right after a convolution or matrix product is its bias, elsewhere a layer; that of two values is one.
    /// </summary>
    public static void ReadAddition(NetworkAssembler network, NodeArguments node)
    {
        if (node.Value(0) is DataValue && node.Value(1) is DataValue)
        {
            network.AddSum(node);
            return;
        }

        TensorProto bias = ReadBias(node, node.BeginsWithConstant ? 0 : 1) ?? throw node.Fault("lacks what it adds");
        if (network.Last is { AwaitsBias: true, Definition: KernelLayer layer } product
            && bias.Count == network.Shape.Channels && network.Value.Lay(bias.Dimensions) is { IsByChannel: true })
        {
            network.ReplaceLast(new LayerPlan(layer.WithBias(), [.. product.Parameters, bias.CopyTo]), bias.Count);
        }
        else
        {
            ScalingNodes.ReadAddition(network, node);
        }
    }

    private static void AddDense(NetworkAssembler network, NodeArguments node, bool transposed, TensorProto? bias, bool awaitsBias)
    {
        DataValue value = network.Value;
        if (network.Shape.Rank != 1 || !value.Dimensions.SkipLast(1).All(static axes => axes.Count == 0 || axes[0] == Axis.Batch))
        {
            throw node.Fault($"needs a vector [batch, length]; what comes in is {network.Shape}, not flattened");
        }

        TensorProto kernel = node.FloatsOfRank(1, "kernel", 2);
        (int inputs, int outputs) = (kernel.Dimensions[transposed ? 1 : 0], kernel.Dimensions[transposed ? 0 : 1]);
        if (inputs != network.Shape.Length)
        {
            throw node.Fault($"has a kernel for {inputs} values where {network.Shape.Length} come in");
        }

        if (bias is not null)
        {
            RequireBias(node, bias, outputs);
        }

        Action<Span<float>> fill = values => FillKernel(kernel, values, inputs, outputs, transposed, value);
        network.Add(node, new LayerPlan(
            new Dense(outputs) { Name = node.LayerName, UseBias = bias is not null }, bias is null ? [fill] : [fill, bias.CopyTo])
        {
            AwaitsBias = awaitsBias,
        });
    }

    private static void FillKernel(TensorProto tensor, Span<float> kernel, int inputs, int outputs, bool transposed, DataValue value)
    {
        if (!transposed && value.IsInLibraryOrder)
        {
            tensor.CopyTo(kernel);
            return;
        }

        float[] values = tensor.ToFloats();
        if (transposed)
        {
            float[] upright = value.IsInLibraryOrder ? [] : new float[values.Length];
            KernelLayout.Transpose(values, value.IsInLibraryOrder ? kernel : upright, outputs, inputs);
            values = upright;
        }

        if (!value.IsInLibraryOrder)
        {
            KernelLayout.TakeRows(values, kernel, value.Lay().ToPlaces(), outputs);
        }
    }

    private static TensorProto? ReadBias(NodeArguments node, int index) =>
        node.OptionalConstant(index) is { } bias ? node.Floats(bias, "bias") : null;

    /// <summary>[outputs] or [1, outputs].</summary>
    private static void RequireBias(NodeArguments node, TensorProto bias, int outputs)
    {
        ReadOnlySpan<int> dimensions = bias.Dimensions;
        if (dimensions.Length is not (1 or 2) || dimensions[^1] != outputs || bias.Count != outputs)
        {
            throw node.Fault($"needs a bias of {outputs} values, not [{string.Join(", ", dimensions.ToArray())}]");
        }
    }
}
