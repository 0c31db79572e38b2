using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Optimizers;

namespace Emnist.Recognition.Training;

/// <summary>
/// Fine-tuning: a trained model goes on to learn other classes, or other people's handwriting, from far fewer images than a training
/// from nothing takes. Its last layer is replaced by one for the new classes, the rest is kept and only tuned (transfer learning;
/// J. Yosinski et al., "How transferable are features in deep neural networks?", NIPS 2014, arXiv 1411.1792).
/// </summary>
/// <example>
/// <code>
/// LabeledImages images = ImageFolder.Load("my-letters").Images;
/// Network network = FineTuning.Create(EmbeddedModel.Load(), images.ClassNames);
/// TrainingHistory history = new Trainer(FineTuning.TrainingFor(images.Count)).Fit(network, images);
/// new OnnxModel(network, images.ClassNames).Save("mine.onnx");
/// </code>
/// </example>
public static class FineTuning
{
    /// <summary>The <see cref="NetworkLayer.LearningRateMultiplier"/> that <see cref="Create(OnnxModel, IReadOnlyList{string})"/> gives
    /// the layers that are kept.</summary>
    private const float KeptRate = 0.3f;

    /// <summary>
    /// How a network of <see cref="Create(OnnxModel, IReadOnlyList{string})"/> is trained on a set of so many images, those held out for
    /// validation among them: a new object each time, free to be changed. Epochs are 600 by the square root of the images, 3 to 40;
    /// a mini-batch has 32 images, or more where an epoch has 64 of them all the same, up to 128; <see cref="AdamW"/> starts at a rate
    /// of 0.002, which falls to 0 as a cosine; images are changed at random, <see cref="Augmentation.Handwriting"/>; a tenth of each
    /// class, and one image at least, is held out. docs/training.md has what it comes to.
    /// </summary>
    /// <param name="images">The number of images, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="images"/> is below 1.</exception>
    public static TrainerOptions TrainingFor(int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        return new TrainerOptions
        {
            Epochs = (int)Math.Clamp(Math.Round(600 / Math.Sqrt(images)), 3, 40),
            BatchSize = SmallSets.BatchSize(images, most: 128),
            Optimizer = new AdamW { WeightDecay = 0.02f, LearningRate = LearningRateSchedule.CosineDecay(2e-3f) },
            Augmentation = Augmentation.Handwriting,
            ValidationFraction = SmallSets.MinValidation,
            Seed = 1,
        };
    }

    /// <summary>Creates a network for other classes with the weights of a trained one; what is new is drawn with seed 0.</summary>
    /// <inheritdoc cref="Create(OnnxModel, IReadOnlyList{string}, int)"/>
    public static Network Create(OnnxModel model, IReadOnlyList<string> classNames) => Create(model, classNames, seed: 0);

    /// <summary>
    /// Creates a network for other classes with the weights of a trained one. All layers but the last dense one are kept, and are
    /// tuned at three tenths of the learning rate (<see cref="NetworkLayer.LearningRateMultiplier"/>). The last one has an output for each
    /// new class: the weights of the model's class of that name; where there is none, of the other case, so that <c>c</c> starts as
    /// the model's <c>C</c>; and else drawn anew.
    /// </summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="classNames">The new classes, at least one, in the order of the samples' labels.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <returns>
    /// The network, which shares nothing with the model. To freeze layers, set <see cref="NetworkLayer.Trainable"/>. Its checkpoints tell
    /// the weights that it started from.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// There are no classes; the model's logits are not those of a dense layer; or its <see cref="OnnxModel.InputForm"/> has other images
    /// than of 0 to 1, upright.
    /// </exception>
    public static Network Create(OnnxModel model, IReadOnlyList<string> classNames, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(classNames);
        if (classNames.Count == 0)
        {
            throw new ArgumentException("There are no classes to learn.", nameof(classNames));
        }

        RequirePlain(model);

        NetworkLayer last = RequireLogits(model.Network, nameof(model));
        var network = new Network(
            model.Network.InputShape,
            [.. model.Network.Layers.Select(layer => layer == last ? ((Dense)layer.Definition).With(classNames.Count) : layer.Definition)]);
        network.Initialize(seed);
        CopyWeights(model, network, classNames);
        foreach (NetworkLayer kept in network.Layers.Where(layer => layer.Parameters.Count > 0 && layer.Name != last.Name))
        {
            kept.LearningRateMultiplier = KeptRate;
        }

        return network;
    }

    /// <summary>
    /// Gives a network the weights of a trained one that has the same layers, but for the outputs of the last dense one, whose weights
    /// are taken by the classes' names as <see cref="Create(OnnxModel, IReadOnlyList{string}, int)"/> takes them: for a network
    /// whose dropout or regularization is not the model's. What has no counterpart stays as it is, and so do learning rates.
    /// </summary>
    /// <param name="model">The model, which stays as it is.</param>
    /// <param name="network">The network.</param>
    /// <param name="classNames">The network's classes, one for each output.</param>
    /// <exception cref="ArgumentException">
    /// The layers are not the same; the message names the first that differs, and nothing is copied. Or the logits are not those of a
    /// dense layer, or there are not as many classes as outputs, or the model's <see cref="OnnxModel.InputForm"/> has other images than
    /// of 0 to 1, upright.
    /// </exception>
    public static void CopyWeights(OnnxModel model, Network network, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(classNames);
        RequirePlain(model);
        NetworkLayer from = RequireLogits(model.Network, nameof(model));
        NetworkLayer to = RequireLogits(network, nameof(network));
        if (classNames.Count != network.OutputShape.Length)
        {
            throw new ArgumentException(
                $"There are {classNames.Count} classes for the network's {network.OutputShape.Length} outputs.", nameof(classNames));
        }

        if (network.FirstDifference(model.Network, to) is { } difference)
        {
            throw new ArgumentException($"The network's layers are not those of the model: {difference}.", nameof(network));
        }

        foreach ((NetworkLayer kept, NetworkLayer trained) in network.Layers.Zip(model.Network.Layers).Where(pair => pair.First != to))
        {
            foreach ((Parameter parameter, Parameter source) in kept.Parameters.Zip(trained.Parameters))
            {
                source.Values.CopyTo(parameter.Values);
            }
        }

        int[] places = [.. classNames.Select(name => FindClass(model.ClassNames, name))];
        foreach ((Parameter parameter, Parameter source) in to.Parameters.Zip(from.Parameters))
        {
            CopyClasses(source.Values, model.ClassNames.Count, places, parameter.Values);
        }

        network.Origin = RunDescription.Hash(network);
    }

    /// <param name="source">[inputs, classes of the model], or [classes of the model].</param>
    /// <param name="sourceClasses">The classes of the model.</param>
    /// <param name="places">[classes]: where the model has each class; -1 where it has none.</param>
    /// <param name="destination">[inputs, classes], or [classes].</param>
    private static void CopyClasses(ReadOnlySpan<float> source, int sourceClasses, int[] places, Span<float> destination)
    {
        for (int i = 0; i < destination.Length; i++)
        {
            (int row, int place) = (i / places.Length, places[i % places.Length]);
            destination[i] = place < 0 ? destination[i] : source[(row * sourceClasses) + place];
        }
    }

    /// <summary>The class of a name; else the one of its other case, which stands for both where it has no fellow.</summary>
    private static int FindClass(IReadOnlyList<string> names, string name)
    {
        int place = Find(names, name, StringComparison.Ordinal);
        return place >= 0 ? place : Find(names, name, StringComparison.OrdinalIgnoreCase);
    }

    private static int Find(IReadOnlyList<string> names, string name, StringComparison comparison)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Equals(name, comparison))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A network has no form: what is made of the model would be given images of another one than it learnt.</summary>
    private static void RequirePlain(OnnxModel model)
    {
        if (model.InputForm is { IsPlain: false })
        {
            throw new ArgumentException(
                "The model takes images of other values than 0 to 1, or that lie on their side, and training gives them as 0 to 1, "
                + "upright: begin with a model that takes these.",
                nameof(model));
        }
    }

    private static NetworkLayer RequireLogits(Network network, string parameterName) => TemperatureScaling.FindLogits(network)
        ?? throw new ArgumentException(
            $"The logits are not those of a {nameof(Dense)} layer, which alone can be replaced: end the network in one.", parameterName);
}
