using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>
/// What flows between two layers, as Keras sees it and as the network has it. The network keeps images as [height, width,
/// channels]; Keras may have the channels first, rows and columns exchanged, or the whole as one row of numbers, and a layer that
/// only changes that leaves nothing in the network but the order that the next kernel is brought in.
/// </summary>
/// <param name="Source">The layer of the network that gives it; null for the network's input.</param>
/// <param name="Shape">The image, or the vector, in the network.</param>
/// <param name="Order">The network's sides of more than one value (0 height, 1 width, 2 channels), in the order of Keras's.</param>
/// <param name="Sides">Keras's shape, without the batch.</param>
internal sealed record Value(string? Source, TensorShape Shape, int[] Order, int[] Sides)
{
    private const int Height = 0;
    private const int Width = 1;
    private const int Channels = 2;

    /// <summary>Whether the network has it as a vector, whichever image it was.</summary>
    public bool IsFlat { get; init; } = Shape.Rank == 1;

    /// <summary>What every number is still to be multiplied with and increased by, before the next layer takes it.</summary>
    public (float Scale, float Offset) Pending { get; init; } = (1, 0);

    /// <summary>Whether Keras's numbers lie in the network's order.</summary>
    public bool IsInOrder => Order.Zip(Order.Skip(1)).All(static pair => pair.First < pair.Second);

    /// <summary>Whether Keras has the columns before the rows.</summary>
    public bool IsTurned => Array.IndexOf(Order, Width) is >= 0 and var width && Array.IndexOf(Order, Height) > width;

    /// <summary>A model's input, [28, 28, 1], [28, 28] or [784]; or [1, 28, 28] with the channels first.</summary>
    public static Value Input(int[] sides, bool channelsFirst) => sides switch
    {
        [var length] => new Value(null, TensorShape.Vector(length), Unit(TensorShape.Vector(length), [Channels]), sides),
        [var height, var width] => Image(Sized(height, width, 1), [Height, Width], sides),
        [var channels, var height, var width] when channelsFirst => Image(Sized(height, width, channels), [Channels, Height, Width], sides),
        _ => Image(Sized(sides[0], sides[1], sides[2]), [Height, Width, Channels], sides),
    };

    /// <summary>A vector of a layer's outputs.</summary>
    public static Value Vector(string source, int length) =>
        new(source, TensorShape.Vector(length), length > 1 ? [Channels] : [], [length]);

    /// <summary>The network's side for each of Keras's: null for one of a single value. Null where they do not match.</summary>
    public int?[]? MapSides()
    {
        int?[] map = new int?[Sides.Length];
        int next = 0;
        for (int i = 0; i < Sides.Length; i++)
        {
            if (Sides[i] == 1)
            {
                continue;
            }

            if (next == Order.Length || SideOf(Order[next]) != Sides[i])
            {
                return null;
            }

            map[i] = Order[next++];
        }

        return next == Order.Length ? map : null;
    }

    /// <summary>
    /// Whether rows and columns are exchanged, for a layer that takes an image whose channels come at a place; null where this is
    /// no such image.
    /// </summary>
    public bool? IsTransposed(bool channelsFirst)
    {
        if (IsFlat || Sides.Length != 3 || MapSides() is not { } map)
        {
            return null;
        }

        (int? first, int? second, int? last) = channelsFirst ? (map[1], map[2], map[0]) : (map[0], map[1], map[2]);
        return !Is(last, Channels) ? null
            : Is(first, Height) && Is(second, Width) ? false
            : Is(first, Width) && Is(second, Height) ? true
            : null;
    }

    /// <summary>An image of a layer, whose channels and rows are where those of its input were.</summary>
    public static Value FromImage(string source, TensorShape shape, bool channelsFirst, bool transposed)
    {
        int[] spatial = transposed ? [Width, Height] : [Height, Width];
        int[] order = channelsFirst ? [Channels, .. spatial] : [.. spatial, Channels];
        return Image(shape, order, [.. order.Select(side => SideOf(shape, side))]) with { Source = source };
    }

    /// <summary>For each of the network's numbers, its place among Keras's; null where they are the same.</summary>
    public int[]? PlacesInKeras()
    {
        if (IsInOrder)
        {
            return null;
        }

        // One step along each of the network's sides, in Keras's numbers.
        Span<int> steps = stackalloc int[3];
        int step = 1;
        foreach (int side in Order.Reverse())
        {
            steps[side] = step;
            step *= SideOf(side);
        }

        int[] places = new int[Shape.Length];
        int next = 0;
        for (int row = 0; row < Shape.Height; row++)
        {
            for (int column = 0; column < Shape.Width; column++)
            {
                for (int channel = 0; channel < Shape.Channels; channel++)
                {
                    places[next++] = (row * steps[Height]) + (column * steps[Width]) + (channel * steps[Channels]);
                }
            }
        }

        return places;
    }

    /// <summary>For each of the network's numbers, its place along one of Keras's axes; null where the axes do not match.</summary>
    public int[]? PlacesAlong(int axis)
    {
        if (MapSides() is not { } map)
        {
            return null;
        }

        (int width, int channels) = (Shape.Width, Shape.Channels);
        return [.. Enumerable.Range(0, Shape.Length).Select(place => map[axis] switch
        {
            Height => place / (width * channels),
            Width => place / channels % width,
            Channels => place % channels,
            _ => 0,
        })];
    }

    private static Value Image(TensorShape shape, int[] order, int[] sides) => new(null, shape, Unit(shape, order), sides);

    private static int[] Unit(TensorShape shape, int[] order) => [.. order.Where(side => SideOf(shape, side) > 1)];

    private static TensorShape Sized(int height, int width, int channels) =>
        TensorShape.Image(new ImageSize { Height = height, Width = width }).WithChannels(channels);

    private static int SideOf(TensorShape shape, int side) => side switch
    {
        Height => shape.Height,
        Width => shape.Width,
        _ => shape.Channels,
    };

    private int SideOf(int side) => SideOf(Shape, side);

    private bool Is(int? mapped, int side) => mapped == side || (mapped is null && SideOf(side) == 1);
}
