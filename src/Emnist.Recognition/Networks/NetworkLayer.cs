using System.Globalization;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>A layer in its place in a <see cref="Network"/>: with its name, its shapes and its parameters.</summary>
public sealed class NetworkLayer
{
    internal NetworkLayer(Layer definition, string name, TensorShape inputShape)
    {
        Definition = definition;
        Name = name;
        InputShape = inputShape;
        OutputShape = definition.InferShape(name, inputShape);
        Parameters = [.. definition.DescribeParameters(inputShape).Select(parameter => new Parameter(name, parameter))];
    }

    /// <summary>What the layer does.</summary>
    public Layer Definition { get; }

    /// <summary>The name, unique in the network: the one given, or Keras's with a number, such as <c>conv2d_1</c>.</summary>
    public string Name { get; }

    /// <summary>The shape of a sample on the way in.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of a sample on the way out.</summary>
    public TensorShape OutputShape { get; }

    /// <summary>The layer's parameters, in Keras's order; empty for most kinds.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Numbers in all parameters.</summary>
    public int ParameterCount => Parameters.Sum(static parameter => parameter.Values.Length);

    /// <summary>The layer itself, and the activation that it was given as a layer after it.</summary>
    internal IEnumerable<NetworkLayer> Operations => GivenActivation is { } function
        ? [this, new NetworkLayer(new Activation(function), Name, OutputShape)]
        : [this];

    /// <summary>The kind and the activation that the layer was given, such as <c>Dense, Relu</c>.</summary>
    internal string Kind => GivenActivation is { } function ? $"{Definition.GetType().Name}, {function}" : Definition.GetType().Name;

    private ActivationFunction? GivenActivation =>
        Definition is KernelLayer { Activation: not ActivationFunction.Linear and var function } ? function : null;

    /// <summary>Name, kind, shapes and size, such as <c>dense (Dense, Relu) [784] -> [128], 100,480 parameters</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} ({Kind}) {InputShape} -> {OutputShape}, {ParameterCount:N0} parameters");

    internal Parameter? Find(string parameterName) =>
        Parameters.FirstOrDefault(parameter => parameter.Name.AsSpan(Name.Length + 1).SequenceEqual(parameterName));

    /// <summary>Whether the other layer's parameters can stand for this one's.</summary>
    internal bool HasSameWeightsAs(NetworkLayer other) =>
        Definition.GetType() == other.Definition.GetType() && InputShape == other.InputShape && OutputShape == other.OutputShape
        && Parameters.Count == other.Parameters.Count
        && Parameters.Zip(other.Parameters).All(static pair => pair.First.Shape.SequenceEqual(pair.Second.Shape));
}
