using System.CommandLine;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tool.Evaluation;
using Emnist.Recognition.Tool.Progress;
using Emnist.Recognition.Tool.Training;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Training.Search;

namespace Emnist.Recognition.Tool.Commands;

/// <summary><c>emnist search</c></summary>
internal static class SearchCommand
{
    private const string Remarks =
        """
        Trials are compared on a validation part of the training images alone; the test set is for the winner, by evaluate.
        After each round one of --reduction trials goes on, with --reduction times the epochs (successive halving). What is
        not varied is as the network's preset has it, but that a search neither stops early nor writes files between.
        optimizer is one of adam, adamw, rmsprop, sgd; schedule of constant, cosine, one-cycle; augmentation of none, handwriting, redrawing.

        Examples:
          emnist search --dataset mnist --network mnist-mlp --vary learning-rate=1e-4..1e-2 --vary batch-size=64,128,256 --trials 27
          emnist search --dataset balanced --vary network=emnist-ann,emnist-cnn --vary label-smoothing=0,0.1 --table trials.csv --state search

        """;

    public static Command Create(ToolConsole console)
    {
        var images = new TrainingSetOptions();
        var settings = new SearchSettings();
        var network = new Option<string?>("--network")
        {
            HelpName = "NAME",
            Description = $"The network, where it is not varied: {NetworkChoice.Names}.",
        };
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Writes the best network as ONNX." };
        var table = new Option<string?>("--table") { HelpName = "FILE", Description = "Writes the trials as CSV." };
        var html = new Option<string?>("--html")
        {
            HelpName = "FILE",
            Description = "Writes the trials, and how the best does on the validation images, as an HTML page.",
        };
        var command = new DocumentedCommand("search", "Looks for the best network and the best way to train it.", Remarks);
        images.AddTo(command);
        command.Add(network);
        settings.AddTo(command);
        command.Add(output);
        command.Add(table);
        command.Add(html);
        command.SetAction((parsed, cancellationToken) =>
        {
            SearchOptions options = settings.Options(parsed);
            HyperparameterSearch search = settings.Search(parsed);
            var trials = new SearchTrials(parsed.GetValue(network), options.Seed, settings.Threads(parsed));
            trials.Check(search.Trials);
            string? path = Prepare(parsed, output);
            string? csv = Prepare(parsed, table);
            string? page = Prepare(parsed, html);
            OutputFile.ThrowIfAlike((output.Name, path), (table.Name, csv), (html.Name, page));
            TrainingSet set = images.Load(parsed, start: null, console, cancellationToken);
            (LabeledImages training, LabeledImages validation) = set.Images.Split(options.ValidationFraction, options.Seed);
            SearchResult result = search.Run(
                values => trials.Create(values, set), training, validation, new SearchLines(console.Error), cancellationToken);
            ReportTable found = ReportTable.FromSearch(result);
            ConsoleTables.Write(console, found);
            if (path is not null)
            {
                TrialValues best = result.Best.Values;
                Dictionary<string, string> facts = ModelFacts.Of(
                    new NetworkStart(trials.Reference(best), Model: null), trials.Options(best, set.Images.Count), set, [], result.Best.History);
                facts["search"] = best.ToString();
                new OnnxModel(result.BestNetwork, set.Images.ClassNames, facts) { InputForm = set.InputForm }.Save(path);
            }

            if (csv is not null)
            {
                OutputFile.Write(csv, found.ToCsv());
            }

            if (page is not null)
            {
                OutputFile.Write(page, Report(result, found, set, validation).ToHtml());
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static string? Prepare(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { } path ? OutputFile.Prepare(path, option.Name) : null;

    private static EvaluationReport Report(SearchResult result, ReportTable trials, TrainingSet set, LabeledImages validation)
    {
        ClassificationMetrics metrics = Evaluator.Evaluate(result.BestNetwork, validation);
        int size = validation.Width * validation.Height;
        return new EvaluationReport("Search", metrics)
        {
            Facts =
            [
                new("Images", $"{validation.Count} of {set.Name}, held out for validation"),
                new("Best trial", result.Best.Values.ToString()),
                .. TrainingLog.Warning(result.Best.History),
            ],
            Curves = LearningCurve.FromHistory(result.Best.History),
            Tables = [trials],
            Mistakes =
            [
                .. metrics.WorstMistakes.Select(mistake =>
                    new MistakeImage(mistake, validation.Size, validation.Pixels.Slice(mistake.Index * size, size))),
            ],
        };
    }
}
