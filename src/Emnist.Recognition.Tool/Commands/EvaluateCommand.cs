using System.CommandLine;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist evaluate</c></summary>
internal static class EvaluateCommand
{
    private const string Remarks =
        $"""
        {MeasuringOptions.FoldingHelp}
        Pictures of --folder are read as an application reads them: decoded, normalised, recognised. Blank ones and those of
        no character are taken for "none", and so are wrong; files that cannot be read are skipped and named. Images of --set
        and --images go to the network as they are.

        Examples:
          emnist evaluate --set emnist-balanced-test
          emnist evaluate --folder my-digits --characters digits --json
          emnist evaluate --images t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz --model mine.onnx

        """;

    public static Command Create(ToolConsole console)
    {
        var measuring = new MeasuringOptions("Evaluation");
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object, in place of the table: images, skipped, accuracy, top3, macroF1, weightedF1, "
                + "logLoss, ece, seconds, perClass and more (docs/evaluation-json.md).",
        };
        var html = new Option<string?>("--html")
        {
            HelpName = "FILE",
            Description = "Also write a report to be read in a browser.",
        };
        var command = new DocumentedCommand("evaluate", "Measures how well a model reads labelled pictures.", Remarks);
        measuring.AddTo(command);
        command.Add(json);
        command.Add(html);
        command.SetAction((parsed, cancellationToken) =>
        {
            string? page = parsed.GetValue(html) is { } path ? OutputFile.Prepare(path, html.Name) : null;
            EvaluationReport report = measuring.Measure(parsed, training: null, console, cancellationToken);
            if (parsed.GetValue(json))
            {
                console.Output.WriteLine(report.ToJson());
            }
            else
            {
                ConsoleTables.Write(console, report);
            }

            if (page is not null)
            {
                OutputFile.Write(page, report.ToHtml());
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
