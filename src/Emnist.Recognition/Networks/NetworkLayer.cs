using System.Globalization;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Networks;

/// <summary>A layer in its place in a <see cref="Network"/>: with its name, its shapes and its parameters.</summary>
public sealed class NetworkLayer
{
    /// <param name="definition">What the layer does.</param>
    /// <param name="name">Its name.</param>
    /// <param name="inputShape">The shape of its input, or of each of them.</param>
    /// <param name="sources">See <see cref="Sources"/>.</param>
    internal NetworkLayer(Layer definition, string name, TensorShape inputShape, params IReadOnlyList<NetworkLayer?> sources)
        : this(definition, name, inputShape, sources, parameters: null)
    {
        IReadOnlyList<NetworkLayer> parts = LayerParts.Of(this);
        Operations = GivenActivation is { } function
            ? [.. parts, new NetworkLayer(new Activation(function), name, OutputShape, parts[^1])]
            : parts;
    }

    /// <summary>A part of a layer, with parameters of that one; null for a layer with its own.</summary>
    internal NetworkLayer(
        Layer definition, string name, TensorShape inputShape, IReadOnlyList<NetworkLayer?> sources, IReadOnlyList<Parameter>? parameters)
    {
        Definition = definition;
        Name = name;
        InputShape = inputShape;
        OutputShape = definition.InferShape(name, inputShape);
        Parameters = parameters ?? [.. definition.DescribeParameters(inputShape).Select(parameter => new Parameter(this, parameter))];
        Sources = sources;
        Inputs = Array.AsReadOnly(sources.Select(static source => source?.Name ?? LayerInputs.NetworkInput).ToArray());
        Operations = [this];
    }

    /// <summary>What the layer does.</summary>
    public Layer Definition { get; }

    /// <summary>The name, unique in the network: the one given, or Keras's with a number, such as <c>conv2d_1</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The names of the layers whose outputs this one takes, as <see cref="Layer.Inputs"/> or the layers' order say; <c>input</c>
    /// for the network's own input.
    /// </summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The shape of a sample on the way in; of each input where there are several.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of a sample on the way out.</summary>
    public TensorShape OutputShape { get; }

    /// <summary>The layer's parameters, in Keras's order; empty for most kinds.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Numbers in all parameters.</summary>
    public int ParameterCount => Parameters.Sum(static parameter => parameter.Values.Length);

    /// <summary>
    /// Whether a training changes the layer, as Keras's <c>trainable</c>. Where it is false, the layer is frozen: its parameters stay
    /// as they are, their regularization does not count, and a batch normalization runs with its moving averages, which stay as well.
    /// A training takes it as it is when it starts; prediction and files know nothing of it. Set it only while no other thread trains
    /// the network.
    /// </summary>
    /// <value>Default: true.</value>
    public bool Trainable { get; set; } = true;

    /// <summary>
    /// What the learning rate is multiplied by for the layer's parameters, finite and above 0: below 1 for a layer that is trained
    /// already and is only tuned. A training takes it as it is when it starts; prediction and files know nothing of it. Set it only
    /// while no other thread trains the network.
    /// </summary>
    /// <value>Default: 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0, or not finite.</exception>
    /// <seealso cref="Trainable"/>
    public float LearningRateMultiplier
    {
        get;
        set
        {
            if (!(value > 0 && float.IsFinite(value)))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(LearningRateMultiplier), value,
                    $"The multiplier must be finite and above 0; {nameof(Trainable)} = false leaves a layer as it is.");
            }

            field = value;
        }
    } = 1;

    /// <summary>Whether the layer that the parameters are of is not trainable: the layer itself, or the one that it is a part of.</summary>
    internal bool IsFrozen => Parameters.Any(static parameter => !parameter.Layer.Trainable);

    /// <summary>The operations whose outputs the layer takes; null stands for the network's own input.</summary>
    internal IReadOnlyList<NetworkLayer?> Sources { get; }

    /// <summary>The places in the network of the layers whose outputs this one takes; -1 for the network's own input.</summary>
    internal IReadOnlyList<int> InputPlaces { get; init; } = [];

    /// <summary>Whether the layer takes the output of the one right before it, and nothing else, as in a chain.</summary>
    internal bool FollowsThePrevious { get; init; } = true;

    /// <summary>The operation that gives the layer's output: the activation that it was given, or the layer or its last part.</summary>
    internal NetworkLayer OutputOperation => Operations[^1];

    /// <summary>The layer itself or its parts, and the activation that it was given as a layer after it.</summary>
    internal IReadOnlyList<NetworkLayer> Operations { get; }

    /// <summary>The kind and the activation that the layer was given, such as <c>Dense, Relu</c>.</summary>
    internal string Kind => GivenActivation is { } function ? $"{Definition.GetType().Name}, {function}" : Definition.GetType().Name;

    private ActivationFunction? GivenActivation =>
        Definition is KernelLayer { Activation: not ActivationFunction.Linear and var function } ? function : null;

    /// <summary>
    /// Name, kind, shapes and size, such as <c>dense (Dense, Relu) [784] -> [128], 100,480 parameters</c>; and the inputs where they
    /// are not just the layer before.
    /// </summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} ({Kind}) {InputShape} -> {OutputShape}, {ParameterCount:N0} parameters")
        + (FollowsThePrevious ? "" : $", takes {string.Join(", ", Inputs)}");

    internal Parameter? Find(string parameterName) =>
        Parameters.FirstOrDefault(parameter => parameter.Name.AsSpan(Name.Length + 1).SequenceEqual(parameterName));

    /// <summary>Whether the other layer's parameters can stand for this one's.</summary>
    internal bool HasSameWeightsAs(NetworkLayer other) =>
        HasSameInputsAs(other) && OutputShape == other.OutputShape
        && Parameters.Zip(other.Parameters).All(static pair => pair.First.Shape.SequenceEqual(pair.Second.Shape));

    /// <summary>Whether the other layer is of the same kind and takes the same, whatever the number of outputs.</summary>
    internal bool HasSameInputsAs(NetworkLayer other) =>
        IsSameKindAs(other) && InputShape == other.InputShape && Parameters.Count == other.Parameters.Count;

    internal bool IsSameKindAs(NetworkLayer other) => Definition.GetType() == other.Definition.GetType();
}
