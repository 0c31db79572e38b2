using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Collects the layers of a network and their weights.</summary>
internal sealed class NetworkBuilder
{
    /// <summary>The name of the network's own input, which no layer may have.</summary>
    private const string NetworkInput = "input";

    private readonly List<Layer> _layers = [];
    private readonly List<float[][]> _parameters = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _logarithms = new(StringComparer.Ordinal);
    private TensorShape? _input;
    private bool? _isInputTurned;
    private long _parameterCount;

    /// <summary>Whether the model begins by exchanging the rows and columns of its images, which so lie on their side.</summary>
    public bool BeginsByTurning => _isInputTurned ?? false;

    /// <summary>The name of the last layer; null where there is none.</summary>
    public string? Last => _layers.Count == 0 ? null : _layers[^1].Name;

    /// <summary>A name that no layer has yet: the one given, or with a number.</summary>
    public string NameFor(string name)
    {
        string free = name == NetworkInput ? "input_layer" : name;
        for (int number = 1; !_names.Add(free); number++)
        {
            free = FormattableString.Invariant($"{name}_{number}");
        }

        return free;
    }

    /// <summary>What the next layer is to be given as its inputs, to take these values: nothing where it takes the last layer's.</summary>
    public IReadOnlyList<string> InputsOf(params IReadOnlyList<Value> values) =>
        values is [var one] && one.Source == Last ? [] : [.. values.Select(static value => value.Source ?? NetworkInput)];

    /// <summary>Adds a layer with the weights of each of its parameters, in the library's layout.</summary>
    /// <returns>The layer's name.</returns>
    public string Add(Value from, Layer layer, params float[][] parameters)
    {
        string name = layer.Name!;
        TensorShape shape = from.IsFlat ? TensorShape.Vector(from.Shape.Length) : from.Shape;
        if (from.Source is null && (_input ??= shape) != shape)
        {
            throw Fault.Layer(
                name, $"takes the model's input as {shape}, which another layer takes as {_input}", "Give it the same image as the other.");
        }

        if (from.Source is null && (_isInputTurned ??= from.IsTurned) != from.IsTurned)
        {
            throw Fault.Layer(
                name, "takes the model's input with rows and columns exchanged, or as it is, and another layer the other way",
                "One of them sees images that lie on their side: give all of them the same.");
        }

        if (parameters.Any(static values => !values.All(float.IsFinite)))
        {
            throw Fault.Layer(
                name, "has weights that are not finite once its input's scale is taken in", "Train and save the model again.");
        }

        _parameterCount += parameters.Sum(static values => (long)values.Length);
        if (_layers.Count == KerasLimits.Layers || _parameterCount > KerasLimits.Parameters || KerasLimits.IsTooLarge(shape))
        {
            throw Fault.Layer(
                name,
                $"makes the network larger than {KerasLimits.Layers} layers, {KerasLimits.Parameters} parameters or "
                + $"{KerasLimits.LayerValues} values between two layers",
                "Make the model smaller.");
        }

        _layers.Add(layer);
        _parameters.Add(parameters);
        return name;
    }

    /// <summary>Notes a log_softmax, for which the network has a softmax.</summary>
    /// <param name="output">What it gives.</param>
    /// <param name="layer">Keras's name of its layer.</param>
    public void AddLogarithm(Value output, string layer) => _logarithms[output.Source!] = layer;

    /// <summary>Checks that no layer takes the output of a log_softmax.</summary>
    public void RequireLogarithmsAtEnd(Value output)
    {
        foreach ((string source, string layer) in _logarithms)
        {
            if (source != output.Source)
            {
                throw Fault.Layer(layer, "has a log_softmax within the network, which is not supported", "Use it at the end alone.");
            }
        }
    }

    /// <summary>Makes the network.</summary>
    public KerasNetwork Build()
    {
        if (_input is not { } input)
        {
            throw Fault.Unreadable("The model has no layer that computes anything", "Save a trained model.");
        }

        try
        {
            var network = new Network(input, _layers);
            foreach ((NetworkLayer layer, float[][] parameters) in network.Layers.Zip(_parameters))
            {
                foreach ((Parameter parameter, float[] values) in layer.Parameters.Zip(parameters))
                {
                    values.CopyTo(parameter.Values);
                }
            }

            return new KerasNetwork(network, BeginsByTurning);
        }
        catch (ArgumentException e)
        {
            throw Fault.Damaged($"The model's parts do not make a network: {e.Message.TrimEnd('.')}", e);
        }
    }
}
