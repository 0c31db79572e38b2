using Emnist.Recognition.Evaluation.Reporting.Html;

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

    /// <summary>
    /// Writes the report as one HTML page for any browser and for paper: key figures, learning curves, the confusion matrix,
    /// the classes, calibration, the tables and the images of the mistakes. It loads nothing, runs no script, follows the
    /// reader's choice of light or dark, and is well-formed XML. Texts are escaped; long ones are shortened.
    /// </summary>
    /// <returns>The page, in which nothing depends on time or culture. Save it as UTF-8.</returns>
    /// <exception cref="InvalidOperationException">An image of <see cref="Mistakes"/> has other pixels than its size says, or a row of <see cref="Tables"/> has not a cell for each column.</exception>
    public string ToHtml() => HtmlReport.Write(this);
}
