using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Models;

/// <summary>What the file that a model was loaded from takes and gives, in words.</summary>
internal static class FileForm
{
    /// <summary>Such as <c>float [batch, 1, 28, 28], 0 to 255: 0 is the ground, 255 the ink</c>.</summary>
    public static string Input(OnnxModel model) => $"{model.LoadedInput}, {Values(model, model.LoadedAs!.InputMaximum)}";

    /// <summary>Such as <c>float [batch, 47], logits</c>.</summary>
    public static string Output(OnnxModel model)
    {
        string batch = model.LoadedAs!.BatchSize is { } size ? Invariant($"{size}") : "batch";
        return Invariant($"float [{batch}, {model.Network.OutputShape.Length}], {Meaning(model)}");
    }

    /// <summary>What the values are: as the model tells it; by a division in the file; or unknown.</summary>
    private static string Values(OnnxModel model, int maximum)
    {
        if (model.InputForm is null && maximum == 1)
        {
            return "of what values is not told";
        }

        InputForm images = model.InputForm ?? InputForm.Emnist;
        (float ground, float ink) = (images.Ground * maximum, images.Ink * maximum);
        bool isImage = model.Network.InputShape.Rank != 1 || model.InputForm is not null;
        string meaning = isImage ? Invariant($": {ground} is the ground, {ink} the ink") : "";
        return Invariant($"{Math.Min(ground, ink)} to {Math.Max(ground, ink)}{meaning}");
    }

    private static string Meaning(OnnxModel model) => model.LoadedAs!.Softmax == true ? "probabilities" : Last(model.Network) switch
    {
        ActivationFunction.Linear => "logits",
        ActivationFunction.Softmax => "logarithms of probabilities",
        ActivationFunction.Sigmoid => "a probability of each class by itself",
        _ => "of which the highest is the answer",
    };

    /// <summary>The function that the outputs come of.</summary>
    private static ActivationFunction Last(Network network) => network.Layers
        .Select(static layer => layer.Definition)
        .LastOrDefault(static layer => layer is not (Dropout or Flatten or Activation { Function: ActivationFunction.Linear })) switch
        {
            KernelLayer layer => layer.Activation,
            Activation activation => activation.Function,
            _ => ActivationFunction.Linear,
        };
}
