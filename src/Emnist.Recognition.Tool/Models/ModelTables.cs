using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Reporting;
using static System.FormattableString;

namespace Emnist.Recognition.Tool.Models;

/// <summary>A model's description for people.</summary>
internal static class ModelTables
{
    private static readonly string[] Columns = ["Fact", "Value"];

    /// <summary>What the model is, and what its file tells of it besides.</summary>
    public static IReadOnlyList<ReportTable> Of(ModelDescription description)
    {
        ReportTable facts = Table(description.Name, [.. Facts(description)]);
        return description.Metadata.Count > 0 ? [facts, Table("Told by the file", [.. description.Metadata.Select(Row)])] : [facts];
    }

    private static IEnumerable<string[]> Facts(ModelDescription description)
    {
        if (description.Preset is { } preset)
        {
            yield return ["Layers", preset.Description];
            yield return ["Classes", Invariant($"{preset.Classes}, or as many as the images have")];
        }

        if (description.Model is { } model)
        {
            string numbered = ModelDoubts.AreNumbered(model) ? " (numbers: the file does not name them, --classes does)" : "";
            yield return ["Classes", Invariant($"{model.ClassNames.Count}: {string.Join(' ', model.ClassNames)}{numbered}")];
        }

        yield return ["Multiply-adds for an image", Invariant($"{description.MultiplyAdds:N0}")];
        if (description is { Model.LoadedAs: { } form, FileBytes: { } bytes })
        {
            yield return ["File", Invariant($"{bytes:N0} bytes, ONNX operator set {form.OperatorSet}")];
            yield return ["Input of the file", FileForm.Input(description.Model)];
            yield return ["Output of the file", FileForm.Output(description.Model)];
            yield return ["Images' form", Images(description.Model)];
        }

        if (description.Preset is { Training: var training })
        {
            yield return ["Training", training.ToString()];
        }
    }

    private static string Images(OnnxModel model) => model.InputForm is not { } form
        ? $"not told; taken for {FormText.Assumed}, which 'emnist evaluate' tries with labelled pictures"
        : $"{FormText.Describe(form)}{Normalizer(model)}";

    private static string Normalizer(OnnxModel model) => model.NormalizerVersion switch
    {
        null => "",
        { } version when version == CharacterNormalizer.Version => Invariant($"; this library's, version {version}"),
        { } version => Invariant($"; this library's, version {version}; it now has version {CharacterNormalizer.Version}"),
    };

    private static ReportTable Table(string title, string[][] rows) => new(title, Columns, rows);

    private static string[] Row(KeyValuePair<string, string> fact) => [fact.Key, fact.Value];
}
