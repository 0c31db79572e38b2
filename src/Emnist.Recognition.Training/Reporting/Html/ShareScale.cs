namespace Emnist.Recognition.Training.Reporting.Html;

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
