using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>A node's constant inputs and attributes, checked as they are asked for.</summary>
internal sealed class NodeArguments
{
    private const string Advice = "Export the network with the layers of Emnist.Recognition.Networks alone.";

    private readonly NodeProto _node;
    private readonly IReadOnlyDictionary<string, TensorProto> _constants;
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);

    public NodeArguments(NodeProto node, IReadOnlyDictionary<string, TensorProto> constants)
    {
        _node = node;
        _constants = constants;
        foreach (AttributeProto attribute in node.Attributes)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Fault($"has the attribute '{attribute.Name}' twice");
            }
        }
    }

    /// <summary>The name for the layer, or null for the network to choose one.</summary>
    public string? LayerName => _node.Name.Length == 0 ? null : _node.Name;

    /// <summary>The names of all inputs.</summary>
    public IReadOnlyList<string> Inputs => _node.Inputs;

    /// <summary>The name of the first input; null where there is none.</summary>
    public string? DataInput => _node.Inputs.Count == 0 ? null : _node.Inputs[0];

    /// <summary>Whether the first input is a constant, so that it must be the second that is not.</summary>
    public bool BeginsWithConstant => _node.Inputs.Count > 0 && _constants.ContainsKey(_node.Inputs[0]);

    /// <summary>Whether none of the inputs is a constant.</summary>
    public bool TakesNoConstant => !_node.Inputs.Any(_constants.ContainsKey);

    private string NodeName => _node.Name.Length == 0 ? _node.Outputs.FirstOrDefault("") : _node.Name;

    private string Subject => $"Node '{NodeName}' ({_node.OperatorType}), byte {_node.Offset},";

    public ModelFormatException Fault(string problem) =>
        new($"{Subject} {problem}. {Advice}") { NodeName = NodeName, Offset = _node.Offset };

    public ModelFormatException Fault(string problem, Exception cause) =>
        new($"{Subject} cannot stand where it does. {problem}", cause) { NodeName = NodeName, Offset = _node.Offset };

    public TensorProto Constant(int index, string role) =>
        OptionalConstant(index) ?? throw Fault($"lacks its {role}");

    public TensorProto? OptionalConstant(int index)
    {
        if (index >= _node.Inputs.Count || _node.Inputs[index].Length == 0)
        {
            return null;
        }

        return _constants.TryGetValue(_node.Inputs[index], out TensorProto? tensor)
            ? tensor
            : throw Fault($"takes '{_node.Inputs[index]}', which no initializer or Constant node gives");
    }

    /// <summary>A tensor of floats of the given dimensions.</summary>
    public TensorProto Floats(int index, string role, params ReadOnlySpan<int> dimensions)
    {
        TensorProto tensor = Floats(Constant(index, role), role);
        return tensor.Dimensions.SequenceEqual(dimensions)
            ? tensor
            : throw Fault($"needs a {role} of the dimensions [{Join(dimensions)}], not [{Join(tensor.Dimensions)}]");
    }

    /// <summary>A tensor of floats with so many dimensions, none of them zero.</summary>
    public TensorProto FloatsOfRank(int index, string role, int rank)
    {
        TensorProto tensor = Floats(Constant(index, role), role);
        return tensor.Dimensions.Length == rank && tensor.Count > 0
            ? tensor
            : throw Fault($"needs a {role} of {rank} dimensions, not [{Join(tensor.Dimensions)}]");
    }

    public TensorProto Floats(TensorProto tensor, string role) =>
        tensor.ElementType == ElementType.Float ? tensor : throw Fault($"has a {role} that is not of 32-bit floats");

    public long[] Integers(int index, string role)
    {
        TensorProto tensor = Constant(index, role);
        return tensor.ElementType == ElementType.Int64 && tensor.Count <= ModelLimits.Integers
            ? tensor.ToIntegers()
            : throw Fault($"has a {role} that is not a short list of 64-bit integers");
    }

    public long Integer(string name, long missing) => Take(name, AttributeType.Integer) is { } given ? given.Integer : missing;

    public float Float(string name, float missing) => Take(name, AttributeType.Float) is { } given ? given.Float : missing;

    public string Text(string name, string missing) => Take(name, AttributeType.Text) is { } given ? given.Text : missing;

    public IReadOnlyList<long>? Integers(string name) => Take(name, AttributeType.Integers)?.Integers;

    public TensorProto? Tensor(string name) => Take(name, AttributeType.Tensor)?.Tensor;

    public void RequireInteger(string name, long missing, long required)
    {
        if (Integer(name, missing) is var given && given != required)
        {
            throw Fault($"has {name} = {given}; only {required} is read");
        }
    }

    public void RequireOne(string name)
    {
        if (Float(name, 1) is var given && given != 1)
        {
            throw Fault(FormattableString.Invariant($"has {name} = {given}; only 1 is read"));
        }
    }

    /// <summary>Refuses what was not asked for, as it would change the node's meaning.</summary>
    public void RequireNothingElse()
    {
        if (_attributes.Count > 0)
        {
            throw Fault($"has the attribute '{_attributes.Keys.First()}', which is not known here");
        }
    }

    private AttributeProto? Take(string name, AttributeType type)
    {
        if (!_attributes.Remove(name, out AttributeProto? attribute))
        {
            return null;
        }

        return attribute.Type == type ? attribute : throw Fault($"has an attribute '{name}' of the wrong type");
    }

    private static string Join(ReadOnlySpan<int> values) => string.Join(", ", values.ToArray());
}
