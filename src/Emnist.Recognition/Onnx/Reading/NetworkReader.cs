using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Follows a graph from its input to its output, each node after those whose outputs it takes, and makes a network of it. What comes
/// of constants or of shapes alone is computed here; a node that takes what a layer made is a layer, or a part of one, or changes only
/// where the values lie.
/// </summary>
internal sealed class NetworkReader
{
    private static readonly Dictionary<string, Action<NetworkAssembler, NodeArguments>> Operators = new(StringComparer.Ordinal)
    {
        ["Add"] = VectorNodes.ReadAddition,
        ["AveragePool"] = PoolingNodes.ReadAveragePooling,
        ["BatchNormalization"] = PointwiseNodes.ReadBatchNormalization,
        ["Cast"] = PointwiseNodes.ReadCast,
        ["Clip"] = PointwiseNodes.ReadClip,
        ["Conv"] = ImageNodes.ReadConvolution,
        ["Div"] = ScalingNodes.ReadDivision,
        ["Dropout"] = PointwiseNodes.ReadDropout,
        ["Elu"] = PointwiseNodes.ReadElu,
        ["Flatten"] = ShapeNodes.ReadFlatten,
        ["Gelu"] = PointwiseNodes.ReadGelu,
        ["Gemm"] = VectorNodes.ReadGemm,
        ["GlobalAveragePool"] = PoolingNodes.ReadGlobalAveragePooling,
        ["GlobalMaxPool"] = PoolingNodes.ReadGlobalMaxPooling,
        ["Identity"] = PointwiseNodes.ReadIdentity,
        ["LeakyRelu"] = PointwiseNodes.ReadLeakyRelu,
        ["Log"] = PointwiseNodes.ReadLogarithm,
        ["LogSoftmax"] = PointwiseNodes.ReadLogSoftmax,
        ["MatMul"] = VectorNodes.ReadMatrixProduct,
        ["MaxPool"] = PoolingNodes.ReadMaxPooling,
        ["Mul"] = ScalingNodes.ReadProduct,
        ["Neg"] = ScalingNodes.ReadNegation,
        ["PRelu"] = PointwiseNodes.ReadParametricRelu,
        ["Pad"] = ImageNodes.ReadPadding,
        ["ReduceMean"] = PoolingNodes.ReadMean,
        ["Relu"] = PointwiseNodes.ReadRelu,
        ["Reshape"] = ShapeNodes.ReadReshape,
        ["Sigmoid"] = PointwiseNodes.ReadSigmoid,
        ["Softmax"] = PointwiseNodes.ReadSoftmax,
        ["Squeeze"] = ShapeNodes.ReadSqueeze,
        ["Sub"] = ScalingNodes.ReadSubtraction,
        ["Sum"] = VectorNodes.ReadSum,
        ["Swish"] = PointwiseNodes.ReadSwish,
        ["Tanh"] = PointwiseNodes.ReadTanh,
        ["Transpose"] = ShapeNodes.ReadTranspose,
        ["Unsqueeze"] = ShapeNodes.ReadUnsqueeze,
    };

    /// <summary>The operators that take a constant and a value in either order.</summary>
    private static readonly HashSet<string> EitherWay = new(StringComparer.Ordinal) { "Add", "Div", "Mul", "Sub", "Sum" };

    /// <summary>The operators of which a classifier's answer is taken, instead of a value for each class.</summary>
    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal) { "ArgMax", "TopK", "ZipMap" };

    private readonly GraphProto _graph;
    private readonly int _operatorSet;
    private readonly ExternalData _external;
    private readonly Dictionary<string, TensorProto> _initializers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _takers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private NetworkReader(GraphProto graph, int operatorSet, ExternalData external)
    {
        _graph = graph;
        _operatorSet = operatorSet;
        _external = external;
    }

    public static ReadGraph Read(GraphProto graph, int operatorSet, ExternalData external) =>
        new NetworkReader(graph, operatorSet, external).Read();

    private ReadGraph Read()
    {
        foreach (TensorProto tensor in _graph.Initializers)
        {
            AddName(tensor.Name);
            _initializers.Add(tensor.Name, tensor);
        }

        ValueInfoProto input = InputReader.Find(_graph, _initializers.Keys.ToHashSet(StringComparer.Ordinal));
        AddName(input.Name);
        DataValue inputValue = InputReader.Read(input);
        CheckOutputs();
        int? batch = input.Sizes is [>= 1 and <= int.MaxValue and { } size, ..] ? (int)size : null;
        var network = new NetworkAssembler(inputValue, batch);
        var folding = new ConstantFolding(network);
        string output = RequireOutput();
        IReadOnlyList<NodeProto> nodes = NodeOrder.Sort(FusedActivations.Find(_graph), output);
        CountTakers(nodes, output);
        AddValue(input.Name, inputValue);
        foreach (NodeProto node in nodes)
        {
            ReadNode(node, network, folding);
        }

        if (!_values.TryGetValue(output, out GraphValue? last) || last is not DataValue made)
        {
            throw new ModelFormatException($"The graph's output '{output}' does not come of its input. Export a network.");
        }

        network.Value = made;
        Network read = network.Build(out int inputMaximum);
        return new ReadGraph(read, batch, inputMaximum, input.Describe(), made.IsLogarithm);
    }

    private void ReadNode(NodeProto node, NetworkAssembler network, ConstantFolding folding)
    {
        var arguments = new NodeArguments(node, _values, _operatorSet);
        if (!OperatorSetProto.IsStandardDomain(node.Domain))
        {
            throw arguments.Fault($"is an operator of '{node.Domain}', not of ONNX");
        }

        foreach (string name in node.Inputs.Where(name => _initializers.ContainsKey(name) && !_values.ContainsKey(name)))
        {
            AddConstant(name, _initializers[name], network);
        }

        if (node.OperatorType == "Constant")
        {
            AddConstant(node.Outputs[0], arguments.ConstantTensor(), network);
        }
        else if (node.OperatorType == "Shape")
        {
            GraphValue value = arguments.Value(0) ?? throw arguments.Fault("lacks its input");
            AddValue(node.Outputs[0], ShapeArithmetic.ReadShape(arguments, value, network.BatchSize));
        }
        else if (!node.Inputs.Any(name => _values.GetValueOrDefault(name) is DataValue)
            && ((GraphValue?)ShapeArithmetic.TryCompute(node.OperatorType, arguments)
                ?? (folding.TryCompute(node.OperatorType, arguments) is { } tensor ? new ConstantValue(tensor) : null)) is { } computed)
        {
            AddValue(node.Outputs[0], computed);
        }
        else
        {
            ReadLayer(node, arguments, network);
            bool isShared = network.Value.IsShared || _takers.GetValueOrDefault(node.Outputs[0]) > 1;
            AddValue(node.Outputs[0], network.Value with { IsShared = isShared });
        }

        arguments.RequireNothingElse();
    }

    private static void ReadLayer(NodeProto node, NodeArguments arguments, NetworkAssembler network)
    {
        if (!Operators.TryGetValue(node.OperatorType, out Action<NetworkAssembler, NodeArguments>? read))
        {
            throw arguments.Fault(Answers.Contains(node.OperatorType)
                ? "gives the best class alone, where a value for each class is wanted"
                : "is an operator that is not read here");
        }

        int data = EitherWay.Contains(node.OperatorType) && arguments.BeginsWithConstant ? 1 : 0;
        network.Value = arguments.Value(data) as DataValue
            ?? throw arguments.Fault($"takes '{node.Inputs.ElementAtOrDefault(data)}', which no layer makes");
        if (network.Value.IsBytes && node.OperatorType == "Cast")
        {
            network.Value = network.Value with { IsBytes = false };
        }

        read(network, arguments);
    }

    private void AddConstant(string name, TensorProto tensor, NetworkAssembler network)
    {
        _external.Attach(tensor);
        network.HeldParameters += tensor.IsFloats ? tensor.Count : 0;
        AddValue(name, new ConstantValue(tensor));
    }

    private void AddValue(string name, GraphValue value) => _values.Add(name, value);

    private void CheckOutputs()
    {
        foreach (NodeProto node in _graph.Nodes)
        {
            if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0)
            {
                throw new NodeArguments(node, _values, _operatorSet).Fault("makes nothing");
            }

            foreach (string output in node.Outputs.Where(static output => output.Length > 0))
            {
                AddName(output);
            }
        }
    }

    private string RequireOutput()
    {
        if (_graph.Outputs.Count == 1 && _names.Contains(_graph.Outputs[0].Name))
        {
            return _graph.Outputs[0].Name;
        }

        throw new ModelFormatException(
            $"The graph's outputs are [{string.Join(", ", _graph.Outputs.Select(static output => $"'{output.Name}'"))}], "
            + "not one alone that a node makes. Export the network with one output.");
    }

    /// <summary>How many nodes take each value. Those that ask for its shape alone change nothing, and do not count.</summary>
    private void CountTakers(IReadOnlyList<NodeProto> nodes, string output)
    {
        IEnumerable<string> taken = nodes.Where(static node => node.OperatorType != "Shape").SelectMany(static node => node.Inputs);
        foreach (string name in taken.Append(output))
        {
            _takers[name] = _takers.GetValueOrDefault(name) + 1;
        }
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
/// <param name="Input">What the graph takes, in words.</param>
/// <param name="IsLogarithm">Whether the graph gives the logarithms of what the network gives.</param>
internal sealed record ReadGraph(Network Network, int? BatchSize, int InputMaximum, string Input, bool IsLogarithm);
