using System.Collections.Frozen;
using Emnist.Recognition.Keras.Configuration;
using Emnist.Recognition.Keras.Weights;

namespace Emnist.Recognition.Keras.Conversion;

/// <summary>Makes a network of an architecture and its weights.</summary>
internal sealed class ModelConverter
{
    private static readonly FrozenDictionary<string, Func<LayerCall, Value>> Converters = new Dictionary<string, Func<LayerCall, Value>>
    {
        ["Dense"] = DenseLayers.Convert,
        ["Conv2D"] = ImageLayers.ConvertConvolution,
        ["Convolution2D"] = ImageLayers.ConvertConvolution,
        ["AtrousConvolution2D"] = ImageLayers.ConvertConvolution,
        ["DepthwiseConv2D"] = DepthwiseLayers.ConvertDepthwise,
        ["SeparableConv2D"] = DepthwiseLayers.ConvertSeparable,
        ["SeparableConvolution2D"] = DepthwiseLayers.ConvertSeparable,
        ["ZeroPadding2D"] = ImageLayers.ConvertZeroPadding,
        ["AveragePooling2D"] = ImageLayers.ConvertAveragePooling,
        ["AvgPool2D"] = ImageLayers.ConvertAveragePooling,
        ["MaxPooling2D"] = ImageLayers.ConvertMaxPooling,
        ["MaxPool2D"] = ImageLayers.ConvertMaxPooling,
        ["GlobalAveragePooling2D"] = ImageLayers.ConvertGlobalAveragePooling,
        ["GlobalAvgPool2D"] = ImageLayers.ConvertGlobalAveragePooling,
        ["GlobalMaxPooling2D"] = ImageLayers.ConvertGlobalMaxPooling,
        ["GlobalMaxPool2D"] = ImageLayers.ConvertGlobalMaxPooling,
        ["Flatten"] = ShapeLayers.ConvertFlatten,
        ["Reshape"] = ShapeLayers.ConvertReshape,
        ["Permute"] = ShapeLayers.ConvertPermute,
        ["BatchNormalization"] = PointwiseLayers.ConvertBatchNormalization,
        ["BatchNormalizationV1"] = PointwiseLayers.ConvertBatchNormalization,
        ["BatchNormalizationV2"] = PointwiseLayers.ConvertBatchNormalization,
        ["Add"] = AddLayers.Convert,
        ["Merge"] = AddLayers.ConvertMerge,
        ["Activation"] = Activations.Convert,
        ["ReLU"] = Activations.ConvertRelu,
        ["LeakyReLU"] = Activations.ConvertLeakyRelu,
        ["ELU"] = Activations.ConvertElu,
        ["Softmax"] = Activations.ConvertSoftmax,
        ["Dropout"] = PointwiseLayers.ConvertDropout,
        ["Rescaling"] = ScalingLayers.ConvertRescaling,
        ["Normalization"] = ScalingLayers.ConvertNormalization,
        ["InputLayer"] = PointwiseLayers.Skip,
        ["Identity"] = PointwiseLayers.Skip,
        ["SpatialDropout2D"] = PointwiseLayers.Skip,
        ["AlphaDropout"] = PointwiseLayers.Skip,
        ["GaussianDropout"] = PointwiseLayers.Skip,
        ["GaussianNoise"] = PointwiseLayers.Skip,
        ["ActivityRegularization"] = PointwiseLayers.Skip,
        ["RandomBrightness"] = PointwiseLayers.Skip,
        ["RandomContrast"] = PointwiseLayers.Skip,
        ["RandomErasing"] = PointwiseLayers.Skip,
        ["RandomFlip"] = PointwiseLayers.Skip,
        ["RandomRotation"] = PointwiseLayers.Skip,
        ["RandomShear"] = PointwiseLayers.Skip,
        ["RandomTranslation"] = PointwiseLayers.Skip,
        ["RandomZoom"] = PointwiseLayers.Skip,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly NetworkBuilder _network = new();
    private readonly string? _backend;

    private ModelConverter(string? backend) => _backend = backend;

    public static KerasNetwork Convert(ModelConfig model, IModelWeights weights, string? backend)
    {
        var converter = new ModelConverter(backend);
        Value output;
        try
        {
            output = converter.Convert(model, weights, ModelInput.Find(model, weights), prefix: "");
        }
        catch (InvalidOperationException e)
        {
            // JSON may have half a surrogate pair, and a text may not.
            throw Fault.Damaged("The architecture has a text that is none", e);
        }

        converter._network.RequireLogarithmsAtEnd(output);
        if (output.Pending != (1, 0))
        {
            throw Fault.Unreadable("The model does nothing but scale and arrange its input", "Save a trained model.");
        }

        return output.IsInOrder && output.IsFlat && output.Source == converter._network.Last
            ? converter._network.Build()
            : throw Fault.Unreadable(
                "The model's output is an image, or one that is flattened with its channels first", "End the model in a Dense layer.");
    }

    /// <summary>Whether the channels of an input of three sides come first, by which of them can be grey or colour.</summary>
    public static bool IsChannelsFirst(int[] sides) => sides is [1 or 3, _, not (1 or 3)];

    /// <summary>Converts the layers of a model, or of one inside it, as soon as what they take is there.</summary>
    private Value Convert(ModelConfig model, IModelWeights weights, Value input, string prefix)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        var waiting = new List<LayerConfig>(model.Layers);
        while (waiting.Count > 0)
        {
            int before = waiting.Count;
            waiting.RemoveAll(layer =>
            {
                bool isReady = layer.Inputs.All(values.ContainsKey);
                if (isReady)
                {
                    Value[] inputs = layer.Inputs.Count == 0 ? [input] : [.. layer.Inputs.Select(name => values[name])];
                    values[layer.Name] = Convert(layer, inputs, weights, prefix);
                }

                return isReady;
            });
            if (waiting.Count == before)
            {
                throw Fault.Layer(
                    waiting[0].Name,
                    $"takes '{waiting[0].Inputs.First(name => !values.ContainsKey(name))}', which is not there, or takes its own output",
                    "The file is damaged: save the model again.");
            }
        }

        return values.TryGetValue(model.Output, out Value? output)
            ? output
            : throw Fault.Damaged($"The model's output '{model.Output}' is no layer");
    }

    private Value Convert(LayerConfig layer, Value[] inputs, IModelWeights weights, string prefix)
    {
        if (layer.Model is { } inner)
        {
            return inputs.Length == 1
                ? Convert(inner, weights.Inside(layer), inputs[0], $"{prefix}{layer.Name}/")
                : throw Fault.Layer(layer.Name, $"is a model with {inputs.Length} inputs", "Only models with one input are read.");
        }

        if (!Converters.TryGetValue(layer.ClassName, out Func<LayerCall, Value>? convert))
        {
            throw Fault.Layer(
                layer.Name, $"is a {layer.ClassName}, which is not supported",
                "Export the model as ONNX and load that, or build it of the layers that the documentation lists.");
        }

        var call = new LayerCall(layer, _network.NameFor(prefix + layer.Name), inputs, weights.Of(layer), _network, _backend);
        try
        {
            return convert(call);
        }
        catch (ArgumentException e)
        {
            throw call.Fault($"has options that make no layer: {e.Message.TrimEnd('.')}", "Save the model again.", e);
        }
    }
}
