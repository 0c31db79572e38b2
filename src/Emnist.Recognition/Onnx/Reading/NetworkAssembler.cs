using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Takes the layers that nodes stand for, in their order, and follows the shape and order of the values between them: a node
/// takes a value, adds layers, and keeps what came of it under a name. Nothing is allocated for the parameters before it is known
/// that they fit and that the file holds as many.
/// </summary>
internal sealed class NetworkAssembler
{
    private readonly TensorShape _input;
    private readonly IReadOnlyDictionary<string, int> _uses;
    private readonly Dictionary<string, GraphValue> _values = new(StringComparer.Ordinal);
    private readonly List<LayerPlan> _plans = [];
    private long _parameters;
    private long _windowSteps;
    private GraphValue _value;
    private bool _isTakenOnce;

    /// <param name="name">The name of the graph's input.</param>
    /// <param name="input">Its shape.</param>
    /// <param name="uses">How often the graph takes each value.</param>
    public NetworkAssembler(string name, TensorShape input, IReadOnlyDictionary<string, int> uses)
    {
        _input = input;
        _uses = uses;
        _value = new GraphValue(input, input.Rank == 1 ? ValueForm.Vector : ValueForm.Image, null, LayerInputs.NetworkInputPlace);
        Keep(name);
    }

    /// <summary>The shape of the value that the node takes, and then of what it gives, as the library sees it.</summary>
    public TensorShape Shape => _value.Shape;

    public ValueForm Form
    {
        get => _value.Form;
        set => _value = _value with { Form = value };
    }

    /// <summary>The image that the vector is, flattened with its channels first; null where the order is the library's.</summary>
    public TensorShape? Flattened
    {
        get => _value.Flattened;
        set => _value = _value with { Flattened = value };
    }

    /// <summary>Whether the value is the graph's input, which no other node takes.</summary>
    public bool IsInputAlone => _value.Layer == LayerInputs.NetworkInputPlace && _isTakenOnce;

    /// <summary>The file's value for ink at its darkest: 1, or 255 where the graph divides its input by that.</summary>
    public int InputMaximum { get; set; } = 1;

    /// <summary>The layer that gave the value, where no other node takes it.</summary>
    public LayerPlan? Last => _isTakenOnce && _value.Layer >= 0 ? _plans[_value.Layer] : null;

    /// <summary>Takes a value for the next node.</summary>
    /// <returns>Whether there is one of that name.</returns>
    public bool Take(string name)
    {
        _isTakenOnce = _uses.GetValueOrDefault(name) == 1;
        return _values.TryGetValue(name, out _value);
    }

    /// <summary>Gives what came of the value a name.</summary>
    public void Keep(string name) => _values.Add(name, _value);

    /// <summary>Puts a layer of the same shapes, with so many parameters more, in the place of <see cref="Last"/>.</summary>
    public void ReplaceLast(LayerPlan plan, int addedParameters)
    {
        _plans[_value.Layer] = plan with { Inputs = _plans[_value.Layer].Inputs };
        _parameters += addedParameters;
    }

    /// <summary>Adds the sum of values.</summary>
    public void AddSum(NodeArguments node)
    {
        GraphValue[] values = [.. node.Inputs.Select(name => _values.TryGetValue(name, out GraphValue value)
            ? value
            : throw node.Fault($"takes '{name}', which no node before it makes"))];
        if (values.Length < 2 || values.Any(value => value with { Layer = values[0].Layer } != values[0]))
        {
            throw node.Fault($"adds {string.Join(" and ", values.Select(static value => value.Shape))}; two or more of one shape are read");
        }

        Add(node, new LayerPlan(new Add { Name = node.LayerName }, []) { Inputs = [.. values.Select(static value => value.Layer)] });
    }

    public void Add(NodeArguments node, Layer definition, params IReadOnlyList<Action<Span<float>>> parameters) =>
        Add(node, new LayerPlan(definition, parameters));

    public void Add(NodeArguments node, LayerPlan plan)
    {
        Layer definition = plan.Definition;
        Check(node, _plans.Count == ModelLimits.Layers ? $"there are more than {ModelLimits.Layers} layers" : null);
        Check(node, ModelLimits.Problem(definition) ?? ModelLimits.Problem(definition, Shape));
        TensorShape output = InferShape(node, definition);
        Check(node, ModelLimits.Problem(output));
        _windowSteps += ModelLimits.Steps(definition, Shape, output);
        Check(node, ModelLimits.StepsProblem(_windowSteps));
        _parameters += definition.DescribeParameters(Shape)
            .Sum(static parameter => parameter.Shape.Aggregate(1L, static (product, size) => product * size));
        _plans.Add(plan.Inputs.Count > 0 ? plan : plan with { Inputs = [_value.Layer] });
        _value = _value with { Shape = output, Layer = _plans.Count - 1 };
    }

    /// <summary>Builds the network, with as many parameters as <paramref name="heldParameters"/> and a few that are used twice.</summary>
    public Network Build(long heldParameters)
    {
        if (_plans.Count == 0)
        {
            throw new ModelFormatException("The graph has no layer. Export a network.");
        }

        if (Form != ValueForm.Vector || Flattened is not null)
        {
            throw new ModelFormatException(
                $"The graph's output is an image {Shape}, or one flattened with its channels first. End the network in a dense layer.");
        }

        if (_parameters > Math.Min(heldParameters + ModelLimits.SharedParameters, ModelLimits.Parameters))
        {
            throw new ModelFormatException(
                $"The network would have {_parameters} parameters, of which the file holds {heldParameters}. "
                + "Export it with tensors of their own for the layers.");
        }

        var network = Network.CreateUninitialized(_input, [.. ConnectLayers()]);
        for (int i = 0; i < _plans.Count; i++)
        {
            for (int j = 0; j < _plans[i].Parameters.Count; j++)
            {
                _plans[i].Parameters[j](network.Layers[i].Parameters[j].Values);
            }
        }

        return network;
    }

    /// <summary>The layers, with the names of their inputs where these are not just the layer before.</summary>
    private IEnumerable<Layer> ConnectLayers()
    {
        string[] names = LayerNames.Assign([.. _plans.Select(static plan => plan.Definition)]);
        return _plans.Select((plan, place) => plan.Inputs is [var input] && input == place - 1
            ? plan.Definition
            : plan.Definition.WithInputs(
                [.. plan.Inputs.Select(input => input == LayerInputs.NetworkInputPlace ? LayerInputs.NetworkInput : names[input])]));
    }

    private TensorShape InferShape(NodeArguments node, Layer definition)
    {
        try
        {
            return definition.InferShape(definition.Name ?? definition.KindName, Shape);
        }
        catch (ArgumentException e)
        {
            throw node.Fault(e.Message, e);
        }
    }

    private static void Check(NodeArguments node, string? problem)
    {
        if (problem is not null)
        {
            throw node.Fault($"makes the network too large: {problem}");
        }
    }
}

/// <summary>A layer to be built, and for each of its parameters what writes the values into it.</summary>
internal sealed record LayerPlan(Layer Definition, IReadOnlyList<Action<Span<float>>> Parameters)
{
    /// <summary>Whether this is a matrix product, to which a bias may be added.</summary>
    public bool AwaitsBias { get; init; }

    /// <summary>The places of the layers whose outputs it takes; -1 for the network's input.</summary>
    public IReadOnlyList<int> Inputs { get; init; } = [];
}

/// <summary>A value of the graph as the library sees it.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Form">How it lies in the graph.</param>
/// <param name="Flattened">The image that it is, flattened with its channels first; or null.</param>
/// <param name="Layer">The place of the layer that gave it; -1 for the network's input.</param>
internal readonly record struct GraphValue(TensorShape Shape, ValueForm Form, TensorShape? Flattened, int Layer);

/// <summary>How the value between two nodes lies in the graph.</summary>
internal enum ValueForm
{
    /// <summary>[batch, length].</summary>
    Vector,

    /// <summary>[batch, channels, height, width].</summary>
    Image,

    /// <summary>[batch, height, width, channels]: transposed, to be flattened.</summary>
    TransposedImage,

    /// <summary>[batch, channels, 1, 1]: pooled, to be flattened.</summary>
    Pooled,
}
