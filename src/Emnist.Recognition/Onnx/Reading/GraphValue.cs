using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>What a name of the graph stands for.</summary>
internal abstract record GraphValue;

/// <summary>A tensor that is the same for every batch.</summary>
internal sealed record ConstantValue(TensorProto Tensor) : GraphValue;

/// <summary>
/// Whole numbers computed from shapes: a list, or one number alone. Null stands for the size of the batch where it is open.
/// </summary>
internal sealed record SizesValue(IReadOnlyList<long?> Values, bool IsList) : GraphValue
{
    /// <summary>Whether the graph has them as floats, so that a division leaves no remainder out.</summary>
    public bool IsFloat { get; init; }
}

/// <summary>What a layer makes, or the network's input, and how that lies in the graph.</summary>
/// <param name="Source">The place of the layer; <see cref="Input"/> for the network's input.</param>
/// <param name="Shape">One sample as the library has it.</param>
/// <param name="Axes">The axes that the library orders by height, width and channels.</param>
/// <param name="Dimensions">The tensor's dimensions, each the product of its axes; those of size 1 are in none.</param>
internal sealed record DataValue(int Source, TensorShape Shape, ImageAxes Axes, IReadOnlyList<IReadOnlyList<Axis>> Dimensions) : GraphValue
{
    /// <summary>The source of the network's input.</summary>
    public const int Input = -1;

    /// <summary>Whether several nodes take the value, so that no layer after it can become one with that before.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the graph has the logarithms of these values.</summary>
    public bool IsLogarithm { get; init; }

    /// <summary>Whether the values are whole numbers of 0 to 255, not made floats yet.</summary>
    public bool IsBytes { get; init; }

    /// <summary>The axes of a sample in the order in which its values lie in the graph.</summary>
    public IReadOnlyList<Axis> Order => [.. Dimensions.SelectMany(static axes => axes).Where(static axis => axis != Axis.Batch)];

    /// <summary>Whether a sample lies as the library has it.</summary>
    public bool IsInLibraryOrder => Order.SequenceEqual(Axes.Order);

    /// <summary>Whether the tensor is [batch, everything], or everything of a batch of one.</summary>
    public bool IsFlat => Dimensions.Count == 2 ? IsBatch(0) : Dimensions.Count == 1 && !IsBatch(0);

    /// <summary>Whether two values of the same shape lie in the same order, under the same dimensions.</summary>
    public bool LiesAs(DataValue other) => Shape.Rank == 1 && IsInLibraryOrder && other.IsInLibraryOrder
        ? Sizes.SequenceEqual(other.Sizes)
        : Dimensions.Count == other.Dimensions.Count
            && Dimensions.Zip(other.Dimensions).All(pair => pair.First.Select(Place).SequenceEqual(pair.Second.Select(other.Place)));

    /// <summary>Whether the value is an image under four dimensions, its channels before or after height and width.</summary>
    public bool IsImage(bool channelsLast)
    {
        Axis[] order = channelsLast ? [Axes.Height, Axes.Width, Axes.Channels] : [Axes.Channels, Axes.Height, Axes.Width];
        return Shape.Rank == 3 && Dimensions.Count == 4 && IsBatch(0)
            && order.Select(ImageAxes.Dimension).Zip(Dimensions.Skip(1)).All(static pair => pair.First.SequenceEqual(pair.Second));
    }

    /// <summary>Whether the value is a vector under the dimensions [batch, channels, 1, 1].</summary>
    public bool IsPixel => Shape.Rank == 1 && Dimensions is [_, _, { Count: 0 }, { Count: 0 }] && IsBatch(0);

    /// <summary>The value under the dimensions [batch, height, width, channels].</summary>
    public DataValue WithChannelsLast() => this with
    {
        Dimensions =
        [
            [Axis.Batch], ImageAxes.Dimension(Axes.Height), ImageAxes.Dimension(Axes.Width), ImageAxes.Dimension(Axes.Channels),
        ],
    };

    public bool IsBatch(int dimension) => Dimensions[dimension] is [var axis] && axis == Axis.Batch;

    /// <summary>The sizes of the tensor, null for that of the batch.</summary>
    public IReadOnlyList<long?> Sizes =>
        [.. Dimensions.Select(static axes => axes.Contains(Axis.Batch) ? null : (long?)Size(axes))];

    public static int Size(IReadOnlyList<Axis> axes) => axes.Aggregate(1, static (product, axis) => product * axis.Size);

    /// <summary>
    /// Lays a tensor over this one, its last dimensions on the last ones, its dimensions of size 1 over any; null where it does not fit,
    /// or would make the tensor larger.
    /// </summary>
    public AxisStrides? Lay(ReadOnlySpan<int> tensor)
    {
        if (tensor.Length > Dimensions.Count)
        {
            return null;
        }

        var strides = new Dictionary<Axis, int>();
        int stride = 1;
        for (int i = 1; i <= tensor.Length; i++)
        {
            int size = tensor[^i];
            IReadOnlyList<Axis> axes = Dimensions[^i];
            if (size != 1 && (axes.Contains(Axis.Batch) || size != Size(axes)))
            {
                return null;
            }

            if (size != 1)
            {
                AddStrides(strides, axes, stride);
            }

            stride *= size;
        }

        return AxisStrides.Create(Axes, strides);
    }

    /// <summary>How a sample lies in the graph.</summary>
    public AxisStrides Lay()
    {
        var strides = new Dictionary<Axis, int>();
        AddStrides(strides, Order, 1);
        return AxisStrides.Create(Axes, strides);
    }

    /// <summary>Which of the library's axes this is; -1 for the batch.</summary>
    private int Role(Axis axis) => Array.IndexOf([Axes.Height, Axes.Width, Axes.Channels], axis);

    /// <summary>Flattened images may have as many values and other sides.</summary>
    private (int Role, int Size) Place(Axis axis) => (Role(axis), axis.Size);

    private static void AddStrides(Dictionary<Axis, int> strides, IReadOnlyList<Axis> axes, int stride)
    {
        foreach (Axis axis in axes.Reverse())
        {
            strides[axis] = stride;
            stride *= axis.Size;
        }
    }
}

/// <summary>One of the directions in which a tensor's values lie. Two axes are the same where they are the same object.</summary>
internal sealed class Axis(int size)
{
    /// <summary>The samples, of which there may be any number.</summary>
    public static Axis Batch { get; } = new(0);

    public int Size => size;
}

/// <summary>The axes of an image, or of the image that a vector was flattened from. Other vectors have channels alone.</summary>
internal sealed record ImageAxes(Axis Height, Axis Width, Axis Channels)
{
    public static ImageAxes Of(TensorShape shape) => new(new Axis(shape.Height), new Axis(shape.Width), new Axis(shape.Channels));

    /// <summary>The library's order, without the axes of size 1.</summary>
    public IReadOnlyList<Axis> Order => [.. new[] { Height, Width, Channels }.Where(static axis => axis.Size > 1)];

    /// <summary>The axis as a dimension of a tensor.</summary>
    public static IReadOnlyList<Axis> Dimension(Axis axis) => axis.Size > 1 ? [axis] : [];
}
