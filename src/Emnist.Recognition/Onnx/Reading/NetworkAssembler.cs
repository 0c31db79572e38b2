using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Takes the layers that nodes stand for, one after the other, and follows the shape and order of the values between
/// them. Nothing is allocated for the parameters before it is known that they fit and that the file holds as many.
/// </summary>
internal sealed class NetworkAssembler
{
    private readonly TensorShape _input;
    private readonly List<LayerPlan> _plans = [];
    private long _parameters;
    private long _windowSteps;

    public NetworkAssembler(TensorShape input)
    {
        _input = input;
        Shape = input;
        Form = input.Rank == 1 ? ValueForm.Vector : ValueForm.Image;
    }

    /// <summary>The shape of the value that the next node takes, as the library sees it.</summary>
    public TensorShape Shape { get; private set; }

    public ValueForm Form { get; set; }

    /// <summary>The file's value for ink at its darkest: 1, or 255 where the graph divides its input by that.</summary>
    public int InputMaximum { get; set; } = 1;

    /// <summary>The image that the vector is, flattened with its channels first; null where the order is the library's.</summary>
    public TensorShape? Flattened { get; set; }

    public LayerPlan? Last => _plans.Count == 0 ? null : _plans[^1];

    /// <summary>Puts a layer of the same shapes, with so many parameters more, in the place of the last one.</summary>
    public void ReplaceLast(LayerPlan plan, int addedParameters)
    {
        _plans[^1] = plan;
        _parameters += addedParameters;
    }

    public void Add(NodeArguments node, Layer definition, params IReadOnlyList<Action<Span<float>>> parameters) =>
        Add(node, new LayerPlan(definition, parameters));

    public void Add(NodeArguments node, LayerPlan plan)
    {
        Layer definition = plan.Definition;
        Check(node, _plans.Count == ModelLimits.Layers ? $"there are more than {ModelLimits.Layers} layers" : null);
        Check(node, ModelLimits.Problem(definition));
        TensorShape output = InferShape(node, definition);
        Check(node, ModelLimits.Problem(output));
        _windowSteps += ModelLimits.Steps(definition, Shape, output);
        Check(node, ModelLimits.StepsProblem(_windowSteps));
        _parameters += definition.DescribeParameters(Shape)
            .Sum(static parameter => parameter.Shape.Aggregate(1L, static (product, size) => product * size));
        _plans.Add(plan);
        Shape = output;
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

        var network = Network.CreateUninitialized(_input, [.. _plans.Select(static plan => plan.Definition)]);
        for (int i = 0; i < _plans.Count; i++)
        {
            for (int j = 0; j < _plans[i].Parameters.Count; j++)
            {
                _plans[i].Parameters[j](network.Layers[i].Parameters[j].Values);
            }
        }

        return network;
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
}

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
