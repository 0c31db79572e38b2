using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx.Protos;

namespace Emnist.Recognition.Onnx.Reading;

/// <summary>Finds the graph's input and what of it is its height, width and channels.</summary>
internal static class InputReader
{
    /// <summary>The side of the library's images, which is taken for a height or width that the file leaves open.</summary>
    private const int OpenSide = 28;

    /// <summary>Sides from which on [batch, side, side, 1] is an image of one channel, not one of many that is one pixel wide.</summary>
    private const int LeastSquare = 8;

    /// <summary>The one input that no initializer gives; older files list those as inputs too.</summary>
    public static ValueInfoProto Find(GraphProto graph, IReadOnlySet<string> initializers)
    {
        ValueInfoProto[] inputs = [.. graph.Inputs.Where(input => !initializers.Contains(input.Name))];
        return inputs.Length == 1
            ? inputs[0]
            : throw new ModelFormatException(
                $"The graph has {inputs.Length} inputs instead of one. Export the network with the image as its only input.");
    }

    /// <summary>The input's values, as the file has them.</summary>
    public static DataValue Read(ValueInfoProto input)
    {
        if (input.ElementType is not (ElementType.Float or ElementType.Float16 or ElementType.Double or ElementType.UInt8))
        {
            throw Fault(input, "is neither of floats nor of bytes");
        }

        if (input.Sizes.Length is < 2 or > 4)
        {
            throw Fault(
                input, "is none of [batch, channels, height, width], [batch, height, width, 1], [batch, height, width], [batch, length]");
        }

        long[] filled = FillIn(input.Sizes[1..]);
        int[] sizes = new int[filled.Length];
        long values = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = filled[i] is >= 1 and <= ModelLimits.LayerValues and var size
                ? (int)size
                : throw Fault(input, "has a size that is zero or too large");
            values = Math.Min(values * sizes[i], long.MaxValue / ModelLimits.LayerValues);
        }

        if (values > ModelLimits.LayerValues)
        {
            throw Fault(input, $"has more than {ModelLimits.LayerValues} values");
        }

        return Arrange(sizes) with { IsBytes = input.ElementType == ElementType.UInt8 };
    }

    /// <summary>The input as a tensor of these sizes after the batch: what they are, as long as no layer says otherwise.</summary>
    public static DataValue Arrange(IReadOnlyList<int> sizes)
    {
        Axis[] axes = [.. sizes.Select(static size => new Axis(size))];
        var none = new Axis(1);
        bool isVector = sizes.Count == 1 || (sizes.Count == 2 && sizes.Contains(1));
        bool isSquareBeforeChannel = sizes is [>= LeastSquare, _, 1] && sizes[0] == sizes[1];
        ImageAxes named = axes switch
        {
            _ when isVector => new ImageAxes(none, none, axes.MaxBy(static axis => axis.Size)!),
            [var height, var width] => new ImageAxes(height, width, none),
            [var height, var width, var channels] when isSquareBeforeChannel => new ImageAxes(height, width, channels),
            [var channels, var height, var width] => new ImageAxes(height, width, channels),
            _ => throw new ArgumentException("There are more sizes than an image has.", nameof(sizes)),
        };
        return new DataValue(
            DataValue.Input, isVector ? TensorShape.Vector(named.Channels.Size) : Shape(named), named,
            [[Axis.Batch], .. axes.Select(ImageAxes.Dimension)]);
    }

    public static TensorShape Shape(ImageAxes axes) =>
        TensorShape.Image(new ImageSize { Width = axes.Width.Size, Height = axes.Height.Size }).WithChannels(axes.Channels.Size);

    /// <summary>
    /// Sizes that are left open: of the library's images, grey and of 28 x 28. Should they be others, a layer will not fit.
    /// </summary>
    private static long[] FillIn(long?[] sizes) => sizes switch
    {
        [var length] => [length ?? OpenSide * OpenSide],
        [var height, var width, 1] when height is null || width is null => [height ?? OpenSide, width ?? OpenSide, 1],
        [var channels, var height, var width] => [channels ?? 1, height ?? OpenSide, width ?? OpenSide],
        _ => Array.ConvertAll(sizes, static size => size ?? OpenSide),
    };

    private static ModelFormatException Fault(ValueInfoProto input, string problem) =>
        new($"The graph's input '{input.Name}' {problem}. Export the network for images of a fixed size, with any batch.");
}
