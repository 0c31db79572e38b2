using System.CommandLine;
using System.Globalization;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Models;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist export</c></summary>
internal static class ExportCommand
{
    private const string Remarks =
        """
        Written is an ONNX file for ONNX Runtime, Triton, ML.NET and others (docs/onnx.md). Its input is called input, its output
        output; the file's metadata names the classes and tells the form of the images (docs/models.md). A model whose file tells neither
        is given them by --classes, --input-scale, --transposed and --framing, and is known ever after.

        Examples:
          emnist export default --output default.onnx
          emnist export default --output model.onnx --softmax --input 0..255
          emnist export mine.onnx --output served.onnx --opset 17 --batch 1 --logits
          emnist export theirs.onnx --output known.onnx --classes balanced --input-scale -1..1 --transposed

        """;

    public static Command Create(ToolConsole console)
    {
        var name = new Argument<string>("MODEL") { Description = "The model: default or an ONNX file." };
        var output = new Option<string>("--output") { HelpName = "FILE", Required = true, Description = "The ONNX file to write." };
        var operatorSet = NumberOption.Whole("--opset", 1, "ONNX's operator set, 13 to 25. Default: 13, which the most programs read.");
        var batch = new Option<string>("--batch")
        {
            HelpName = "dynamic|NUMBER",
            Description = "The images that the file takes at once; dynamic for any number.",
            DefaultValueFactory = static _ => "dynamic",
        };
        var softmax = new Option<bool>("--softmax") { Description = "Ends in a softmax: the output is probabilities." };
        var logits = new Option<bool>("--logits") { Description = "Ends without a softmax. Default, without either: as the model is." };
        var input = new Option<string>("--input")
        {
            HelpName = "0..1|0..255",
            Description = "The values that the file takes, and scales itself. Default: those that the model takes.",
        };
        var changes = new ModelChanges();
        var command = new DocumentedCommand("export", "Writes a model as ONNX, in the form that another program takes.", Remarks);
        command.Add(name);
        foreach (Option option in new Option[] { output, operatorSet, batch, softmax, logits, input })
        {
            command.Add(option);
        }

        changes.AddTo(command);
        command.SetAction(parsed =>
        {
            var form = new OnnxExportOptions
            {
                BatchSize = ParseBatch(parsed.GetValue(batch)!),
                Softmax = ParseEnd(parsed.GetValue(softmax), parsed.GetValue(logits)),
                InputMaximum = ParseInput(parsed.GetValue(input)),
                ScaleInput = parsed.GetValue(input) is not null,
            };
            form.OperatorSet = parsed.GetValue(operatorSet) ?? form.OperatorSet;
            string path = OutputFile.Prepare(parsed.GetValue(output)!, output.Name);
            NamedModel named = changes.Apply(parsed, ModelChoice.LoadModel(parsed.GetValue(name)!));
            ModelDoubts.Note(named, console);
            console.Output.WriteLine(ToolConsole.Printable(Save(named, path, form)));
            return ExitCode.Success;
        });
        return command;
    }

    /// <returns>What was written, in a line.</returns>
    private static string Save(NamedModel named, string path, OnnxExportOptions form)
    {
        try
        {
            named.Model.Save(path, form);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == nameof(OnnxExportOptions.OperatorSet))
        {
            throw ToolException.Usage($"--opset is 13 to 25, not {form.OperatorSet}.");
        }

        // Told is what stands in the file, which is read again for it, and not what was asked for.
        OnnxModel written = OnnxModel.Load(path);
        (string input, string output) = (FileForm.Input(written), FileForm.Output(written));
        return $"{path}: ONNX operator set {written.LoadedAs!.OperatorSet}; input {input}; output {output}";
    }

    private static int? ParseBatch(string text) => text == "dynamic"
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? size
            : throw ToolException.Usage($"--batch is dynamic or a whole number from 1, not '{text}'.");

    private static bool? ParseEnd(bool softmax, bool logits) => (softmax, logits) switch
    {
        (true, true) => throw ToolException.Usage("--softmax and --logits exclude each other."),
        (true, _) => true,
        (_, true) => false,
        _ => null,
    };

    private static int ParseInput(string? text) => text switch
    {
        null or "0..1" => 1,
        "0..255" => 255,
        _ => throw ToolException.Usage($"--input is 0..1 or 0..255, not '{text}'."),
    };
}
