using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx.Protos;
using Emnist.Recognition.Onnx.Writing;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>The operators whose output has the shape of their input, whichever that is.</summary>
internal static class PointwiseNodes
{
    public static void ReadRelu(NetworkAssembler network, NodeArguments node) => AddActivation(network, node, ActivationFunction.Relu);

    public static void ReadIdentity(NetworkAssembler network, NodeArguments node) =>
        AddActivation(network, node, ActivationFunction.Linear);

    public static void ReadTanh(NetworkAssembler network, NodeArguments node) => AddActivation(network, node, ActivationFunction.Tanh);

    public static void ReadSigmoid(NetworkAssembler network, NodeArguments node) =>
        AddActivation(network, node, ActivationFunction.Sigmoid);

    public static void ReadLeakyRelu(NetworkAssembler network, NodeArguments node) =>
        AddActivation(network, node, ActivationFunction.LeakyRelu, node.Float("alpha", 0.01f));

    public static void ReadElu(NetworkAssembler network, NodeArguments node) =>
        AddActivation(network, node, ActivationFunction.Elu, node.Float("alpha", 1));

    public static void ReadGelu(NetworkAssembler network, NodeArguments node)
    {
        string approximation = node.Text("approximate", "none");
        if (approximation != "none")
        {
            throw node.Fault($"is approximated by {approximation}; only the exact function is read");
        }

        AddActivation(network, node, ActivationFunction.Gelu);
    }

    public static void ReadSwish(NetworkAssembler network, NodeArguments node)
    {
        node.RequireOne("alpha");
        AddActivation(network, node, ActivationFunction.Silu);
    }

    public static void ReadSoftmax(NetworkAssembler network, NodeArguments node)
    {
        RequireUntransposed(network, node);
        int rank = network.Form == ValueForm.Vector ? 2 : 4;
        long axis = node.Integer("axis", missing: -1);
        if (axis != 1 && axis != 1 - rank)
        {
            throw node.Fault($"has axis = {axis}; only the channels, axis 1, are read");
        }

        AddActivation(network, node, ActivationFunction.Softmax);
    }

    public static void ReadBatchNormalization(NetworkAssembler network, NodeArguments node)
    {
        RequireUntransposed(network, node);
        node.RequireInteger("training_mode", missing: 0, required: 0);
        (float epsilon, float momentum) = (node.Float("epsilon", 1e-5f), node.Float("momentum", 0.9f));
        if (!(epsilon > 0 && float.IsFinite(epsilon)) || !(momentum >= 0 && momentum <= 1))
        {
            throw node.Fault(FormattableString.Invariant(
                $"has epsilon = {epsilon} and momentum = {momentum}, of which one makes no sense"));
        }

        int channels = network.Shape.Channels;
        TensorShape? flattened = network.Flattened;
        Action<Span<float>> Vector(int index, string role)
        {
            TensorProto tensor = node.Floats(index, role, channels);
            return flattened is { } image
                ? values => KernelLayout.SwapRows(tensor.ToFloats(), values, image.Channels, image.Height * image.Width, 1)
                : tensor.CopyTo;
        }

        network.Add(
            node, new BatchNormalization { Name = node.LayerName, Epsilon = epsilon, Momentum = momentum },
            Vector(1, "scale"), Vector(2, "shift"), Vector(3, "mean"), Vector(4, "variance"));
    }

    public static void ReadDropout(NetworkAssembler network, NodeArguments node)
    {
        float rate = 0.5f;
        node.Integer("seed", missing: 0);
        if (node.OptionalConstant(1) is { } ratio)
        {
            rate = node.Floats(ratio, "ratio").Count == 1 ? ratio.ToFloats()[0] : float.NaN;
        }

        if (!(rate >= 0 && rate < 1))
        {
            throw node.Fault("has a ratio that is not one number of 0 or more, below 1");
        }

        if (node.OptionalConstant(2) is { } training
            && (training is not { ElementType: ElementType.Bool, Count: 1 } || training.ToIntegers()[0] != 0))
        {
            throw node.Fault("is in training mode");
        }

        network.Add(node, new Dropout(rate) { Name = node.LayerName });
    }

    /// <summary>
    /// A layer of its own; or what the layer before was given, where <see cref="NetworkWriter"/> wrote that one as two nodes.
    /// </summary>
    private static void AddActivation(
        NetworkAssembler network, NodeArguments node, ActivationFunction function, float? givenAlpha = null)
    {
        if (givenAlpha is { } alpha && !(alpha >= 0 && float.IsFinite(alpha)))
        {
            throw node.Fault(FormattableString.Invariant($"has alpha = {alpha}; only 0 or more is read"));
        }

        var activation = givenAlpha is null
            ? new Activation(function) { Name = node.LayerName }
            : new Activation(function) { Name = node.LayerName, Alpha = givenAlpha.Value };
        if (network.Last is { Definition: KernelLayer { Name: { } name, Activation: ActivationFunction.Linear } layer } last
            && function != ActivationFunction.Linear && activation.Alpha == new Activation(function).Alpha
            && node.DataInput == NetworkWriter.LinearValue(name))
        {
            network.ReplaceLast(last with { Definition = layer.With(function), AwaitsBias = false }, addedParameters: 0);
            return;
        }

        network.Add(node, activation);
    }

    private static void RequireUntransposed(NetworkAssembler network, NodeArguments node)
    {
        if (network.Form == ValueForm.TransposedImage)
        {
            throw node.Fault("takes an image whose channels come last");
        }
    }
}
