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
        RequireChannels(network, node);
        AddActivation(network, node, ActivationFunction.Softmax);
    }

    /// <summary>Read as a Softmax, whose logarithms these are: the library's answers are probabilities.</summary>
    public static void ReadLogSoftmax(NetworkAssembler network, NodeArguments node)
    {
        RequireChannels(network, node);
        AddActivation(network, node, ActivationFunction.Softmax);
        network.Value = network.Value with { IsLogarithm = true };
    }

    /// <summary>The logarithm of a Softmax is a LogSoftmax.</summary>
    public static void ReadLogarithm(NetworkAssembler network, NodeArguments node)
    {
        if (network.Value.IsLogarithm || network.Last?.Definition is not Activation { Function: ActivationFunction.Softmax })
        {
            throw node.Fault("takes the logarithm of something else than a Softmax, whose output no other node takes");
        }

        network.Value = network.Value with { IsLogarithm = true };
    }

    /// <summary>One slope for all values is a LeakyRelu.</summary>
    public static void ReadParametricRelu(NetworkAssembler network, NodeArguments node)
    {
        float[] slopes = node.Floats(node.Constant(1, "slope"), "slope").ToFloats();
        if (slopes.Length == 0 || Array.Exists(slopes, slope => slope != slopes[0]))
        {
            throw node.Fault("has several slopes; one for all channels is read");
        }

        AddActivation(network, node, ActivationFunction.LeakyRelu, slopes[0]);
    }

    /// <summary>A Clip that lets through all that is not negative.</summary>
    public static void ReadClip(NetworkAssembler network, NodeArguments node)
    {
        float Limit(string name, int input, float missing) => node.OperatorSet < 11
            ? node.Float(name, missing)
            : node.OptionalConstant(input) is not { } limit ? missing
            : node.Floats(limit, name).Count == 1 ? limit.ToFloats()[0] : float.NaN;
        (float least, float most) = (Limit("min", 1, float.MinValue), Limit("max", 2, float.MaxValue));
        if (least != 0 || !(most >= float.MaxValue))
        {
            throw node.Fault(FormattableString.Invariant($"cuts off below {least} and above {most}; only below 0 is read, as Relu"));
        }

        AddActivation(network, node, ActivationFunction.Relu);
    }

    /// <summary>Floats of another size are the same to the library.</summary>
    public static void ReadCast(NetworkAssembler network, NodeArguments node)
    {
        node.Integer("saturate", missing: 1);
        node.Text("round_mode", "up");
        if (!((ElementType)node.Integer("to", missing: 0)).IsFloat)
        {
            throw node.Fault("makes whole numbers of values");
        }
    }

    public static void ReadBatchNormalization(NetworkAssembler network, NodeArguments node)
    {
        if (node.OperatorSet < 9)
        {
            node.RequireInteger("spatial", missing: 1, required: 1);
        }

        if (node.OperatorSet >= 14)
        {
            node.RequireInteger("training_mode", missing: 0, required: 0);
        }

        if (node.OutputCount > 1)
        {
            throw node.Fault("is in training mode: it has several outputs");
        }

        (float epsilon, float momentum) = (node.Float("epsilon", 1e-5f), node.Float("momentum", 0.9f));
        if (!(epsilon > 0 && float.IsFinite(epsilon)) || !(momentum >= 0 && momentum <= 1))
        {
            throw node.Fault(FormattableString.Invariant(
                $"has epsilon = {epsilon} and momentum = {momentum}, of which one makes no sense"));
        }

        if (!network.TryTakeImage() && !(network.Shape.Rank == 1 && network.Value.Dimensions.Skip(2).All(static axes => axes.Count == 0)))
        {
            ScalingNodes.ReadNormalization(network, node, epsilon);
            return;
        }

        int channels = network.Shape.Channels;
        AxisStrides? order = network.Shape.Rank == 1 && !network.Value.IsInLibraryOrder ? network.Value.Lay() : null;
        Action<Span<float>> Vector(int index, string role)
        {
            TensorProto tensor = node.Floats(index, role, channels);
            return order is { } strides ? values => KernelLayout.TakeRows(tensor.ToFloats(), values, strides.ToPlaces(), 1) : tensor.CopyTo;
        }

        network.Add(
            node, new BatchNormalization { Name = node.LayerName, Epsilon = epsilon, Momentum = momentum },
            Vector(1, "scale"), Vector(2, "shift"), Vector(3, "mean"), Vector(4, "variance"));
    }

    public static void ReadDropout(NetworkAssembler network, NodeArguments node)
    {
        float rate = node.OperatorSet < 12 ? node.Float("ratio", 0.5f) : 0.5f;
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

    /// <summary>
    /// That a Softmax is over the channels of each pixel, or over a whole vector. Before operator set 13, it is over all axes from the
    /// one given on.
    /// </summary>
    private static void RequireChannels(NetworkAssembler network, NodeArguments node)
    {
        DataValue value = network.Value;
        bool isOverRest = node.OperatorSet < 13;
        long axis = node.Integer("axis", missing: isOverRest ? 1 : -1);
        int rank = value.Dimensions.Count;
        int place = (int)Math.Clamp(axis < 0 ? axis + rank : axis, -1, rank);
        Axis[] over = place < 0 ? [] : [.. value.Dimensions.Skip(place).Take(isOverRest ? rank : 1).SelectMany(static axes => axes)];
        IReadOnlyList<Axis> wanted = network.Shape.Rank == 1 ? value.Order : ImageAxes.Dimension(value.Axes.Channels);
        if (over.Length != wanted.Count || !wanted.All(over.Contains))
        {
            throw node.Fault($"has axis = {axis}; only the channels, axis 1, are read");
        }
    }
}
