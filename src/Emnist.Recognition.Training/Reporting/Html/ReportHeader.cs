using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The title, what a reader should know besides, and the way to the sections.</summary>
internal static class ReportHeader
{
    public static void Write(HtmlBuilder page, EvaluationReport report)
    {
        ClassificationMetrics metrics = report.Metrics;
        int wrong = metrics.Count - (int)Math.Round(metrics.MicroAccuracy * metrics.Count);
        int classes = metrics.PerClass.Count(static c => c.Support > 0);
        page.Add($"<header>\n<h1>{report.Title}</h1>\n");
        page.Add($"<p class=\"lead\">{metrics.Count:N0} {(metrics.Count == 1 ? "image" : "images")} of ");
        page.Add($"{classes} {(classes == 1 ? "class" : "classes")}; {wrong:N0} taken for another class.");
        if (report.Skipped > 0)
        {
            page.Add($" {report.Skipped:N0} more {(report.Skipped == 1 ? "was" : "were")} skipped.");
        }

        if (report.Duration is { } duration)
        {
            page.Add($" Measured in {duration.TotalSeconds:F1} s.");
        }

        page.Add("</p>\n");
        if (report.Facts.Count > 0)
        {
            page.Add("<dl class=\"facts\">\n");
            foreach ((string name, string value) in report.Facts)
            {
                page.Add($"<div><dt>{name:100}</dt><dd>{value:2000}</dd></div>\n");
            }

            page.Add("</dl>\n");
        }

        WriteContents(page, report);
        page.Add("</header>\n");
    }

    private static void WriteContents(HtmlBuilder page, EvaluationReport report)
    {
        page.Add("<nav aria-label=\"Sections\">");
        if (report.Curves.Count > 0)
        {
            page.Add("<a href=\"#training\">Training</a> ");
        }

        page.Add("<a href=\"#confusion\">Confusion</a> <a href=\"#classes\">Classes</a> <a href=\"#calibration\">Calibration</a> ");
        if (report.Tables.Count > 0)
        {
            page.Add("<a href=\"#tables\">Tables</a> ");
        }

        page.Add("<a href=\"#mistakes\">Mistakes</a></nav>\n");
    }
}
