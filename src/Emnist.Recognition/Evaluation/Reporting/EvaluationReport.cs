namespace Emnist.Recognition.Evaluation.Reporting;

/// <summary>The result of an evaluation, to be read by people and programs. Immutable.</summary>
public sealed class EvaluationReport
{
    /// <summary>Creates a report.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="metrics">What was measured.</param>
    public EvaluationReport(string title, ClassificationMetrics metrics)
    {
        ArgumentException.ThrowIfNullOrEmpty(title);
        ArgumentNullException.ThrowIfNull(metrics);
        Title = title;
        Metrics = metrics;
    }

    /// <summary>The heading.</summary>
    public string Title { get; }

    /// <summary>What was measured.</summary>
    public ClassificationMetrics Metrics { get; }

    /// <summary>What a reader should know besides, in this order: the model, the data set, options. Default: none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>How the network was trained. Default: none.</summary>
    public IReadOnlyList<LearningCurve> Curves { get; init; } = [];

    /// <summary>Further tables, such as the trials of a search. Default: none.</summary>
    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Mistakes with their images, the worst first. Default: none.</summary>
    public IReadOnlyList<MistakeImage> Mistakes { get; init; } = [];
}
