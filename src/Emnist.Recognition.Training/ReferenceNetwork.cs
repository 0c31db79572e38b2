using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Training;

/// <summary>A network, and how it is trained. Immutable.</summary>
public sealed class ReferenceNetwork
{
    private static readonly TensorShape Input = TensorShape.Image(28);

    private readonly Func<int, IReadOnlyList<Layer>> _layers;
    private readonly TrainerOptions _training;

    internal ReferenceNetwork(string name, string description, int classes, Func<int, IReadOnlyList<Layer>> layers, TrainerOptions training)
    {
        Name = name;
        Description = description;
        Classes = classes;
        _layers = layers;
        _training = training;
    }

    /// <summary>The name, such as <c>EmnistCnn</c>.</summary>
    public string Name { get; }

    /// <summary>The layers in a few words.</summary>
    public string Description { get; }

    /// <summary>How many classes it was published for: 47 of EMNIST Balanced, or 10 digits.</summary>
    public int Classes { get; }

    /// <summary>How it is trained on tens of thousands of images: a copy each time, free to be changed.</summary>
    /// <seealso cref="TrainingFor"/>
    public TrainerOptions Training => _training.Copy();

    /// <summary>
    /// How it is trained on a set of so many images, those held out for validation among them: a copy each time, free to be
    /// changed. From 50,000 images on it is <see cref="Training"/>. For n below that,
    /// <list type="bullet">
    /// <item>epochs are more by the factor of the square root of 50,000 / n, up to 100, and so is the patience of early stopping;</item>
    /// <item>the mini-batch is smaller, so that an epoch has 64 and more of them, but not below 32 images;</item>
    /// <item>an epoch has the images of the set, where the preset would draw more;</item>
    /// <item>an average of the weights spans a tenth of the training at most;</item>
    /// <item>a tenth of the images at least is held out for validation;</item>
    /// <item>images are changed at random, <see cref="Augmentation.Handwriting"/>, where the preset changes none and n is below
    /// 10,000.</item>
    /// </list>
    /// </summary>
    /// <param name="images">The number of images, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="images"/> is below 1.</exception>
    public TrainerOptions TrainingFor(int images)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        return SmallSets.Adapt(Training, images);
    }

    /// <summary>Creates the network for 28 x 28 grey images, its parameters drawn with the seed of <see cref="Training"/>.</summary>
    /// <param name="classes">The number of classes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 1.</exception>
    public Network Create(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        var network = new Network(Input, _layers(classes));
        network.Initialize(_training.Seed);
        return network;
    }

    /// <summary>Creates the network for as many classes as it was published for.</summary>
    public Network Create() => Create(Classes);
}
