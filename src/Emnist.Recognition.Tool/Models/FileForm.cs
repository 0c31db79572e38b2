using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Models;

/// <summary>What a model's file takes and gives, in words.</summary>
internal static class FileForm
{
    /// <summary>Such as <c>float [batch, 1, 28, 28], 0 to 255: 0 is the ground, 255 the ink</c>.</summary>
    public static string Input(Network network, OnnxExportOptions form)
    {
        TensorShape shape = network.InputShape;
        string sizes = shape.Rank == 1 ? $"{shape.Length}" : $"{shape.Channels}, {shape.Height}, {shape.Width}";
        string ink = shape.Rank == 1 ? "" : $": 0 is the ground, {form.InputMaximum} the ink";
        return Invariant($"float [{Batch(form)}, {sizes}], 0 to {form.InputMaximum}{ink}");
    }

    /// <summary>Such as <c>float [batch, 47], logits</c>.</summary>
    public static string Output(Network network, OnnxExportOptions form) =>
        Invariant($"float [{Batch(form)}, {network.OutputShape.Length}], {(form.Softmax == true ? "probabilities" : "logits")}");

    private static string Batch(OnnxExportOptions form) => form.BatchSize is { } size ? Invariant($"{size}") : "batch";
}
