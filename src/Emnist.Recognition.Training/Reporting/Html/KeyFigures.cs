using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The figures that a reader looks for first, as tiles.</summary>
internal static class KeyFigures
{
    public static void Write(HtmlBuilder page, ClassificationMetrics metrics)
    {
        page.Add("<section aria-label=\"Key figures\">\n<dl class=\"tiles\">\n");
        Write(page, "Accuracy", Percent(metrics.MicroAccuracy), "of the images are right");
        Write(page, "Macro accuracy", Percent(metrics.MacroAccuracy), "mean over the classes");
        if (metrics.PerClass.Count > 3)
        {
            Write(page, "Top-3 accuracy", Percent(metrics.TopKAccuracy(3)), "own class among the first 3");
        }

        Write(page, "Macro F1", Number(metrics.MacroAverage.F1), "0 to 1, higher is better");
        Write(page, "Log-loss", Number(metrics.LogLoss), "0 or more, lower is better");
        Write(page, "Calibration error", Number(metrics.ExpectedCalibrationError), "ECE, 0 to 1, lower is better");
        Write(page, "Cohen’s κ", Number(metrics.CohensKappa), "agreement beyond chance");
        Write(page, "Images", ReportNumber.Count(metrics.Count), "evaluated");
        page.Add("</dl>\n</section>\n");
    }

    private static void Write(HtmlBuilder page, string name, string value, string note) =>
        page.Add($"<div><dt>{name}</dt><dd><b>{value}</b> <small>{note}</small></dd></div>\n");

    private static string Percent(double value) => HtmlMarkup.Number(value, "P2");

    private static string Number(double value) => HtmlMarkup.Number(value, "F4");
}
