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

/// <summary>One chart of a training: a line for each series, over the epochs from 1.</summary>
internal static class LearningCurveChart
{
    private const double Left = 52;
    private const double Right = 506;
    private const double Top = 10;
    private const double Bottom = 252;

    // Beyond this a value is as good as not a number: the axis could not be labelled.
    private const double MaxShown = 1e100;

    // More points than these are not told apart on paper, and would make the page large.
    private const int MaxMarkers = 60;
    private const int MaxPoints = 800;

    public static void Write(HtmlBuilder page, string name, IReadOnlyList<LearningCurve> curves)
    {
        double[] values = [.. curves.SelectMany(static curve => curve.Values).Where(IsShown)];
        int epochs = curves.Max(static curve => curve.Values.Count);
        page.Add($"<svg viewBox=\"0 0 520 292\" role=\"img\" aria-label=\"{name:60} over {epochs} epochs, {curves.Count} series\">\n");
        AxisScale y = values.Length == 0 ? AxisScale.Around(0, 1, 5, 0) : AxisScale.Around(values.Min(), values.Max(), 5, 0);
        AxisScale x = AxisScale.Around(1, Math.Max(epochs, 2), 8, 1);
        WriteAxes(page, x, y, epochs);
        for (int s = 0; s < curves.Count; s++)
        {
            WriteSeries(page, curves[s], s, epochs, y);
        }

        page.Add("</svg>\n");
    }

    private static void WriteAxes(HtmlBuilder page, AxisScale x, AxisScale y, int epochs)
    {
        foreach (double tick in y.Ticks)
        {
            double height = Y(tick, y);
            page.Add($"<path class=\"grid\" d=\"M{Left} {height}H{Right}\"/>");
            page.Add($"<text class=\"end\" x=\"{Left - 8}\" y=\"{height + 4}\">{y.Label(tick)}</text>\n");
        }

        page.Add($"<path class=\"axis\" d=\"M{Left} {Bottom}H{Right}\"/>\n");
        foreach (int tick in x.Ticks.Select(static tick => (int)tick).Append(1).Distinct().Where(tick => tick >= 1 && tick <= epochs))
        {
            page.Add($"<path class=\"axis\" d=\"M{X(tick, epochs)} {Bottom}v4\"/>");
            page.Add($"<text class=\"mid\" x=\"{X(tick, epochs)}\" y=\"{Bottom + 18}\">{tick}</text>\n");
        }

        page.Add($"<text class=\"mid name\" x=\"{(Left + Right) / 2}\" y=\"{Bottom + 36}\">epoch</text>\n");
    }

    private static void WriteSeries(HtmlBuilder page, LearningCurve curve, int series, int epochs, AxisScale y)
    {
        int stride = (curve.Values.Count + MaxPoints - 1) / MaxPoints;
        int[] points = [.. Enumerable.Range(0, curve.Values.Count).Where(i => i % stride == 0 || i == curve.Values.Count - 1)];
        page.Add($"<path class=\"line {SeriesStyle.CssClass(series)}\" d=\"");
        bool after = false;
        foreach (int i in points)
        {
            bool shown = IsShown(curve.Values[i]);
            if (shown)
            {
                page.Add($"{(after ? "L" : "M")}{X(i + 1, epochs)} {Y(curve.Values[i], y)}");
            }

            after = shown;
        }

        page.Add("\"/>\n");
        bool few = points.Length <= MaxMarkers;
        for (int p = 0; p < points.Length; p++)
        {
            int i = points[p];
            bool alone = (p == 0 || !IsShown(curve.Values[points[p - 1]]))
                && (p == points.Length - 1 || !IsShown(curve.Values[points[p + 1]]));
            if (IsShown(curve.Values[i]) && (few || alone))
            {
                page.Add($"<circle class=\"dot {SeriesStyle.CssClass(series)}\"");
                page.Add($" cx=\"{X(i + 1, epochs)}\" cy=\"{Y(curve.Values[i], y)}\" r=\"3\">");
                page.Add($"<title>{curve.Series:40}, epoch {i + 1}: {curve.Values[i]:G5}</title></circle>\n");
            }
        }
    }

    private static bool IsShown(double value) => Math.Abs(value) < MaxShown;

    private static double X(int epoch, int epochs) =>
        epochs <= 1 ? (Left + Right) / 2 : Left + 8 + ((Right - Left - 16) * (epoch - 1) / (epochs - 1));

    private static double Y(double value, AxisScale y) => Bottom - ((Bottom - Top) * y.Place(value));
}

/// <summary>How the lines of a chart are told apart: by six colours, and by dashes too, which need no colour.</summary>
internal static class SeriesStyle
{
    private static readonly string[] Classes =
    [
        .. from round in Enumerable.Range(0, 4)
           from colour in Enumerable.Range(0, 6)
           select $"c{colour} d{(colour + round) % 4}",
    ];

    /// <returns>The CSS classes of a series, from 0.</returns>
    public static string CssClass(int series) => Classes[series % Classes.Length];
}
