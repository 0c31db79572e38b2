using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>Whether a confidence of 90 % is right nine times of ten.</summary>
internal static class Calibration
{
    public static void Write(HtmlBuilder page, ClassificationMetrics metrics)
    {
        ReliabilityBin[] bins = [.. metrics.Reliability.Where(static bin => bin.Count > 0)];
        page.Add("<section id=\"calibration\">\n<h2>Calibration</h2>\n<div class=\"charts\">\n<figure>\n");
        page.Add("<figcaption>Reliability: the share that is right, by confidence</figcaption>\n");
        ReliabilityChart.Write(page, bins);
        page.Add("<p class=\"note\">On the dashed line confidence is accuracy; below it the answers are surer than they are right. ");
        page.Add("Bars count the answers.</p>\n</figure>\n");
        WriteTable(page, bins);
        page.Add("</div>\n</section>\n");
    }

    private static void WriteTable(HtmlBuilder page, ReliabilityBin[] bins)
    {
        page.Add("<table>\n<caption>Answers by confidence</caption>\n<thead><tr><th scope=\"col\">Confidence</th>");
        page.Add("<th scope=\"col\" class=\"n\">Answers</th>");
        page.Add("<th scope=\"col\" class=\"n\">Mean confidence</th><th scope=\"col\" class=\"n\">Right</th></tr></thead>\n<tbody>\n");
        foreach (ReliabilityBin bin in bins)
        {
            page.Add($"<tr><th scope=\"row\">{bin.LowerBound * 100:F0} to {bin.UpperBound * 100:F0} %</th>");
            page.Add($"<td class=\"n\">{bin.Count:N0}</td>");
            page.Add($"<td class=\"n\">{bin.MeanConfidence:P1}</td><td class=\"n\">{bin.Accuracy:P1}</td></tr>\n");
        }

        page.Add("</tbody>\n</table>\n");
    }
}
