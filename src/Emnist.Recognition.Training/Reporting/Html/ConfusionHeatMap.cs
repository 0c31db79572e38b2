using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>
/// The confusion matrix as a picture: a cell for each count but 0, coloured by its share of the row. Cells are drawn in
/// units of a cell, so that a page of 2,000 stays small.
/// </summary>
internal static class ConfusionHeatMap
{
    private const double Side = 700;
    private const double MaxCell = 52;

    // Room for a name beside a cell, and for a digit in one.
    private const double Line = 11;
    private const double Digit = 8;

    // 256 classes may have 65,536 cells: the largest counts tell how much they are, the others show their colour only.
    private const int MaxTitles = 6000;

    public static void Write(HtmlBuilder page, ConfusionMatrix matrix)
    {
        int classes = matrix.ClassNames.Count;
        double[,] shares = matrix.NormalizeByActual();
        double cell = Math.Min(Side / classes, MaxCell);
        var labels = new AxisLabels(matrix.ClassNames, cell, Line);
        double margin = labels.Room + 26;
        double size = margin + (classes * cell) + 4;
        page.Add($"<svg class=\"{(size < 560 ? "map" : "map large")}\" viewBox=\"0 0 {size} {size}\" width=\"{size}\"");
        page.Add($" role=\"img\" aria-label=\"Confusion matrix of {classes} classes\">\n");
        page.Add($"<text class=\"mid name\" x=\"{margin + (classes * cell / 2)}\" y=\"12\">answer</text>\n");
        page.Add($"<text class=\"mid name\" transform=\"translate(12 {margin + (classes * cell / 2)}) rotate(-90)\">own class</text>\n");
        labels.WriteAcross(page, margin, margin - 6);
        labels.WriteDown(page, margin - 6, margin);
        page.Add($"<g class=\"{(cell < 6 ? "cells tight" : "cells")}\" transform=\"translate({margin} {margin}) scale({cell:0.####})\">\n");
        WriteCells(page, matrix, shares);
        page.Add("</g>\n");
        int digits = $"{Enumerable.Range(0, classes).Max(c => matrix[c, c])}".Length;
        if (cell >= (Math.Max(digits, 3) + 1) * Digit)
        {
            WriteNumbers(page, matrix, shares, margin, cell);
        }

        page.Add($"<path class=\"paper\" d=\"M{margin} {margin}h{classes * cell}v{classes * cell}h{-classes * cell}z\"/>\n</svg>\n");
    }

    private static void WriteCells(HtmlBuilder page, ConfusionMatrix matrix, double[,] shares)
    {
        int classes = matrix.ClassNames.Count;
        (int Actual, int Predicted)[] cells =
        [
            .. Enumerable.Range(0, classes * classes).Select(i => (Actual: i / classes, Predicted: i % classes))
                .Where(at => matrix[at.Actual, at.Predicted] > 0)
                .OrderByDescending(at => matrix[at.Actual, at.Predicted]),
        ];
        foreach (var rest in cells.Skip(MaxTitles).GroupBy(at => Step(at.Actual, at.Predicted)))
        {
            page.Add($"<path class=\"{rest.Key}\" d=\"");
            foreach ((int actual, int predicted) in rest)
            {
                page.Add($"M{predicted} {actual}h1v1h-1z");
            }

            page.Add("\"/>\n");
        }

        int[] supports = [.. Enumerable.Range(0, classes).Select(matrix.CountActual)];
        foreach ((int actual, int predicted) in cells.Take(MaxTitles).Order())
        {
            int count = matrix[actual, predicted];
            page.Add($"<path class=\"{Step(actual, predicted)}\" d=\"M{predicted} {actual}h1v1h-1z\"><title>");
            WriteTitle(page, matrix.ClassNames[actual], matrix.ClassNames[predicted], actual == predicted);
            page.Add($": {count:N0} of {supports[actual]:N0} ({shares[actual, predicted]:P1})</title></path>\n");
        }

        string Step(int actual, int predicted) => ShareScale.CssClass(actual == predicted, shares[actual, predicted]);
    }

    // Outside of the scaled cells: not every browser draws letters of a third of a pixel.
    private static void WriteNumbers(HtmlBuilder page, ConfusionMatrix matrix, double[,] shares, double margin, double cell)
    {
        for (int i = 0; i < shares.Length; i++)
        {
            (int actual, int predicted) = Math.DivRem(i, matrix.ClassNames.Count);
            if (matrix[actual, predicted] > 0)
            {
                string step = ShareScale.CssClass(actual == predicted, shares[actual, predicted]);
                page.Add($"<text class=\"on {step}\" x=\"{margin + ((predicted + 0.5) * cell)}\"");
                page.Add($" y=\"{margin + ((actual + 0.5) * cell) + 4.5}\">{matrix[actual, predicted]}</text>\n");
            }
        }
    }

    private static void WriteTitle(HtmlBuilder page, string actual, string predicted, bool right)
    {
        if (right)
        {
            page.Add($"{actual:24} recognised");
        }
        else
        {
            page.Add($"{actual:24} taken for {predicted:24}");
        }
    }
}

/// <summary>
/// The seven colours of each kind of cell. Mistakes are rare and right answers are not, so that each kind has its own
/// limits; blue and orange of the same lightness are told apart by colour-blind readers too.
/// </summary>
internal static class ShareScale
{
    private static readonly double[] RightAbove = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];
    private static readonly double[] WrongAbove = [0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2];

    public static int Steps => RightAbove.Length;

    /// <returns>The CSS class of a cell: <c>r0</c> to <c>r6</c> on the diagonal, <c>w0</c> to <c>w6</c> off it.</returns>
    public static string CssClass(bool right, double share)
    {
        int step = (right ? RightAbove : WrongAbove).Count(limit => share > limit) - 1;
        return $"{(right ? 'r' : 'w')}{Math.Max(step, 0)}";
    }

    public static void WriteLegend(HtmlBuilder page)
    {
        page.Add("<div class=\"scale\">\n");
        WriteLegend(page, "Right answers, share of the row over", "r", RightAbove);
        WriteLegend(page, "Mistakes, share of the row over", "w", WrongAbove);
        page.Add("</div>\n");
    }

    private static void WriteLegend(HtmlBuilder page, string name, string kind, double[] limits)
    {
        page.Add($"<p>{name} <span>");
        for (int step = 0; step < limits.Length; step++)
        {
            page.Add("<span class=\"swatch\"><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\">");
            page.Add($"<path class=\"{kind}{step}\" d=\"M0 0h1v1h-1z\"/></svg>{limits[step] * 100:0.#} %</span> ");
        }

        page.Add("</span></p>\n");
    }
}
