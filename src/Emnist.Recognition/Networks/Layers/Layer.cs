namespace Emnist.Recognition.Networks.Layers;

/// <summary>
/// What a layer does, by Keras's definitions: immutable, without parameters of its own, so that one object may stand
/// in several places and be shared by threads. A <see cref="Network"/> gives it a name, shapes and parameters.
/// </summary>
/// <remarks>The kinds of layers are those of the library: the class cannot be derived from elsewhere.</remarks>
public abstract class Layer
{
    private IReadOnlyList<string> _inputs = [];
    private string? _name;

    private protected Layer()
    {
    }

    /// <summary>The layer's name. Default: null, and the network numbers the kind as Keras does (<c>dense</c>, <c>dense_1</c>).</summary>
    public string? Name
    {
        get => _name;
        init => _name = value;
    }

    /// <summary>
    /// The names of the layers whose outputs this one takes: layers before it in the network, given names or numbered ones
    /// (<c>conv2d_1</c>), or <c>input</c> for the network's own input. Default: empty, the layer right before, and the network's
    /// input for the first.
    /// </summary>
    /// <remarks>
    /// Only an <see cref="Add"/> takes more than one. A network refuses layers whose output nobody takes, but for the last.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The list or a name is null.</exception>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public IReadOnlyList<string> Inputs
    {
        get => _inputs;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Inputs));
            string[] names = [.. value];
            Array.ForEach(names, static name => ArgumentException.ThrowIfNullOrEmpty(name, nameof(Inputs)));
            _inputs = Array.AsReadOnly(names);
        }
    }

    /// <summary>Keras's name of the kind, in snake case.</summary>
    internal abstract string KindName { get; }

    /// <summary>
    /// The options that the parameters' shapes do not tell, in invariant notation; empty for most kinds. Checkpoints are
    /// told apart by it: a new option leaves it as it was where the option has its default.
    /// </summary>
    internal virtual string Settings => "";

    /// <summary>Whether the layer's values come out as they went in, in prediction; their shape may change.</summary>
    internal virtual bool KeepsValues => false;

    /// <summary>Whether the layer takes two inputs or more, all of one shape, instead of one.</summary>
    internal virtual bool TakesSeveralInputs => false;

    /// <summary>The same layer, for the network to name.</summary>
    internal Layer WithoutName()
    {
        var copy = (Layer)MemberwiseClone();
        copy._name = null;
        return copy;
    }

    /// <summary>The same layer with other inputs.</summary>
    internal Layer WithInputs(params IReadOnlyList<string> inputs)
    {
        var copy = (Layer)MemberwiseClone();
        copy._inputs = inputs;
        return copy;
    }

    /// <exception cref="NetworkShapeException">The layer cannot take this input.</exception>
    internal abstract TensorShape InferShape(string name, TensorShape input);

    internal virtual IReadOnlyList<ParameterDefinition> DescribeParameters(TensorShape input) => [];

    /// <summary>
    /// The output [height, width, channels] where there are at most as many values as a shape can have. Their number may be more than a
    /// 64-bit integer holds.
    /// </summary>
    private protected static TensorShape RequireImageSize(string name, TensorShape input, long height, long width, long channels)
    {
        if ((double)height * width * channels > TensorShape.MaxLength)
        {
            throw TooManyValues(name, input, height, width, channels);
        }

        return TensorShape.Image(new ImageSize { Width = (int)width, Height = (int)height }).WithChannels((int)channels);
    }

    /// <summary>The output [length], likewise.</summary>
    private protected static TensorShape RequireVectorSize(string name, TensorShape input, int length) =>
        length <= TensorShape.MaxLength ? TensorShape.Vector(length) : throw TooManyValues(name, input, 1, 1, length);

    private protected static void RequireImage(string name, TensorShape input)
    {
        if (input.Rank != 3)
        {
            throw new NetworkShapeException(
                name, input,
                "expects an image [height, width, channels]; put it before the Flatten or pooling layer that ends the images.");
        }
    }

    private protected static void RequireVector(string name, TensorShape input)
    {
        if (input.Rank != 1)
        {
            throw new NetworkShapeException(
                name, input, "expects a vector [length]; put a Flatten or GlobalAveragePooling2D layer before it.");
        }
    }

    // Enum.IsDefined would reflect, before the first answer of every process.
    private protected static Padding CheckPadding(Padding value, string option) =>
        value is Padding.Valid or Padding.Same
        ? value
        : throw new ArgumentOutOfRangeException(option, value, "There is no such padding.");

    private protected static ActivationFunction CheckFunction(ActivationFunction value, string option) =>
        value is >= ActivationFunction.Linear and <= ActivationFunction.Silu
        ? value
        : throw new ArgumentOutOfRangeException(option, value, "There is no such activation function.");

    private static NetworkShapeException TooManyValues(string name, TensorShape input, long height, long width, long channels) => new(
        name, input,
        $"its output has {(Int128)height * width * channels} values, more than {TensorShape.MaxLength}; make it smaller.");
}
