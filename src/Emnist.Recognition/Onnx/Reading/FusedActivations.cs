using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Puts one node in the place of those that older operator sets need for an activation: Swish for <c>x * sigmoid(x)</c>, and Gelu
/// for <c>x * (1 + erf(x / sqrt(2))) * 0.5</c>, whichever two are multiplied first.
/// </summary>
internal sealed class FusedActivations
{
    private readonly Dictionary<string, int> _uses;
    private readonly Dictionary<string, NodeProto> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorProto> _numbers = new(StringComparer.Ordinal);
    private readonly HashSet<NodeProto> _parts = [];

    private FusedActivations(GraphProto graph)
    {
        _uses = graph.Nodes.SelectMany(static node => node.Inputs)
            .Concat(graph.Outputs.Select(static output => output.Name))
            .CountBy(static name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        graph.Initializers.ForEach(tensor => AddNumber(tensor.Name, tensor));
        foreach (NodeProto node in graph.Nodes.Where(static node => node.Outputs.Count == 1))
        {
            _makers.TryAdd(node.Outputs[0], node);
            if (node is { OperatorType: "Constant", Attributes: [{ Tensor: { } tensor }] })
            {
                AddNumber(node.Outputs[0], tensor);
            }
        }
    }

    /// <summary>A graph's nodes, those of an activation as one, which stands where the last of them stood.</summary>
    public static IReadOnlyList<NodeProto> Find(GraphProto graph)
    {
        var activations = new FusedActivations(graph);
        NodeProto[] nodes = [.. graph.Nodes.Select(node => activations.FuseSwish(node) ?? activations.FuseGelu(node) ?? node)];
        return [.. nodes.Where(node => !activations._parts.Contains(node))];
    }

    private NodeProto? FuseSwish(NodeProto node)
    {
        if (!IsProduct(node))
        {
            return null;
        }

        foreach ((string x, string factor) in Orders(node))
        {
            if (OnlyMaker(factor, "Sigmoid") is { } sigmoid && sigmoid.Inputs[0] == x)
            {
                _parts.Add(sigmoid);
                return node.As("Swish", x);
            }
        }

        return null;
    }

    private NodeProto? FuseGelu(NodeProto node)
    {
        if (!IsProduct(node))
        {
            return null;
        }

        foreach ((string product, string factor) in Orders(node))
        {
            if (OnlyMaker(product, "Mul") is not { } other || !IsProduct(other))
            {
                continue;
            }

            string[] factors = [factor, .. other.Inputs];
            int half = Array.FindIndex(factors, value => IsNumber(value, 0.5));
            foreach ((string x, string sum) in half < 0 ? [] : Orders([.. factors.Where((_, i) => i != half)]))
            {
                if (FindNormal(sum, x) is { } normal)
                {
                    _parts.UnionWith([other, .. normal]);
                    return node.As("Gelu", x);
                }
            }
        }

        return null;
    }

    /// <summary>The nodes that make <c>1 + erf(x / sqrt(2))</c>; or null.</summary>
    private NodeProto[]? FindNormal(string value, string x)
    {
        if (OnlyMaker(value, "Add") is not { Inputs.Count: 2 } sum)
        {
            return null;
        }

        foreach ((string erf, string one) in Orders(sum))
        {
            if (IsNumber(one, 1) && OnlyMaker(erf, "Erf") is { } function
                && (OnlyMaker(function.Inputs[0], "Div") ?? OnlyMaker(function.Inputs[0], "Mul")) is { Inputs.Count: 2 } scaled
                && IsScaled(scaled, x))
            {
                return [sum, function, scaled];
            }
        }

        return null;
    }

    private bool IsScaled(NodeProto node, string x) => node.OperatorType == "Div"
        ? node.Inputs[0] == x && IsNumber(node.Inputs[1], Math.Sqrt(2))
        : Orders(node).Any(order => order.First == x && IsNumber(order.Second, 1 / Math.Sqrt(2)));

    private static bool IsProduct(NodeProto node) =>
        node is { OperatorType: "Mul", Inputs.Count: 2, Outputs.Count: 1, Attributes.Count: 0 }
        && OperatorSetProto.IsStandardDomain(node.Domain);

    /// <summary>The node that makes a value which is taken once.</summary>
    private NodeProto? OnlyMaker(string value, string operatorType) =>
        _uses[value] == 1 && _makers.TryGetValue(value, out NodeProto? node) && node.OperatorType == operatorType
        && node is { Inputs.Count: > 0, Attributes.Count: 0 } && OperatorSetProto.IsStandardDomain(node.Domain) ? node : null;

    private bool IsNumber(string value, double number) =>
        _numbers.TryGetValue(value, out TensorProto? given) && Math.Abs(given.ToFloats()[0] - number) < 1e-4;

    private void AddNumber(string name, TensorProto tensor)
    {
        if (tensor is { IsFloats: true, IsExternal: false, Count: 1 })
        {
            _numbers.TryAdd(name, tensor);
        }
    }

    private static (string First, string Second)[] Orders(NodeProto node) => Orders([.. node.Inputs]);

    private static (string First, string Second)[] Orders(string[] pair) => [(pair[0], pair[1]), (pair[1], pair[0])];
}
