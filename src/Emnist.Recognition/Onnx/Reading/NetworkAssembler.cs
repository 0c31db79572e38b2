using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>
/// Takes the layers that nodes stand for, one after the other, and follows the shape and order of the values between
/// them. Nothing is allocated for the parameters before it is known that they fit and that the file holds as many.
/// </summary>
internal sealed class NetworkAssembler(DataValue input, int? batchSize)
{
    private readonly List<LayerPlan> _plans = [];
    private DataValue _value = input;
    private DataValue _input = input;
    private readonly bool _takesBytes = input.IsBytes;
    private IReadOnlyList<Axis> _inputOrder = input.Order;
    private long _parameters;
    private long _windowSteps;

    /// <summary>The samples that the graph takes at once; null for any number.</summary>
    public int? BatchSize { get; } = batchSize;

    /// <summary>The floats that the file holds in constants.</summary>
    public long HeldParameters { get; set; }

    /// <summary>What the node at hand takes, and after it was read, what it makes.</summary>
    public DataValue Value
    {
        get => _value;
        set => _value = Normal(value);
    }

    /// <summary>The shape of the value that the node takes, as the library sees it.</summary>
    public TensorShape Shape => _value.Shape;

    /// <summary>The layer that made the value, if no other node takes it; else null. It may be replaced.</summary>
    public LayerPlan? Last => !_value.IsShared && _value.Source >= 0 ? _plans[_value.Source] : null;

    /// <summary>Whether the value is the network's input, of which no layer has said yet what is height, width and channels.</summary>
    public bool IsUntouchedInput => CountInputScalings() == _plans.Count;

    /// <summary>Puts a layer of the same shapes, with so many parameters more, in the place of <see cref="Last"/>.</summary>
    public void ReplaceLast(LayerPlan plan, int addedParameters)
    {
        _plans[_value.Source] = plan with { Inputs = _plans[_value.Source].Inputs };
        _parameters += addedParameters;
    }

    /// <summary>Adds the sum of values, which lie alike.</summary>
    public void AddSum(NodeArguments node)
    {
        DataValue[] values = [.. Enumerable.Range(0, node.InputCount).Select(i => Normal(
            node.Value(i) as DataValue ?? throw node.Fault("adds a constant to several values")))];
        if (values.Length < 2 || Array.Exists(values, value => value.Shape != values[0].Shape || !value.LiesAs(values[0])))
        {
            throw node.Fault($"adds {string.Join(" and ", values.Select(static value => value.Shape))}; two or more of one shape are read");
        }

        if (Array.Exists(values, static value => value.IsLogarithm))
        {
            throw TakesLogarithm(node);
        }

        Add(node, new LayerPlan(new Add { Name = node.LayerName }, []) { Inputs = [.. values.Select(static value => value.Source)] });
    }

    public void Add(NodeArguments node, Layer definition, params IReadOnlyList<Action<Span<float>>> parameters) =>
        Add(node, new LayerPlan(definition, parameters));

    public void Add(NodeArguments node, LayerPlan plan)
    {
        Layer definition = plan.Definition;
        if (_value.IsLogarithm && !definition.KeepsValues)
        {
            throw TakesLogarithm(node);
        }

        Check(node, _plans.Count == ModelLimits.Layers ? $"there are more than {ModelLimits.Layers} layers" : null);
        Check(node, ModelLimits.Problem(definition) ?? ModelLimits.Problem(definition, Shape));
        TensorShape output = InferShape(node, definition);
        Check(node, ModelLimits.Problem(output));
        _windowSteps += ModelLimits.Steps(definition, Shape, output);
        Check(node, ModelLimits.StepsProblem(_windowSteps));
        _parameters += definition.DescribeParameters(Shape)
            .Sum(static parameter => parameter.Shape.Aggregate(1L, static (product, size) => product * size));
        if (IsUntouchedInput)
        {
            _input = _value;
        }

        _plans.Add(plan.Inputs.Count > 0 ? plan : plan with { Inputs = [_value.Source] });
        _value = Arrange(definition, output) with
        {
            Source = _plans.Count - 1, Shape = output, IsShared = false, IsLogarithm = _value.IsLogarithm,
        };
    }

    /// <summary>Counts constants of layers like parameters, before they are made: they may be more than the file holds.</summary>
    public void CountConstants(NodeArguments node, long count)
    {
        _parameters += count;
        Check(node, _parameters > Budget ? "its constants are repeated too often" : null);
    }

    /// <summary>Splits the input, a vector, into an image. No layer may have taken it.</summary>
    public void ReplaceInput(DataValue value)
    {
        _inputOrder = value.Order;
        _value = value with { Source = _value.Source, IsBytes = _value.IsBytes, IsShared = _value.IsShared };
    }

    /// <summary>Has the value be an image [batch, channels, height, width]: of the input, it is decided here.</summary>
    /// <returns>Whether it is one.</returns>
    public bool TryTakeImage()
    {
        if (_value.Dimensions is not [_, { Count: <= 1 } channels, { Count: <= 1 } height, { Count: <= 1 } width] || !_value.IsBatch(0))
        {
            return false;
        }

        if (IsUntouchedInput)
        {
            static Axis Name(IReadOnlyList<Axis> axes) => axes.Count == 0 ? new Axis(1) : axes[0];
            var axes = new ImageAxes(Name(height), Name(width), Name(channels));
            _value = _value with { Axes = axes, Shape = InputReader.Shape(axes) };
        }

        return _value.IsImage(channelsLast: false);
    }

    /// <summary>Builds the network, with as many parameters as the file holds and a few that are used twice.</summary>
    /// <param name="inputMaximum">What the graph takes for 1: 1 or 255.</param>
    public Network Build(out int inputMaximum)
    {
        CheckOutput();
        inputMaximum = InputScaling.Apply(_plans, _takesBytes);
        if (_plans.Count == 0)
        {
            throw new ModelFormatException("The graph has no layer. Export a network.");
        }

        CheckInput();
        if (Shape is { Rank: 3, Height: 1, Width: 1 })
        {
            _plans.Add(new LayerPlan(new Flatten(), []) { Inputs = [_plans.Count - 1] });
            _value = _value with { Shape = TensorShape.Vector(Shape.Length) };
        }

        if (Shape.Rank != 1 || !_value.IsInLibraryOrder)
        {
            throw new ModelFormatException(
                $"The graph's output is an image {Shape}, or one flattened with its channels first. End the network in a dense layer.");
        }

        if (ModelLimits.ClassesProblem(Shape.Length) is { } problem)
        {
            throw new ModelFormatException($"The network is too large: {problem}. End it in one output for each class.");
        }

        if (_parameters > Budget)
        {
            throw new ModelFormatException(
                $"The network would have {_parameters} parameters, of which the file holds {HeldParameters}. "
                + "Export it with tensors of their own for the layers.");
        }

        var network = Network.CreateUninitialized(_input.Shape, [.. ConnectLayers()]);
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
        // Nodes may have one name, and the first layer keeps it.
        var taken = new HashSet<string>(StringComparer.Ordinal);
        Layer[] layers = [.. _plans.Select(plan =>
            plan.Definition.Name is not { } name || taken.Add(name) ? plan.Definition : plan.Definition.WithoutName())];
        string[] names = LayerNames.Assign(layers);
        return _plans.Select((plan, place) => plan.Inputs is [var input] && input == place - 1
            ? layers[place]
            : layers[place].WithInputs(
                [.. plan.Inputs.Select(input => input == DataValue.Input ? LayerInputs.NetworkInput : names[input])]));
    }

    private long Budget => Math.Min(HeldParameters + ModelLimits.SharedParameters, ModelLimits.Parameters);

    /// <summary>How a layer's output lies in the graph.</summary>
    private DataValue Arrange(Layer definition, TensorShape output)
    {
        switch (definition)
        {
            case Flatten:
                return _value with { Dimensions = [[Axis.Batch], _value.Order] };
            case Dense:
                ImageAxes units = ImageAxes.Of(output);
                return _value with { Axes = units, Dimensions = [.. _value.Dimensions.SkipLast(1), ImageAxes.Dimension(units.Channels)] };
            case GlobalAveragePooling2D:
                ImageAxes mean = ImageAxes.Of(output);
                return _value with { Axes = mean, Dimensions = [[Axis.Batch], ImageAxes.Dimension(mean.Channels), [], []] };
            case var _ when output == Shape:
                return _value;
            default:
                ImageAxes axes = ImageAxes.Of(output);
                return _value with
                {
                    Axes = axes,
                    Dimensions =
                    [
                        [Axis.Batch], ImageAxes.Dimension(axes.Channels), ImageAxes.Dimension(axes.Height), ImageAxes.Dimension(axes.Width),
                    ],
                };
        }
    }

    /// <summary>The layers at the beginning that scale the input and leave open what of it is height, width and channels.</summary>
    private int CountInputScalings() => _plans.TakeWhile(static plan => plan.Scaling is { IsLayer: false, IsUniform: true }).Count();

    /// <summary>A value as the layers see it that have been added since it was made.</summary>
    private DataValue Normal(DataValue value) => value.Source < CountInputScalings() && !IsUntouchedInput ? AsInput(value) : value;

    /// <summary>The input taken once more, after a layer has said what of it is what.</summary>
    private DataValue AsInput(DataValue value) => value.Order.ToHashSet().SetEquals(_input.Axes.Order)
        ? value with { Axes = _input.Axes, Shape = _input.Shape }
        : throw new ModelFormatException("The graph takes its input in two shapes that do not agree. Export a network that takes it once.");

    /// <summary>The last layer gives a network's output; one that comes after the graph's is there for its shape alone.</summary>
    private void CheckOutput()
    {
        if (_value.Source != _plans.Count - 1)
        {
            string name = _plans[^1].Definition.Name ?? _plans[^1].Definition.KindName;
            throw new ModelFormatException(
                $"The graph's output does not come of the layer '{name}', of which the shape alone is taken. Export it without that.")
            {
                NodeName = name,
            };
        }
    }

    /// <summary>The library's images have their rows one after the other.</summary>
    private void CheckInput()
    {
        (Axis height, Axis width, _) = _input.Axes;
        List<Axis> order = [.. _inputOrder];
        if (height.Size > 1 && width.Size > 1 && order.IndexOf(height) > order.IndexOf(width))
        {
            throw new ModelFormatException(
                "The graph swaps the height and width of the images that it takes. Export the network for upright images.");
        }
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

    private static ModelFormatException TakesLogarithm(NodeArguments node) =>
        node.Fault("takes the logarithm of probabilities; LogSoftmax is read at the end alone");

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
    /// <summary>Whether this is a convolution or matrix product, to which a bias may be added.</summary>
    public bool AwaitsBias { get; init; }

    /// <summary>The constants of a <see cref="Rescaling"/> that may still be changed by the node that follows.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>The places of the layers whose outputs it takes; <see cref="DataValue.Input"/> for the network's input.</summary>
    public IReadOnlyList<int> Inputs { get; init; } = [];
}
