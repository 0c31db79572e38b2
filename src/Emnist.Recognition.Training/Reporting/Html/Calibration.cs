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

/// <summary>The reliability curve over the diagonal, and under it how many answers each of its points stands for.</summary>
internal static class ReliabilityChart
{
    private const double Left = 52;
    private const double Top = 10;
    private const double Width = 454;
    private const double Height = 300;
    private const double BarsTop = 346;
    private const double BarsHeight = 60;

    /// <param name="page">The page.</param>
    /// <param name="bins">Bins with answers.</param>
    public static void Write(HtmlBuilder page, IReadOnlyList<ReliabilityBin> bins)
    {
        page.Add($"<svg viewBox=\"0 0 520 446\" role=\"img\" aria-label=\"Accuracy by confidence in {bins.Count} bins\">\n");
        for (int tick = 0; tick <= 5; tick++)
        {
            double share = tick / 5.0;
            page.Add($"<path class=\"{(tick == 0 ? "axis" : "grid")}\" d=\"M{Left} {Y(share)}h{Width}\"/>");
            page.Add($"<text class=\"end\" x=\"{Left - 8}\" y=\"{Y(share) + 4}\">{tick * 20} %</text>\n");
            page.Add($"<text class=\"mid\" x=\"{X(share)}\" y=\"{BarsTop + BarsHeight + 18}\">{tick * 20} %</text>\n");
        }

        page.Add($"<path class=\"ideal\" d=\"M{X(0)} {Y(0)}L{X(1)} {Y(1)}\"/>\n");
        page.Add($"<path class=\"axis\" d=\"M{Left} {BarsTop + BarsHeight}h{Width}\"/>\n");
        page.Add($"<text class=\"mid name\" x=\"{Left + (Width / 2)}\" y=\"{BarsTop + BarsHeight + 36}\">confidence of the answer");
        page.Add("</text>\n");
        WriteBars(page, bins);
        WriteCurve(page, [.. bins.Where(static bin => double.IsFinite(bin.MeanConfidence))]);
        page.Add("</svg>\n");
    }

    private static void WriteBars(HtmlBuilder page, IReadOnlyList<ReliabilityBin> bins)
    {
        int most = bins.Max(static bin => bin.Count);
        foreach (ReliabilityBin bin in bins)
        {
            double height = Math.Max(BarsHeight * bin.Count / most, 1);
            double left = X(bin.LowerBound) + 1.5;
            double width = X(bin.UpperBound) - X(bin.LowerBound) - 3;
            page.Add($"<path class=\"count\" d=\"M{left} {BarsTop + BarsHeight}v{-height}h{width}v{height}z\"><title>");
            WriteTitle(page, bin);
            page.Add("</title></path>");
            page.Add($"<text class=\"mid small\" x=\"{left + (width / 2)}\" y=\"{BarsTop + BarsHeight - height - 4}\">{bin.Count:N0}");
            page.Add("</text>\n");
        }
    }

    private static void WriteCurve(HtmlBuilder page, IReadOnlyList<ReliabilityBin> bins)
    {
        page.Add("<path class=\"line c0 d0\" d=\"");
        for (int b = 0; b < bins.Count; b++)
        {
            page.Add($"{(b == 0 ? "M" : "L")}{X(bins[b].MeanConfidence)} {Y(bins[b].Accuracy)}");
        }

        page.Add("\"/>\n");
        foreach (ReliabilityBin bin in bins)
        {
            page.Add($"<circle class=\"dot c0\" cx=\"{X(bin.MeanConfidence)}\" cy=\"{Y(bin.Accuracy)}\" r=\"4\"><title>");
            WriteTitle(page, bin);
            page.Add("</title></circle>\n");
        }
    }

    private static void WriteTitle(HtmlBuilder page, ReliabilityBin bin) =>
        page.Add($"Mean confidence {bin.MeanConfidence:P1}: {bin.Accuracy:P1} right; answers: {bin.Count:N0}");

    private static double X(double share) => Left + (Width * share);

    private static double Y(double share) => Top + (Height * (1 - share));
}
