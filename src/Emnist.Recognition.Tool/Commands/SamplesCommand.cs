using System.CommandLine;
using System.Globalization;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist samples</c></summary>
internal static class SamplesCommand
{
    private const int DefaultCount = 24;
    private const int MaxCount = 10_000;

    private const string Remarks =
        $"""
        {MeasuringOptions.FoldingHelp}
        The pictures of --folder are read as an application reads them, and shown as the network saw them. A folder that has
        neither folders for classes nor a labels.csv is one of pictures without labels: their truth is left out.

        Examples:
          emnist samples --set emnist-balanced-test
          emnist samples --set mnist-test --count 64 --seed 7 --png samples.png
          emnist samples --folder my-digits --characters digits --mistakes --html mistakes.html

        """;

    public static Command Create(ToolConsole console)
    {
        var measuring = new MeasuringOptions("Samples of the set or folder");
        var count = NumberOption.Whole("--count", 1, $"How many, at most {MaxCount}. Default: {DefaultCount}.");
        var seed = NumberOption.Whole("--seed", int.MinValue, "The seed by which they are drawn. Default: 0; another one draws others.");
        var mistakes = new Option<bool>("--mistakes") { Description = "Only those that are read wrongly." };
        var html = new Option<string?>("--html")
        {
            HelpName = "FILE",
            Description = "Writes them as a page to be read in a browser: truth and answer over each image, wrong ones marked.",
        };
        var png = new Option<string?>("--png") { HelpName = "FILE", Description = "Writes them as a picture, likewise." };
        var command = new DocumentedCommand(
            "samples", "Shows random images of a set, or pictures of a folder, with truth, answer and confidence.", Remarks);
        measuring.AddTo(command);
        foreach (Option option in new Option[] { count, seed, mistakes, html, png })
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            string? page = parsed.GetValue(html) is { } htmlPath ? OutputFile.Prepare(htmlPath, html.Name) : null;
            string? picture = parsed.GetValue(png) is { } pngPath ? OutputFile.PreparePng(pngPath, png.Name) : null;
            OutputFile.ThrowIfAlike([(html.Name, page), (png.Name, picture)]);
            int wanted = parsed.GetValue(count) ?? DefaultCount;
            if (wanted > MaxCount)
            {
                throw ToolException.Usage($"--count is {MaxCount} at most.");
            }

            bool onlyMistakes = parsed.GetValue(mistakes);
            string? title = measuring.Title(parsed);
            (IPictureSource source, CharacterReader reader, CharacterGroups groups) = measuring.Prepare(parsed, console);
            if (onlyMistakes && source.Labels.Count == 0)
            {
                throw ToolException.Usage("--mistakes needs labels: a folder for each class, or a labels.csv.");
            }

            IReadOnlyList<DrawnSample> drawn = new SampleDraw(reader, groups, console)
                .Draw(source, wanted, parsed.GetValue(seed) ?? 0, onlyMistakes, cancellationToken);
            NoteMissing(console, drawn.Count, wanted);
            string heading = title ?? $"{(onlyMistakes ? "Mistakes" : "Samples")} of {source.Name}";
            ConsoleTables.Write(console, Table(heading, drawn, source.Labels.Count > 0));
            if (drawn.Count > 0)
            {
                Write(new SampleGrid(heading, [.. drawn.Select(static sample => sample.Image)]), page, picture);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(SampleGrid grid, string? page, string? picture)
    {
        if (page is not null)
        {
            OutputFile.Write(page, grid.ToHtml());
        }

        if (picture is not null)
        {
            grid.ToImage().SavePng(picture);
        }
    }

    private static void NoteMissing(ToolConsole console, int drawn, int wanted)
    {
        if (drawn == 0)
        {
            console.Note("no picture is read wrongly: there is nothing to show, and no file is written.");
        }
        else if (drawn < wanted)
        {
            console.Note($"there are no more than {drawn}.");
        }
    }

    private static ReportTable Table(string title, IReadOnlyList<DrawnSample> drawn, bool isLabeled) => isLabeled
        ? new ReportTable(title, ["Image", "Truth", "Answer", "Confidence", ""], [.. drawn.Select(static sample => (string[])
            [sample.Name, sample.Image.Truth!, Answer(sample.Image), Confidence(sample.Image), sample.Image.IsMistake ? "wrong" : ""])])
        : new ReportTable(title, ["Image", "Answer", "Confidence"], [.. drawn.Select(static sample => (string[])
            [sample.Name, Answer(sample.Image), Confidence(sample.Image)])]);

    private static string Answer(SampleImage image) => image.Answer ?? "none";

    private static string Confidence(SampleImage image) => image.Confidence?.ToString("P1", CultureInfo.InvariantCulture) ?? "";
}
