using System.CommandLine;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist report</c></summary>
internal static class ReportCommand
{
    private const string Remarks =
        $"""
        {MeasuringOptions.FoldingHelp}
        Written are report.html, report.md, report.json, classes.csv and confusion.csv, each whole or not at all; files of
        these names are replaced.

        Examples:
          emnist report --set emnist-balanced-test --output report
          emnist report --model mine.onnx --folder my-digits --history training.csv --output report

        """;

    private static readonly string[] FileNames = ["report.html", "report.md", "report.json", "classes.csv", "confusion.csv"];

    public static Command Create(ToolConsole console)
    {
        var measuring = new MeasuringOptions("Evaluation");
        var output = new Option<string>("--output")
        {
            HelpName = "DIR",
            Required = true,
            Description = "The folder for the files; it is created.",
        };
        var history = new Option<string?>("--history")
        {
            HelpName = "FILE",
            Description = "The CSV file that 'emnist train --log' has written: its curves are drawn.",
        };
        var command = new DocumentedCommand(
            "report", "Measures a model as evaluate does, and writes the result as HTML, Markdown, JSON and CSV.", Remarks);
        measuring.AddTo(command);
        command.Add(history);
        command.Add(output);
        command.SetAction((parsed, cancellationToken) =>
        {
            string folder = OutputFile.PrepareFolder(parsed.GetValue(output)!, output.Name);
            string[] paths = [.. FileNames.Select(name => OutputFile.Prepare(Path.Combine(folder, name), output.Name))];
            TrainingHistory? training = parsed.GetValue(history) is { } log ? TrainingLog.Read(log) : null;
            EvaluationReport report = measuring.Measure(parsed, training, console, cancellationToken);
            string[] contents =
            [
                report.ToHtml(), report.ToMarkdown(), report.ToJson(), report.ToCsv(),
                ReportTable.FromConfusionMatrix(report.Metrics.ConfusionMatrix).ToCsv(),
            ];
            foreach ((string path, string content) in paths.Zip(contents))
            {
                OutputFile.Write(path, content);
                console.Output.WriteLine(path);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
