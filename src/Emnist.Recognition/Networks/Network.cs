using System.Numerics.Tensors;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>
/// A sequence of layers and their parameters, Keras's <c>Sequential</c>. To predict, <see cref="Compile"/> it; to
/// train it, use a <c>Trainer</c>. The structure is immutable. The parameters are
/// not: a network must not be trained, initialized or changed while it is compiled or saved; compiled plans are not
/// affected.
/// </summary>
public sealed class Network
{
    private const int MaxParameters = 1 << 30;

    /// <summary>Creates a network and draws its parameters with seed 0.</summary>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="layers">The layers, first to last; at least one. A layer may occur more than once: each place has parameters of its own.</param>
    /// <exception cref="NetworkShapeException">
    /// A layer cannot take what reaches it, would give more than 2^28 values, or brings the parameters above 2^30.
    /// </exception>
    /// <exception cref="ArgumentException">There is no layer, or two are given the same name.</exception>
    public Network(TensorShape inputShape, params IReadOnlyList<Layer> layers)
        : this(layers, inputShape) => Initialize(seed: 0);

    private Network(IReadOnlyList<Layer> layers, TensorShape inputShape)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (inputShape.Rank == 0)
        {
            throw new ArgumentException("The input shape is empty: use TensorShape.Image or TensorShape.Vector.", nameof(inputShape));
        }

        if (layers.Count == 0)
        {
            throw new ArgumentException("A network needs at least one layer.", nameof(layers));
        }

        InputShape = inputShape;
        Layers = Build(inputShape, layers);
    }

    /// <summary>The shape of one sample on the way in.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of one sample on the way out.</summary>
    public TensorShape OutputShape => Layers[^1].OutputShape;

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The parameters of all layers, first to last.</summary>
    public IEnumerable<Parameter> Parameters => Layers.SelectMany(static layer => layer.Parameters);

    /// <summary>Numbers in all parameters.</summary>
    public int ParameterCount => Layers.Sum(static layer => layer.ParameterCount);

    /// <summary>Whether the outputs are probabilities already.</summary>
    internal bool EndsInSoftmax => FinalSoftmax is not null;

    /// <summary>
    /// The place of the softmax whose probabilities are the outputs: only layers that change no value in prediction
    /// come after it. Null where there is none, as where several softmaxes side by side are flattened to one vector.
    /// </summary>
    internal int? FinalSoftmax
    {
        get
        {
            int last = Layers.Count - 1;
            while (last > 0 && Layers[last].Definition.KeepsValues)
            {
                last--;
            }

            return Layers[last].Definition is Activation { Function: ActivationFunction.Softmax }
                && Layers[last].OutputShape.Channels == OutputShape.Channels ? last : null;
        }
    }

    /// <summary>Creates a network whose parameters are all zero, for a caller that sets every one of them.</summary>
    internal static Network CreateUninitialized(TensorShape inputShape, IReadOnlyList<Layer> layers) => new(layers, inputShape);

    /// <summary>Draws all parameters anew by their initializers.</summary>
    /// <param name="seed">The same seed gives the same parameters, on every machine.</param>
    public void Initialize(int seed)
    {
        var random = new SplitMix64((uint)seed);
        foreach (Parameter parameter in Parameters)
        {
            parameter.Initialize(ref random);
        }
    }

    /// <summary>
    /// Prepares the network for prediction: batch normalization folded into the weights before it, activations fused,
    /// weights packed for this machine. The plan keeps the parameters as they are now.
    /// </summary>
    public InferencePlan Compile() => new(this, probabilities: false, winograd: true);

    /// <summary>Like <see cref="Compile"/>, with a softmax at the end where the network has none.</summary>
    internal InferencePlan CompileProbabilities() => new(this, probabilities: true, winograd: true);

    /// <summary>A table of the layers, their output shapes and their parameters, as Keras's <c>summary()</c> prints it.</summary>
    public string Summary() => NetworkSummary.Format(this);

    /// <summary>Whether no parameter is infinite or not a number.</summary>
    internal bool IsFinite => Parameters.All(static parameter => float.IsFinite(TensorPrimitives.MaxMagnitude<float>(parameter.Values)));

    /// <summary>The values of all parameters, copied.</summary>
    internal float[][] CopyParameters() => [.. Parameters.Select(static parameter => parameter.Values.ToArray())];

    /// <summary>Sets all parameters to values that <see cref="CopyParameters"/> gave, of this network or of one like it.</summary>
    internal void SetParameters(float[][] values)
    {
        foreach ((Parameter parameter, float[] copy) in Parameters.Zip(values))
        {
            copy.CopyTo(parameter.Values);
        }
    }

    private static List<NetworkLayer> Build(TensorShape shape, IReadOnlyList<Layer> layers)
    {
        string[] names = LayerNames.Of(layers);
        ThrowIfTooLarge(shape, layers, names);
        var built = new List<NetworkLayer>(layers.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            var layer = new NetworkLayer(layers[i], names[i], shape);
            built.Add(layer);
            shape = layer.OutputShape;
        }

        return built;
    }

    /// <summary>Follows the shapes through the layers before anything is allocated for them.</summary>
    private static void ThrowIfTooLarge(TensorShape shape, IReadOnlyList<Layer> layers, string[] names)
    {
        Int128 parameters = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            TensorShape output = layers[i].InferShape(names[i], shape);
            foreach (ParameterDefinition parameter in layers[i].DescribeParameters(shape))
            {
                parameters += parameter.Length;
            }

            if (parameters > MaxParameters)
            {
                throw new NetworkShapeException(names[i], shape, $"the network has {parameters} parameters up to here, more than {MaxParameters}; make it smaller.");
            }

            shape = output;
        }
    }
}
