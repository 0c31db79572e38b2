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
    /// Floats that a prediction may need beside the parameters, 128 MB. Well-known networks for pictures of 224 x 224, such as VGG and
    /// ResNet, need a third of that.
    /// </summary>
    public const int PredictionValues = 1 << 25;

    /// <summary>
    /// Multiplications of a prediction, or other work that takes as long: seconds on one core. VGG on pictures of 224 x 224 needs a
    /// quarter.
    /// </summary>
    public const long Operations = 1L << 36;

    /// <summary>Outputs of the network, each of which has a name: more than any set of handwritten characters has.</summary>
    public const int Classes = 1 << 16;

    /// <summary>Pixels times the positions of the window on them, over all layers: what a convolution's tables grow with.</summary>
    public const int WindowSteps = 1 << 24;

    /// <summary>Parameters that a file may hold once and use again, beyond those that it holds.</summary>
    public const int SharedParameters = 1 << 18;

    /// <summary>What makes the network too large to store, or null.</summary>
    public static string? Problem(Network network)
    {
        // A separable convolution is two layers in the file.
        int layers = network.Layers.Sum(static layer => layer.Definition is SeparableConv2D ? 2 : 1);
        if (layers > Layers)
        {
            return $"it has {layers} layers, more than {Layers}";
        }

        if (network.Layers.Sum(static layer => (long)layer.ParameterCount) > Parameters)
        {
            return $"it has more than {Parameters} parameters";
        }

        long steps = 0;
        foreach (NetworkLayer layer in network.Layers)
        {
            if ((Problem(layer.Definition) ?? Problem(layer.InputShape) ?? ValuesProblem(layer)) is { } problem)
            {
                return $"in layer '{layer.Name}', {problem}";
            }

            steps += layer.Operations.Sum(static part => Steps(part.Definition, part.InputShape, part.OutputShape));
        }

        return ClassesProblem(network.OutputShape.Length) ?? StepsProblem(steps) ?? Problem(PredictionCost.Of(network));
    }

    /// <summary>What makes the outputs too many.</summary>
    public static string? ClassesProblem(int outputs) =>
        outputs > Classes ? $"it has {outputs} outputs, more than {Classes}" : null;

    public static string? Problem(TensorShape shape) =>
        shape.Length > LayerValues ? $"{shape} has more than {LayerValues} values" : null;

    /// <summary>What makes the values too many that the layer works on, given its input.</summary>
    public static string? Problem(Layer definition, TensorShape input) =>
        definition is DepthwiseConv2D { DepthMultiplier: var multiplier } && (long)input.Length * multiplier > LayerValues
            ? $"{input} has more than {LayerValues} values when each channel stands there {multiplier} times"
            : null;

    /// <summary>What makes the layer's window too large, whatever it is laid on.</summary>
    public static string? Problem(Layer definition) => definition switch
    {
        ConvolutionLayer conv => Problem(conv.KernelSize, conv.Strides) ?? Problem(conv.KernelSize, conv.DilationRate),
        PoolingLayer pooling => Problem(pooling.PoolSize, pooling.Strides),
        ZeroPadding2D padding => Problem(padding),
        Add { Inputs.Count: > NodeValues and var count } => $"an {nameof(Add)} has {count} inputs, more than {NodeValues}",
        _ => null,
    };

    public static string? StepsProblem(long steps) =>
        steps > WindowSteps ? $"the windows of the network have more than {WindowSteps} places in all" : null;

    public static long Steps(Layer definition, TensorShape input, TensorShape output)
    {
        WindowSize? window = definition switch
        {
            ConvolutionLayer conv => conv.KernelSize,
            PoolingLayer pooling => pooling.PoolSize,
            _ => null,
        };
        return window is { } size ? (long)size.Height * size.Width * Math.Max(Pixels(input), Pixels(output)) : 0;
    }

    private static string? Problem(PredictionCost cost) =>
        cost.Values > PredictionValues
            ? $"a prediction would keep {cost.Values} values in memory beside the parameters, more than {PredictionValues}"
            : cost.Operations > Operations
                ? $"a prediction would take {cost.Operations} multiplications, or as long, more than {Operations}"
                : null;

    private static long Pixels(TensorShape shape) => (long)shape.Height * shape.Width;

    /// <summary>The output, and what lies between the parts of a layer.</summary>
    private static string? ValuesProblem(NetworkLayer layer) =>
        layer.Operations.Select(static operation => Problem(operation.OutputShape)).FirstOrDefault(static problem => problem is not null);

    private static string? Problem(ZeroPadding2D padding) =>
        Math.Max(Math.Max(padding.Top, padding.Bottom), Math.Max(padding.Left, padding.Right)) > WindowSide
            ? $"a side is padded by more than {WindowSide}"
            : null;

    private static string? Problem(WindowSize window, WindowSize strides) =>
        Math.Max(Math.Max(window.Height, window.Width), Math.Max(strides.Height, strides.Width)) > WindowSide
            ? $"a side of the {window} window or of the {strides} strides is above {WindowSide}"
            : null;
}
