using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>
/// The small model of 0.1.0 as somebody else would have trained it: on bytes made floats, lying on their side, with classes that no
/// file names. Its answers are those of that one, if it is given what it takes.
/// </summary>
internal static class ForeignModel
{
    /// <summary>What the tool has to be told of it.</summary>
    public static readonly string[] Options = ["--classes", "balanced", "--input-scale", "0..255", "--transposed"];

    /// <summary>The file of the model that it is.</summary>
    public static string Own => Path.Combine(Checkout.Root, "models", "0.1.0", "fast.onnx");

    public static string Save(string folder)
    {
        Network network = OnnxModel.Load(Own).Network;
        Transpose(network);
        foreach (ref float weight in network.Layers[0].Parameters[0].Values)
        {
            weight /= 255;
        }

        string path = Path.Combine(folder, "theirs.onnx");
        new OnnxModel(network, [.. Enumerable.Range(0, 47).Select(static i => $"{i}")]).Save(path);
        return path;
    }

    /// <summary>Exchanges height and width in every layer: the kernels' own, and those of the image that is flattened.</summary>
    private static void Transpose(Network network)
    {
        TensorShape? flattened = null;
        foreach (NetworkLayer layer in network.Layers)
        {
            flattened = layer.Definition is Flatten ? layer.InputShape : flattened;
            if (layer.Definition is Conv2D)
            {
                IReadOnlyList<int> shape = layer.Parameters[0].Shape;
                SwapSides(layer.Parameters[0].Values, shape[0], shape[2] * shape[3]);
            }
            else if (layer.Definition is Dense && flattened is { } image)
            {
                SwapSides(layer.Parameters[0].Values, image.Height, image.Channels * layer.OutputShape.Length);
                flattened = null;
            }
        }
    }

    /// <summary>Exchanges the first two dimensions of [side, side, length].</summary>
    private static void SwapSides(Span<float> values, int side, int length)
    {
        float[] before = values.ToArray();
        for (int place = 0; place < side * side; place++)
        {
            int other = (place % side * side) + (place / side);
            before.AsSpan(other * length, length).CopyTo(values[(place * length)..]);
        }
    }
}
