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

    /// <summary>How it is trained: a copy each time, free to be changed.</summary>
    public TrainerOptions Training => _training.Copy();

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
