using System.Numerics.Tensors;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators that make a dense layer.</summary>
internal static class VectorNodes
{
    public static void ReadGemm(NetworkAssembler network, NodeArguments node)
    {
        (float alpha, float beta) = (node.Float("alpha", 1), node.Float("beta", 1));
        node.RequireInteger("transA", missing: 0, required: 0);
        bool transposed = node.Integer("transB", missing: 0) != 0;
        AddDense(network, node, node.FloatsOfRank(1, "kernel", 2), transposed, ReadBias(node, 2), awaitsBias: false, alpha, beta);
    }

    public static void ReadMatrixProduct(NetworkAssembler network, NodeArguments node) =>
        AddDense(network, node, node.FloatsOfRank(1, "kernel", 2), transposed: false, bias: null, awaitsBias: true);

    /// <summary>A convolution of the one pixel that a mean over the image left is a dense layer.</summary>
    public static void ReadPixelConvolution(NetworkAssembler network, NodeArguments node)
    {
        TensorProto kernel = node.FloatsOfRank(1, "kernel", 4);
        ReadOnlySpan<int> sizes = kernel.Dimensions;
        node.RequireInteger("group", missing: 1, required: 1);
        Array.ForEach(["kernel_shape", "strides", "dilations"], name => node.Integers(name));
        node.Text("auto_pad", "NOTSET");
        if (sizes is not [_, _, 1, 1] || node.Integers("pads")?.Any(static pad => pad != 0) == true)
        {
            throw node.Fault($"has a kernel of {sizes[2]}x{sizes[3]}, or pads, on an image of one pixel; only 1x1 is read there");
        }

        TensorProto? bias = node.OptionalConstant(2) is null ? null : node.Floats(2, "bias", sizes[0]);
        network.Value = network.Value with { Dimensions = [.. network.Value.Dimensions.Take(2)] };
        AddDense(network, node, kernel.WithDimensions(sizes[..2]), transposed: true, bias, awaitsBias: bias is null);
        network.Value = network.Value with { Dimensions = [.. network.Value.Dimensions, [], []] };
    }

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

    private static void AddDense(
        NetworkAssembler network, NodeArguments node, TensorProto kernel, bool transposed, TensorProto? bias, bool awaitsBias,
        float alpha = 1, float beta = 1)
    {
        DataValue value = network.Value;
        if (!value.Dimensions.SkipLast(1).All(static axes => axes.Count == 0 || axes[0] == Axis.Batch))
        {
            throw node.Fault($"needs a vector [batch, length]; what comes in is {network.Shape}, not flattened");
        }

        if (network.Shape.Rank == 3)
        {
            // [batch, 1, length] keeps its dimensions, and is no image any more.
            network.Add(node, new Flatten());
            network.Value = value = network.Value with { Dimensions = value.Dimensions };
        }

        (int inputs, int outputs) = (kernel.Dimensions[transposed ? 1 : 0], kernel.Dimensions[transposed ? 0 : 1]);
        if (inputs != network.Shape.Length)
        {
            throw node.Fault($"has a kernel for {inputs} values where {network.Shape.Length} come in");
        }

        if (bias is not null)
        {
            RequireBias(node, bias, outputs);
        }

        Action<Span<float>> fill = Times(alpha, values => FillKernel(kernel, values, inputs, outputs, transposed, value));
        Action<Span<float>>[] parameters = bias is null ? [fill] : [fill, Times(beta, values => FillBias(bias, values))];
        network.Add(node, new LayerPlan(new Dense(outputs) { Name = node.LayerName, UseBias = bias is not null }, parameters)
        {
            AwaitsBias = awaitsBias,
        });
    }

    private static Action<Span<float>> Times(float factor, Action<Span<float>> fill) => factor == 1 ? fill : values =>
    {
        fill(values);
        TensorPrimitives.Multiply(values, factor, values);
    };

    private static void FillBias(TensorProto bias, Span<float> values)
    {
        if (bias.Count == 1)
        {
            values.Fill(bias.ToFloats()[0]);
        }
        else
        {
            bias.CopyTo(values);
        }
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

    /// <summary>[outputs], [1, outputs], or one number for all.</summary>
    private static void RequireBias(NodeArguments node, TensorProto bias, int outputs)
    {
        ReadOnlySpan<int> dimensions = bias.Dimensions;
        bool isRow = dimensions.Length is 1 or 2 && dimensions[^1] == outputs && bias.Count == outputs;
        if (!isRow && (bias.Count != 1 || dimensions.Length > 2))
        {
            throw node.Fault($"needs a bias of {outputs} values, not [{string.Join(", ", dimensions.ToArray())}]");
        }
    }
}
