using System.Globalization;
using Emnist.Recognition.Training.Reporting;
using Emnist.Recognition.Networks;

namespace Emnist.Recognition.Training.Search;

/// <summary>What a search came to.</summary>
/// <param name="Trials">All trials, the best first: those that were trained longest, by what was watched, and failed ones last.</param>
/// <param name="BestNetwork">The network of the best trial, trained to the end.</param>
public sealed record SearchResult(IReadOnlyList<TrialResult> Trials, Network BestNetwork)
{
    /// <summary>The best trial.</summary>
    public TrialResult Best => Trials[0];

    /// <summary>The trials as a table, the best first, for the console, CSV, or a report.</summary>
    public ReportTable ToTable() => new(
        "Trials, measured on the validation images",
        ["place", "trial", .. Best.Values.Values.Select(static pair => pair.Key), "epochs", "accuracy", "macro accuracy", "log-loss", "seconds", "note"],
        [.. Trials.Select((trial, place) => Row(trial, place + 1))]);

    private static IReadOnlyList<string> Row(TrialResult trial, int place)
    {
        EpochResult? last = trial.History.Epochs.Count == 0 ? null : trial.History.Epochs[^1];
        double seconds = trial.History.Epochs.Sum(static epoch => epoch.Duration.TotalSeconds);
        return
        [
            Text(place), Text(trial.Number), .. trial.Values.Values.Select(static pair => pair.Value), Text(trial.History.Epochs.Count),
            Text(last?.ValidationAccuracy), Text(last?.ValidationMacroAccuracy), Text(last?.ValidationLoss),
            seconds.ToString("F1", CultureInfo.InvariantCulture), trial.Failure ?? "",
        ];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double? value) => value?.ToString("F4", CultureInfo.InvariantCulture) ?? "";
}
