namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The charts of the training, in the order in which the curves first name them.</summary>
internal static class LearningCurves
{
    public static void Write(HtmlBuilder page, IReadOnlyList<LearningCurve> curves)
    {
        if (curves.Count == 0)
        {
            return;
        }

        page.Add("<section id=\"training\">\n<h2>Training</h2>\n<div class=\"charts\">\n");
        foreach (IGrouping<string, LearningCurve> chart in curves.GroupBy(static curve => curve.Chart))
        {
            LearningCurve[] series = [.. chart];
            page.Add($"<figure>\n<figcaption>{chart.Key:60} by epoch</figcaption>\n");
            LearningCurveChart.Write(page, chart.Key, series);
            WriteLegend(page, series);
            page.Add("</figure>\n");
        }

        page.Add("</div>\n</section>\n");
    }

    private static void WriteLegend(HtmlBuilder page, LearningCurve[] series)
    {
        page.Add("<ul class=\"legend\">\n");
        for (int s = 0; s < series.Length; s++)
        {
            page.Add("<li><svg viewBox=\"0 0 28 8\" width=\"28\" height=\"8\" aria-hidden=\"true\">");
            page.Add($"<path class=\"line {SeriesStyle.CssClass(s)}\" d=\"M0 4h28\"/></svg> ");
            page.Add($"{series[s].Series:40} <small>");
            if (series[s].Values is { Count: > 0 } values)
            {
                page.Add($"{values[0]:G4} to {values[^1]:G4}");
            }

            page.Add("</small></li>\n");
        }

        page.Add("</ul>\n");
    }
}
