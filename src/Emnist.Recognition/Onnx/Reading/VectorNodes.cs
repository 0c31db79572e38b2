using Emnist.Recognition.Networks;
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

    public static void ReadSum(NetworkAssembler network, NodeArguments node) => network.AddSum(node);

    /// <summary>An addition of a constant right after a matrix product is its bias.</summary>
    public static void ReadAddition(NetworkAssembler network, NodeArguments node)
    {
        if (node.TakesNoConstant)
        {
            network.AddSum(node);
            return;
        }

        if (network.Last is not { AwaitsBias: true, Definition: Dense dense } product)
        {
            throw node.Fault("adds to something that is no matrix product");
        }

        TensorProto bias = ReadBias(node, node.BeginsWithConstant ? 0 : 1) ?? throw node.Fault("lacks what it adds");
        RequireBias(node, bias, dense.Units);
        network.ReplaceLast(new LayerPlan(new Dense(dense.Units) { Name = dense.Name }, [.. product.Parameters, bias.CopyTo]), dense.Units);
    }

    private static void AddDense(NetworkAssembler network, NodeArguments node, bool transposed, TensorProto? bias, bool awaitsBias)
    {
        if (network.Form != ValueForm.Vector)
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

        TensorShape? flattened = network.Flattened;
        Action<Span<float>> fill = values => FillKernel(kernel, values, inputs, outputs, transposed, flattened);
        network.Add(node, new LayerPlan(
            new Dense(outputs) { Name = node.LayerName, UseBias = bias is not null }, bias is null ? [fill] : [fill, bias.CopyTo])
        {
            AwaitsBias = awaitsBias,
        });
        network.Flattened = null;
    }

    private static void FillKernel(TensorProto tensor, Span<float> kernel, int inputs, int outputs, bool transposed, TensorShape? flattened)
    {
        if (!transposed && flattened is null)
        {
            tensor.CopyTo(kernel);
            return;
        }

        float[] values = tensor.ToFloats();
        if (transposed)
        {
            float[] upright = flattened is null ? [] : new float[values.Length];
            KernelLayout.Transpose(values, flattened is null ? kernel : upright, outputs, inputs);
            values = upright;
        }

        if (flattened is { } image)
        {
            KernelLayout.SwapRows(values, kernel, image.Channels, image.Height * image.Width, outputs);
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
