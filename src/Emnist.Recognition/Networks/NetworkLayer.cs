using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>A layer in its place in a network: with its name, its shapes and its parameters.</summary>
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

    internal Parameter? Find(string parameterName) =>
        Parameters.FirstOrDefault(parameter => parameter.Name.AsSpan(Name.Length + 1).SequenceEqual(parameterName));
}
