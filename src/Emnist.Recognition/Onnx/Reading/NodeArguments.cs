using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>A node's inputs and attributes, checked as they are asked for.</summary>
internal sealed class NodeArguments
{
    private const string Advice =
        "Export the network with the layers of Emnist.Recognition.Networks alone: docs/onnx.md lists what is read.";

    private readonly NodeProto _node;
    private readonly IReadOnlyDictionary<string, GraphValue> _values;
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);

    public NodeArguments(NodeProto node, IReadOnlyDictionary<string, GraphValue> values, int operatorSet)
    {
        _node = node;
        _values = values;
        OperatorSet = operatorSet;
        foreach (AttributeProto attribute in node.Attributes)
        {
            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Fault($"has the attribute '{attribute.Name}' twice");
            }
        }
    }

    /// <summary>The version of ONNX's operators, by which the node is meant.</summary>
    public int OperatorSet { get; }

    /// <summary>The name for the layer, or null for the network to choose one.</summary>
    public string? LayerName => _node.Name.Length == 0 ? null : _node.Name;

    /// <summary>The name of the first input; null where there is none.</summary>
    public string? DataInput => _node.Inputs.Count == 0 ? null : _node.Inputs[0];

    /// <summary>The name of what the node makes.</summary>
    public string Output => _node.Outputs[0];

    public int InputCount => _node.Inputs.Count;

    /// <summary>The outputs that have a name.</summary>
    public int OutputCount => _node.Outputs.Count(static name => name.Length > 0);

    /// <summary>Whether the first input is a constant, so that it must be the second that is not.</summary>
    public bool BeginsWithConstant => Value(0) is ConstantValue;

    /// <summary>Whether a Cast makes floats, of whichever size.</summary>
    public bool CastsToFloats =>
        _attributes.TryGetValue("to", out AttributeProto? to) && to.Type == AttributeType.Integer && ((ElementType)to.Integer).IsFloat;

    private string NodeName => _node.Name.Length == 0 ? _node.Outputs.FirstOrDefault("") : _node.Name;

    private string Subject => $"Node '{NodeName}' ({_node.OperatorType}), byte {_node.Offset},";

    public ModelFormatException Fault(string problem) =>
        new($"{Subject} {problem}. {Advice}") { NodeName = NodeName, Offset = _node.Offset };

    public ModelFormatException Fault(string problem, Exception cause) =>
        new($"{Subject} cannot stand where it does. {problem}", cause) { NodeName = NodeName, Offset = _node.Offset };

    /// <summary>What an input stands for; null where it is left out.</summary>
    public GraphValue? Value(int index)
    {
        if (index >= _node.Inputs.Count || _node.Inputs[index].Length == 0)
        {
            return null;
        }

        return _values.TryGetValue(_node.Inputs[index], out GraphValue? value)
            ? value
            : throw Fault($"takes '{_node.Inputs[index]}', which no initializer or Constant node gives, nor an output that is read");
    }

    public TensorProto Constant(int index, string role) =>
        OptionalConstant(index) ?? throw Fault($"lacks its {role}");

    public TensorProto? OptionalConstant(int index) => Value(index) switch
    {
        null => null,
        ConstantValue constant => constant.Tensor,
        _ => throw Fault($"takes '{_node.Inputs[index]}', which no initializer or Constant node gives"),
    };

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
        tensor.IsFloats ? tensor : throw Fault($"has a {role} that is not of floats");

    /// <summary>Whole numbers, of which those that are the size of the batch are null.</summary>
    public SizesValue Sizes(int index, string role)
    {
        GraphValue value = Value(index) ?? throw Fault($"lacks its {role}");
        return ShapeArithmetic.ToSizes(value) ?? throw Fault($"has a {role} that is not a short list of 64-bit integers");
    }

    public long[] Integers(int index, string role) =>
        [.. Sizes(index, role).Values.Select(value => value ?? throw Fault($"has a {role} that depends on the size of the batch"))];

    /// <summary>
    /// A list of integers that was an attribute before the given operator set, and is an input since; null where it is left out.
    /// </summary>
    public long[]? IntegersOf(string name, int input, int inputSince)
    {
        if (OperatorSet < inputSince)
        {
            return Integers(name)?.ToArray();
        }

        return Value(input) is null ? null : Integers(input, name);
    }

    public long Integer(string name, long missing) => Take(name, AttributeType.Integer) is { } given ? given.Integer : missing;

    public float Float(string name, float missing) => Take(name, AttributeType.Float) is { } given ? given.Float : missing;

    public string Text(string name, string missing) => Take(name, AttributeType.Text) is { } given ? given.Text : missing;

    public IReadOnlyList<long>? Integers(string name) => Take(name, AttributeType.Integers)?.Integers;

    /// <summary>A tensor whose values lie in the attribute: other files are looked for where a tensor stands by itself.</summary>
    public TensorProto? Tensor(string name)
    {
        TensorProto? tensor = Take(name, AttributeType.Tensor)?.Tensor;
        return tensor is { IsExternal: true } ? throw Fault($"has the values of its attribute '{name}' in another file") : tensor;
    }

    /// <summary>The tensor of a Constant node, in whichever of its forms.</summary>
    public TensorProto ConstantTensor()
    {
        AttributeProto[] given = [.. _attributes.Values];
        _attributes.Clear();
        return given switch
        {
            [{ Name: "value", Type: AttributeType.Tensor, Tensor: { } tensor }] => tensor,
            [{ Name: "value_float", Type: AttributeType.Float } value] => TensorProto.Create("", [], [value.Float]),
            [{ Name: "value_floats", Type: AttributeType.Floats } values] =>
                TensorProto.Create("", [values.Floats.Count], [.. values.Floats]),
            [{ Name: "value_int", Type: AttributeType.Integer } value] => TensorProto.CreateIntegers([], [value.Integer]),
            [{ Name: "value_ints", Type: AttributeType.Integers } values] =>
                TensorProto.CreateIntegers([values.Integers.Count], [.. values.Integers]),
            _ => throw Fault("has no tensor or number as its value"),
        };
    }

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
