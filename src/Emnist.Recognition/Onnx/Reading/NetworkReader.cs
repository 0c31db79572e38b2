using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Follows a graph from its input to its output, one node after the other, and makes a network of it. Each node takes what
/// nodes before it made; the rest of its inputs are constants.
/// </summary>
internal sealed class NetworkReader
{
    private static readonly Dictionary<string, Action<NetworkAssembler, NodeArguments>> Operators = new(StringComparer.Ordinal)
    {
        ["Add"] = VectorNodes.ReadAddition,
        ["AveragePool"] = ImageNodes.ReadAveragePooling,
        ["BatchNormalization"] = PointwiseNodes.ReadBatchNormalization,
        ["Conv"] = ImageNodes.ReadConvolution,
        ["Div"] = ScalingNodes.ReadDivision,
        ["Dropout"] = PointwiseNodes.ReadDropout,
        ["Elu"] = PointwiseNodes.ReadElu,
        ["Flatten"] = ShapeNodes.ReadFlatten,
        ["Gelu"] = PointwiseNodes.ReadGelu,
        ["Gemm"] = VectorNodes.ReadGemm,
        ["GlobalAveragePool"] = ImageNodes.ReadGlobalAveragePooling,
        ["Identity"] = PointwiseNodes.ReadIdentity,
        ["LeakyRelu"] = PointwiseNodes.ReadLeakyRelu,
        ["MatMul"] = VectorNodes.ReadMatrixProduct,
        ["MaxPool"] = ImageNodes.ReadMaxPooling,
        ["Mul"] = ScalingNodes.ReadProduct,
        ["Pad"] = ImageNodes.ReadPadding,
        ["Relu"] = PointwiseNodes.ReadRelu,
        ["Reshape"] = ShapeNodes.ReadReshape,
        ["Sigmoid"] = PointwiseNodes.ReadSigmoid,
        ["Softmax"] = PointwiseNodes.ReadSoftmax,
        ["Squeeze"] = ShapeNodes.ReadSqueeze,
        ["Sum"] = VectorNodes.ReadSum,
        ["Swish"] = PointwiseNodes.ReadSwish,
        ["Tanh"] = PointwiseNodes.ReadTanh,
        ["Transpose"] = ShapeNodes.ReadTranspose,
    };

    private readonly GraphProto _graph;
    private readonly IReadOnlyList<NodeProto> _nodes;
    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _heldParameters;

    private NetworkReader(GraphProto graph)
    {
        _graph = graph;
        _nodes = FusedActivations.Find(graph);
    }

    public static ReadGraph Read(GraphProto graph) => new NetworkReader(graph).Read();

    private ReadGraph Read()
    {
        foreach (TensorProto tensor in _graph.Initializers)
        {
            AddName(tensor.Name);
            AddConstant(tensor.Name, tensor);
        }

        ValueInfoProto input = InputReader.Find(_graph, _constants);
        AddName(input.Name);
        var network = new NetworkAssembler(input.Name, InputReader.ReadShape(input), CountUses());
        string value = input.Name;
        foreach (NodeProto node in _nodes)
        {
            value = ReadNode(node, network, value);
        }

        if (_graph.Outputs.Count != 1 || _graph.Outputs[0].Name != value)
        {
            throw new ModelFormatException(
                $"The graph's outputs are [{string.Join(", ", _graph.Outputs.Select(static output => $"'{output.Name}'"))}], "
                + $"not the last node's '{value}' alone. Export the network with one output.");
        }

        int? batch = input.Sizes is [>= 1 and <= int.MaxValue and { } size, ..] ? (int)size : null;
        return new ReadGraph(network.Build(_heldParameters), batch, network.InputMaximum);
    }

    private Dictionary<string, int> CountUses() => _nodes.SelectMany(static node => node.Inputs)
        .Concat(_graph.Outputs.Select(static output => output.Name))
        .CountBy(static name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    /// <returns>The value that the last node made.</returns>
    private string ReadNode(NodeProto node, NetworkAssembler network, string value)
    {
        var arguments = new NodeArguments(node, _constants);
        if (!OperatorSetProto.IsStandardDomain(node.Domain))
        {
            throw arguments.Fault($"is an operator of '{node.Domain}', not of ONNX");
        }

        if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0)
        {
            throw arguments.Fault("makes nothing");
        }

        foreach (string output in node.Outputs.Where(static output => output.Length > 0))
        {
            AddName(output);
        }

        string result = node.Outputs[0];
        if (node.OperatorType == "Constant")
        {
            AddConstant(result, arguments.Tensor("value") ?? throw arguments.Fault("has no tensor as its value"));
        }
        else if (node is { OperatorType: "Identity", Inputs.Count: 1 } && _constants.TryGetValue(node.Inputs[0], out TensorProto? tensor))
        {
            _constants.Add(result, tensor);
        }
        else
        {
            ReadLayer(node, arguments, network);
            network.Keep(result);
            value = result;
        }

        arguments.RequireNothingElse();
        return value;
    }

    private static void ReadLayer(NodeProto node, NodeArguments arguments, NetworkAssembler network)
    {
        if (!Operators.TryGetValue(node.OperatorType, out Action<NetworkAssembler, NodeArguments>? read))
        {
            throw arguments.Fault("is an operator that is not read here");
        }

        int data = node.OperatorType is "Add" or "Mul" && arguments.BeginsWithConstant ? 1 : 0;
        string input = node.Inputs.ElementAtOrDefault(data) ?? "";
        if (!network.Take(input))
        {
            throw arguments.Fault($"takes '{input}', which no node before it makes");
        }

        read(network, arguments);
    }

    private void AddConstant(string name, TensorProto tensor)
    {
        _constants.Add(name, tensor);
        _heldParameters += tensor.ElementType == ElementType.Float ? tensor.Count : 0;
    }

    private void AddName(string name)
    {
        if (name.Length == 0 || !_names.Add(name))
        {
            throw new ModelFormatException(
                $"The name '{name}' of a value or tensor of the graph is empty or there twice. Each needs a name of its own.");
        }
    }
}

/// <summary>What a graph holds.</summary>
/// <param name="Network">The network, which takes values of 0 to 1.</param>
/// <param name="BatchSize">The samples that the graph takes at once; null for any number.</param>
/// <param name="InputMaximum">What the graph takes for 1: 1 or 255.</param>
internal sealed record ReadGraph(Network Network, int? BatchSize, int InputMaximum);
