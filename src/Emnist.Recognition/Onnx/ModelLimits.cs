using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// What a model may hold at most, so that a small hostile file makes no large network. <see cref="OnnxModel"/> accepts
/// no network beyond them, so that what is saved can be loaded.
/// </summary>
internal static class ModelLimits
{
    public const int ModelBytes = 256 << 20;
    public const int Parameters = 60_000_000;
    public const int Layers = 1024;
    public const int Nodes = 8 * Layers;
    public const int Initializers = 16 * Layers;
    public const int MetadataEntries = 1024;
    public const int Attributes = 16;
    public const int NodeValues = 16;
    public const int Dimensions = 8;
    public const int Integers = 64;
    public const int WindowSide = 4096;

    /// <summary>Characters of a layer's name or of a key.</summary>
    public const int NameLength = 1024;

    /// <summary>Characters of all class names and facts together.</summary>
    public const int TextLength = 1 << 20;

    /// <summary>Bytes of a name in a file, room for the ending of a value's name included.</summary>
    public const int NameBytes = 4 * NameLength;

    /// <summary>Values between two layers, of one sample.</summary>
    public const int LayerValues = 1 << 22;

    /// <summary>
    /// The most values between two layers, of one sample, times the number of layers whose outputs must be kept at a time: what
    /// prediction needs memory for.
    /// </summary>
    public const int KeptValues = 1 << 26;

    /// <summary>Pixels times the positions of the window on them, over all layers: what a convolution's tables grow with.</summary>
    public const int WindowSteps = 1 << 25;

    /// <summary>Parameters that a file may hold once and use again, beyond those that it holds.</summary>
    public const int SharedParameters = 1 << 18;

    /// <summary>What makes the network too large to store, or null.</summary>
    public static string? Problem(Network network)
    {
        if (network.Layers.Count > Layers)
        {
            return $"it has {network.Layers.Count} layers, more than {Layers}";
        }

        if (network.Layers.Sum(static layer => (long)layer.ParameterCount) > Parameters)
        {
            return $"it has more than {Parameters} parameters";
        }

        long steps = 0;
        foreach (NetworkLayer layer in network.Layers)
        {
            if ((Problem(layer.Definition) ?? Problem(layer.InputShape) ?? Problem(layer.OutputShape)) is { } problem)
            {
                return $"in layer '{layer.Name}', {problem}";
            }

            steps += Steps(layer.Definition, layer.InputShape, layer.OutputShape);
        }

        int widest = network.Layers.Max(static layer => Math.Max(layer.InputShape.Length, layer.OutputShape.Length));
        long kept = (long)CountKept(network) * widest;
        return kept > KeptValues
            ? $"{kept} values of its layers must be kept at a time, more than {KeptValues}"
            : StepsProblem(steps);
    }

    public static string? Problem(TensorShape shape) =>
        shape.Length > LayerValues ? $"{shape} has more than {LayerValues} values" : null;

    /// <summary>What makes the layer's window too large, whatever it is laid on.</summary>
    public static string? Problem(Layer definition) => definition switch
    {
        Conv2D conv => Problem(conv.KernelSize, conv.Strides),
        MaxPooling2D pooling => Problem(pooling.PoolSize, pooling.Strides),
        Add { Inputs.Count: > NodeValues and var count } => $"an {nameof(Add)} has {count} inputs, more than {NodeValues}",
        _ => null,
    };

    public static string? StepsProblem(long steps) =>
        steps > WindowSteps ? $"the windows of the network have more than {WindowSteps} places in all" : null;

    public static long Steps(Layer definition, TensorShape input, TensorShape output)
    {
        WindowSize? window = definition switch
        {
            Conv2D conv => conv.KernelSize,
            MaxPooling2D pooling => pooling.PoolSize,
            _ => null,
        };
        return window is { } size ? (long)size.Height * size.Width * Math.Max(Pixels(input), Pixels(output)) : 0;
    }

    /// <summary>The most outputs of layers, and the input, that are needed at a time while the layers run in their order.</summary>
    private static int CountKept(Network network)
    {
        int[] lastTakers = new int[network.Layers.Count + 1];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            foreach (int place in network.Layers[i].InputPlaces)
            {
                lastTakers[place + 1] = i;
            }
        }

        (int kept, int most) = (1, 1);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            most = Math.Max(most, ++kept);
            kept -= network.Layers[i].InputPlaces.Distinct().Count(place => lastTakers[place + 1] == i);
        }

        return most;
    }

    private static long Pixels(TensorShape shape) => (long)shape.Height * shape.Width;

    private static string? Problem(WindowSize window, WindowSize strides) =>
        Math.Max(Math.Max(window.Height, window.Width), Math.Max(strides.Height, strides.Width)) > WindowSide
            ? $"a side of the {window} window or of the {strides} strides is above {WindowSide}"
            : null;
}
