using System.Collections.ObjectModel;
using System.Globalization;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks;

/// <summary>
/// Layers and their parameters: Keras's <c>Sequential</c>, or a graph of layers where some name their
/// <see cref="Layer.Inputs"/>. To predict, make a plan of it with
/// <see cref="ToInferencePlan"/>; to train it, use a <c>Trainer</c>.
/// </summary>
/// <remarks>
/// The structure is immutable. The parameters are not: no thread may train, initialize or otherwise change a network
/// while another reads it, be it to predict, to make a plan or to save. Plans that are made already are not affected.
/// </remarks>
/// <example>
/// <code>
/// var network = new Network(
///     TensorShape.Image(28),
///     new Conv2D(32, 3) { Activation = ActivationFunction.Relu }, new MaxPooling2D(),
///     new Flatten(), new Dense(10));
/// Console.WriteLine(network.Summary());
/// float[] logits = network.Predict(new float[28 * 28]);
/// </code>
/// </example>
public sealed class Network
{
    private const int MaxParameters = 1 << 30;

    /// <summary>Creates a network and draws its parameters with seed 0.</summary>
    /// <param name="inputShape">The shape of one sample.</param>
    /// <param name="layers">
    /// The layers, first to last; at least one. Each takes the output of the one before it, unless its
    /// <see cref="Layer.Inputs"/> name others. A layer may occur more than once: each place has parameters of its own.
    /// </param>
    /// <exception cref="NetworkShapeException">
    /// A layer cannot take what reaches it, would give more than 2^28 values, or brings the parameters above 2^30.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The shape is the default value, there is no layer, or two are given the same name; a layer's inputs are unknown, do not come
    /// before it, or are more or fewer than it takes; or no layer takes the output of one that is not the last.
    /// </exception>
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
        Operations = [.. Layers.SelectMany(static layer => layer.Operations)];
    }

    /// <summary>The shape of one sample on the way in.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of one sample on the way out.</summary>
    public TensorShape OutputShape => Layers[^1].OutputShape;

    /// <summary>
    /// The layers in topological order: each stands after those whose output it takes, and the last gives the network's
    /// output.
    /// </summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The parameters of all layers, in the layers' order.</summary>
    public IEnumerable<Parameter> Parameters => Layers.SelectMany(static layer => layer.Parameters);

    /// <summary>Numbers in all parameters.</summary>
    public int ParameterCount => Layers.Sum(static layer => layer.ParameterCount);

    /// <summary>
    /// The layers as training and prediction run them: an activation that a layer was given comes after it as an
    /// <see cref="Activation"/> layer.
    /// </summary>
    internal IReadOnlyList<NetworkLayer> Operations { get; }

    /// <summary>
    /// The operations that give the logits: all but the softmax whose probabilities are the outputs, and the ones after
    /// it, which change no value in prediction. All where there is no such softmax, as where several softmaxes side by
    /// side are flattened to one vector.
    /// </summary>
    internal IEnumerable<NetworkLayer> OperationsToLogits => Operations.Take(FinalSoftmax ?? Operations.Count);

    /// <summary>Whether the outputs are probabilities already.</summary>
    internal bool EndsInSoftmax => FinalSoftmax is not null;

    /// <summary>
    /// The weights that a fine-tuning began with, in words, by which a checkpoint tells it from one that began with others; null for
    /// a network that began with none.
    /// </summary>
    internal string? Origin { get; set; }

    /// <summary>Whether no parameter is infinite or not a number.</summary>
    internal bool IsFinite => Parameters.All(static parameter => parameter.IsFinite);

    /// <summary>The place of the softmax that <see cref="OperationsToLogits"/> leave out.</summary>
    private int? FinalSoftmax
    {
        get
        {
            int last = LastChange;
            return Operations[last].Definition is Activation { Function: ActivationFunction.Softmax }
                && Operations[last].OutputShape.Channels == OutputShape.Channels ? last : null;
        }
    }

    /// <summary>The place of the last operation that changes values in prediction.</summary>
    private int LastChange
    {
        get
        {
            int last = Operations.Count - 1;
            while (last > 0 && Operations[last].Definition.KeepsValues)
            {
                last--;
            }

            return last;
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
    /// Copies all parameters of a network with the same layers, moving averages too: to fine-tune a trained model, to
    /// keep the best epoch, to start two trainings alike.
    /// </summary>
    /// <param name="source">
    /// A network with the same kinds of layers in the same order, the same connections and the same shapes. Names and options
    /// without parameters, such as a dropout rate, may differ. It stays as it is.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The layers are not the same; the message names the first that differs, and nothing is copied.
    /// </exception>
    public void CopyWeightsFrom(Network source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (FirstDifference(source, last: null) is { } difference)
        {
            throw new ArgumentException($"Weights are copied between networks of the same layers alone: {difference}.", nameof(source));
        }

        foreach ((Parameter parameter, Parameter from) in Parameters.Zip(source.Parameters))
        {
            from.Values.CopyTo(parameter.Values);
        }

        Origin = source.Origin ?? Origin;
    }

    /// <summary>
    /// Predicts one sample or a few with the parameters as they are now. A convenience that makes a plan each time: for
    /// more than a few calls keep an <see cref="InferencePlan"/>.
    /// </summary>
    /// <param name="samples">[count, input shape], sample after sample; in 0 to 1 for pixels.</param>
    /// <returns>[count, output shape].</returns>
    /// <exception cref="ArgumentException">The length is no multiple of a sample's.</exception>
    public float[] Predict(ReadOnlySpan<float> samples)
    {
        (int count, int rest) = Math.DivRem(samples.Length, InputShape.Length);
        if (rest != 0)
        {
            throw new ArgumentException(
                $"A sample of {InputShape} has {InputShape.Length} values; {samples.Length} values are no whole number of samples.",
                nameof(samples));
        }

        float[] outputs = new float[(long)count * OutputShape.Length];
        ToInferencePlan().Predict(samples, outputs, count);
        return outputs;
    }

    /// <summary>
    /// Prepares the network for prediction: batch normalization folded into the weights before it, activations fused,
    /// weights packed for this machine. The plan keeps the parameters as they are now.
    /// </summary>
    public InferencePlan ToInferencePlan() => new(Operations, addSoftmax: false, winograd: true);

    /// <summary>
    /// Prepares the network for prediction as <see cref="ToInferencePlan"/> does, with a softmax at the end where the network has
    /// none: each output is the probability of a class, 0 to 1, and they sum to 1. Of a sigmoid at the end, which says of each class
    /// by itself how likely it is, the softmax takes the place.
    /// </summary>
    public InferencePlan ToProbabilityPlan() =>
        LastChange is > 0 and var last && Operations[last].Definition is Activation { Function: ActivationFunction.Sigmoid }
            ? new([.. Operations.Take(last)], OutputShape, addSoftmax: true, winograd: true)
            : new(Operations, addSoftmax: !EndsInSoftmax, winograd: true);

    /// <summary>A table of the layers, their output shapes and their parameters, as Keras's <c>summary()</c> prints it.</summary>
    public string Summary() => NetworkSummary.Format(this);

    /// <summary>Shapes and sizes, such as <c>Network [28, 28, 1] -> [47], 595,791 parameters, 12 layers</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"Network {InputShape} -> {OutputShape}, {ParameterCount:N0} parameters, {Layers.Count} layers");

    /// <summary>The first layer whose weights another network's cannot stand for, in words; null where there is none.</summary>
    /// <param name="source">The other network.</param>
    /// <param name="last">A layer of this network that may have another number of outputs, as may those after it; null for none.</param>
    internal string? FirstDifference(Network source, NetworkLayer? last)
    {
        bool isAfter = false;
        for (int i = 0; i < Math.Max(Layers.Count, source.Layers.Count); i++)
        {
            (NetworkLayer? here, NetworkLayer? there) = (Layers.ElementAtOrDefault(i), source.Layers.ElementAtOrDefault(i));
            if (here is null || there is null
                || !(isAfter ? here.IsSameKindAs(there) : here == last ? here.HasSameInputsAs(there) : here.HasSameWeightsAs(there))
                || !here.InputPlaces.SequenceEqual(there.InputPlaces))
            {
                return $"layer {i} is {here?.ToString() ?? "missing"} here, and {there?.ToString() ?? "missing"} in the source";
            }

            isAfter |= here == last;
        }

        return null;
    }

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

    private static ReadOnlyCollection<NetworkLayer> Build(TensorShape inputShape, IReadOnlyList<Layer> layers)
    {
        string[] names = LayerNames.Assign(layers);
        int[][] inputs = LayerInputs.Find(layers, names);
        TensorShape[] shapes = InferInputShapes(inputShape, layers, names, inputs);
        var built = new List<NetworkLayer>(layers.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            NetworkLayer?[] sources =
                [.. inputs[i].Select(place => place == LayerInputs.NetworkInputPlace ? null : built[place].OutputOperation)];
            built.Add(new NetworkLayer(layers[i], names[i], shapes[i], sources)
            {
                InputPlaces = inputs[i], FollowsThePrevious = inputs[i] is [var place] && place == i - 1,
            });
        }

        return built.AsReadOnly();
    }

    /// <summary>Follows the shapes through the layers before anything is allocated for them.</summary>
    private static TensorShape[] InferInputShapes(TensorShape inputShape, IReadOnlyList<Layer> layers, string[] names, int[][] inputs)
    {
        double parameters = 0;
        (TensorShape[] shapes, TensorShape[] outputs) = (new TensorShape[names.Length], new TensorShape[names.Length]);
        for (int i = 0; i < names.Length; i++)
        {
            TensorShape OutputOf(int place) => place == LayerInputs.NetworkInputPlace ? inputShape : outputs[place];
            TensorShape shape = OutputOf(inputs[i][0]);
            foreach (int place in inputs[i].Where(place => OutputOf(place) != shape))
            {
                throw new NetworkShapeException(
                    names[i], shape,
                    $"its input '{layers[i].Inputs[Array.IndexOf(inputs[i], place)]}' is {OutputOf(place)}; all must have one shape.");
            }

            shapes[i] = shape;
            outputs[i] = layers[i].InferShape(names[i], shape);
            foreach (ParameterDefinition parameter in layers[i].DescribeParameters(shape))
            {
                parameters += parameter.Length;
            }

            if (parameters > MaxParameters)
            {
                throw TooManyParameters(names[i], layers.Take(i + 1).Zip(shapes));
            }
        }

        return shapes;
    }

    private static NetworkShapeException TooManyParameters(string name, IEnumerable<(Layer Layer, TensorShape Shape)> layers)
    {
        Int128 parameters = layers.SelectMany(static place => place.Layer.DescribeParameters(place.Shape))
            .Aggregate(Int128.Zero, static (sum, parameter) => sum + parameter.ExactLength);
        return new NetworkShapeException(
            name, layers.Last().Shape,
            $"the network has {parameters} parameters up to here, more than {MaxParameters}; make it smaller.");
    }
}
