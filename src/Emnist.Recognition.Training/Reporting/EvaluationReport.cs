using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting.Html;

namespace Emnist.Recognition.Training.Reporting;

/// <summary>
/// The result of an evaluation, to be read by people and programs. Immutable, and so safe to share between threads.
/// </summary>
/// <remarks>
/// Numbers are written alike in every culture, with a point; lines end with <c>\n</c>, those of CSV with <c>\r\n</c>.
/// </remarks>
/// <example>
/// <code>
/// var report = new EvaluationReport("My letters", Evaluator.Evaluate(network, images))
/// {
///     Facts = [new("Model", "letters.onnx"), new("Images", "held out")],
/// };
/// File.WriteAllText("report.html", report.ToHtml());
/// Console.WriteLine(report.ToMarkdown());
/// </code>
/// </example>
public sealed class EvaluationReport
{
    /// <summary>Creates a report.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="metrics">What was measured.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is empty.</exception>
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

    /// <summary>Images that could not be evaluated, such as broken files, and are in no metric: 0 or more.</summary>
    /// <value>Default: 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Skipped
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Skipped));
            field = value;
        }
    }

    /// <summary>How long the evaluation took: 0 or more.</summary>
    /// <value>Default: null, not measured.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan? Duration
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value.GetValueOrDefault(), TimeSpan.Zero, nameof(Duration));
            field = value;
        }
    }

    /// <summary>What a reader should know besides, in this order: the model, the data set, options.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Facts
    {
        get;
        init => field = Copy(value, nameof(Facts));
    } = [];

    /// <summary>How the network was trained: see <see cref="LearningCurve.FromHistory"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<LearningCurve> Curves
    {
        get;
        init => field = Copy(value, nameof(Curves));
    } = [];

    /// <summary>Further tables, such as the trials of a search.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<ReportTable> Tables
    {
        get;
        init => field = Copy(value, nameof(Tables));
    } = [];

    /// <summary>Mistakes with their images, the worst first.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<MistakeImage> Mistakes
    {
        get;
        init => field = Copy(value, nameof(Mistakes));
    } = [];

    /// <summary>What the images are called, such as their files, for the worst mistakes.</summary>
    /// <value>
    /// A name for each image of <see cref="Metrics"/>, in the order in which these were given them. Default: none, and images
    /// are told by their place in the set, from 0.
    /// </value>
    /// <exception cref="ArgumentException">There are not as many names as images.</exception>
    public IReadOnlyList<string> ImageNames
    {
        get;
        init
        {
            IReadOnlyList<string> names = Copy(value, nameof(ImageNames));
            field = names.Count == 0 || names.Count == Metrics.Count
                ? names
                : throw new ArgumentException($"There are {names.Count} names for {Metrics.Count} images.", nameof(ImageNames));
        }
    } = [];

    /// <summary>
    /// The report as tables, to be shown on a terminal, in a notebook or in a window: the summary, the facts, the classes and
    /// their averages, the pairs most often confused, the worst mistakes, calibration, the learning curves and the further
    /// tables. Those without a row are left out, and so are classes that no image is of and none was taken for. Texts are as
    /// they were given: it is for the caller to escape them.
    /// </summary>
    public IReadOnlyList<ReportTable> ToTables() => ReportSections.Create(this);

    /// <summary>The report in GitHub's Markdown: the title, and each of <see cref="ToTables"/> under its own.</summary>
    public string ToMarkdown() => MarkdownReport.Write(this);

    /// <summary>
    /// The report as one JSON object (RFC 8259), of all but the images of <see cref="Mistakes"/>; docs/evaluation-json.md
    /// names its members. A number that is not finite is <c>null</c>.
    /// </summary>
    public string ToJson() => JsonReport.Write(this);

    /// <summary>
    /// The classes that an image is of or was taken for as CSV (RFC 4180) under the header
    /// <c>class,support,predicted,precision,recall,f1</c>. A class keeps its name even where a spreadsheet would take it for a
    /// formula: import such names as text.
    /// </summary>
    /// <seealso cref="ReportTable.FromConfusionMatrix"/>
    public string ToCsv() => CsvReport.Classes(Metrics);

    /// <summary>
    /// Writes the report as one HTML page for any browser and for paper: key figures, learning curves, the confusion matrix,
    /// the classes, calibration, the tables and the images of the mistakes. It loads nothing, runs no script, follows the
    /// reader's choice of light or dark, and is well-formed XML. Texts are escaped; long ones are shortened.
    /// </summary>
    /// <returns>The page, in which nothing depends on time or culture. Save it as UTF-8.</returns>
    /// <exception cref="InvalidOperationException">An image of <see cref="Mistakes"/> has other pixels than its size says.</exception>
    public string ToHtml() => HtmlReport.Write(this);

    /// <summary>The title and the main figures, such as <c>Balanced: accuracy 90.3 %, macro F1 0.902, ...</c>.</summary>
    public override string ToString() => $"{Title}: {Metrics}";

    /// <summary>What the image of a mistake is called; null where images have no names.</summary>
    internal string? NameOf(Mistake mistake) => (uint)mistake.Index < (uint)ImageNames.Count ? ImageNames[mistake.Index] : null;

    private static IReadOnlyList<T> Copy<T>(IReadOnlyList<T> values, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return [.. values];
    }
}
