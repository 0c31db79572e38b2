using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>Two bars and a mark for each class, in one or more rows of as many classes each.</summary>
internal static class ClassBars
{
    private const double Left = 44;
    private const double Width = 996;
    private const double Top = 10;
    private const double Height = 150;
    private const double MaxGroup = 90;
    private const int MaxInRow = 64;

    public static void Write(HtmlBuilder page, IReadOnlyList<ClassMetrics> classes)
    {
        int rows = (classes.Count + MaxInRow - 1) / MaxInRow;
        int perRow = (classes.Count + rows - 1) / rows;
        double group = Math.Min(Width / perRow, MaxGroup);
        var labels = classes.Chunk(perRow).Select(row => new AxisLabels([.. row.Select(static c => c.Name)], group, 11)).ToArray();
        double rowHeight = Top + Height + labels.Max(static row => row.Room) + 10;
        page.Add($"<svg class=\"bars\" viewBox=\"0 0 {Left + Width} {rows * rowHeight}\" role=\"img\"");
        page.Add($" aria-label=\"Recall, precision and F1 of {classes.Count} classes\">\n");
        for (int row = 0; row < rows; row++)
        {
            ClassMetrics[] shown = [.. classes.Skip(row * perRow).Take(perRow)];
            page.Add($"<g transform=\"translate(0 {row * rowHeight})\">\n");
            WriteGrid(page, Left + (group * perRow));
            for (int c = 0; c < shown.Length; c++)
            {
                WriteClass(page, shown[c], Left + (c * group), group);
            }

            labels[row].WriteUnder(page, Left, Top + Height + 5);
            page.Add("</g>\n");
        }

        page.Add("</svg>\n");
    }

    private static void WriteGrid(HtmlBuilder page, double right)
    {
        for (int tick = 0; tick <= 4; tick++)
        {
            double y = Y(tick / 4.0);
            page.Add($"<path class=\"{(tick == 0 ? "axis" : "grid")}\" d=\"M{Left} {y}H{right}\"/>");
            page.Add($"<text class=\"end\" x=\"{Left - 6}\" y=\"{y + 4}\">{tick * 25} %</text>\n");
        }
    }

    private static void WriteClass(HtmlBuilder page, ClassMetrics found, double x, double group)
    {
        double bar = group * 0.36;
        double middle = x + (group / 2);
        page.Add("<g class=\"class\">");
        page.Add($"<title>{found.Name:24}: recall {found.Recall:P1}, precision {found.Precision:P1}, F1 {found.F1:P1}; ");
        page.Add($"images: {found.Support:N0}</title>");
        page.Add($"<path class=\"back\" d=\"M{x} {Top}h{group}v{Height}h{-group}z\"/>");
        page.Add($"<path class=\"recall\" d=\"M{middle - bar} {Y(0)}V{Y(found.Recall)}h{bar}V{Y(0)}z\"/>");
        page.Add($"<path class=\"precision\" d=\"M{middle} {Y(0)}V{Y(found.Precision)}h{bar}V{Y(0)}z\"/>");
        page.Add($"<path class=\"f1\" d=\"M{middle - bar - 1} {Y(found.F1)}h{(2 * bar) + 2}\"/></g>\n");
    }

    private static double Y(double share) => Top + (Height * (1 - share));
}
