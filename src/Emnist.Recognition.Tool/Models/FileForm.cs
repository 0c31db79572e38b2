using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Models;

/// <summary>What a model's file takes and gives, in words.</summary>
internal static class FileForm
{
    /// <summary>Such as <c>float [batch, 1, 28, 28], 0 to 255: 0 is the ground, 255 the ink</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="form">The form of its file.</param>
    public static string Input(OnnxModel model, OnnxExportOptions form)
    {
        TensorShape shape = model.Network.InputShape;
        string sizes = shape.Rank == 1 ? $"{shape.Length}" : $"{shape.Channels}, {shape.Height}, {shape.Width}";
        return Invariant($"float [{Batch(form)}, {sizes}], {Values(model, form)}");
    }

    /// <summary>What the values are: as the model tells it; by a division in the file; or unknown.</summary>
    private static string Values(OnnxModel model, OnnxExportOptions form)
    {
        if (model.InputForm is null && form.InputMaximum == 1)
        {
            return "of what values is not told";
        }

        InputForm images = model.InputForm ?? InputForm.Emnist;
        (float ground, float ink) = (images.Ground * form.InputMaximum, images.Ink * form.InputMaximum);
        string meaning = model.Network.InputShape.Rank == 1 && model.InputForm is null ? "" : Invariant($": {ground} is the ground, {ink} the ink");
        return Invariant($"{Math.Min(ground, ink)} to {Math.Max(ground, ink)}{meaning}");
    }

    /// <summary>Such as <c>float [batch, 47], logits</c>.</summary>
    public static string Output(Network network, OnnxExportOptions form) =>
        Invariant($"float [{Batch(form)}, {network.OutputShape.Length}], {(form.Softmax == true ? "probabilities" : "logits")}");

    private static string Batch(OnnxExportOptions form) => form.BatchSize is { } size ? Invariant($"{size}") : "batch";
}
