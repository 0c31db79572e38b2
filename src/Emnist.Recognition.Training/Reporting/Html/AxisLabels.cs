namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The names of the classes along the two axes of a chart; every second, third and so on where they are too many.</summary>
internal sealed class AxisLabels
{
    private const int MaxNameLength = 14;
    private const double CharacterWidth = 6.6;

    private readonly IReadOnlyList<string> _names;
    private readonly double _step;
    private readonly int _stride;
    private readonly bool _upright;

    /// <param name="names">The classes.</param>
    /// <param name="step">How far apart they are.</param>
    /// <param name="line">How far apart names have to be.</param>
    public AxisLabels(IReadOnlyList<string> names, double step, double line)
    {
        _names = names;
        _step = step;
        _stride = Math.Max(1, (int)Math.Ceiling(line / step));
        double width = names.Max(static name => HtmlText.Length(name, MaxNameLength)) * CharacterWidth;
        _upright = width > step * _stride;
        Room = Math.Max(width, 12) + 4;
    }

    /// <summary>The room that the names take beside the chart.</summary>
    public double Room { get; }

    /// <summary>Writes the names over a chart, turned upwards where they are wide.</summary>
    public void WriteAcross(HtmlBuilder page, double left, double bottom) => WriteAlong(page, left, bottom, bottom, "start");

    /// <summary>Writes the names under a chart, turned downwards where they are wide.</summary>
    public void WriteUnder(HtmlBuilder page, double left, double top) => WriteAlong(page, left, top, top + 10, "end");

    /// <summary>Writes the names to the left of a chart.</summary>
    public void WriteDown(HtmlBuilder page, double right, double top)
    {
        for (int c = 0; c < _names.Count; c += _stride)
        {
            page.Add($"<text class=\"end\" x=\"{right}\" y=\"{top + ((c + 0.5) * _step) + 4}\">{_names[c]:14}</text>\n");
        }
    }

    /// <param name="page">The page.</param>
    /// <param name="left">Where the first class begins.</param>
    /// <param name="edge">The chart's edge, at which a name that is turned ends.</param>
    /// <param name="baseline">Where a name that is not turned stands.</param>
    /// <param name="anchor">Which of its ends a name that is turned has at the edge: a class of the style.</param>
    private void WriteAlong(HtmlBuilder page, double left, double edge, double baseline, string anchor)
    {
        for (int c = 0; c < _names.Count; c += _stride)
        {
            double x = left + ((c + 0.5) * _step);
            if (_upright)
            {
                page.Add($"<text class=\"{anchor}\" transform=\"translate({x + 4} {edge}) rotate(-90)\">{_names[c]:14}</text>\n");
            }
            else
            {
                page.Add($"<text class=\"mid\" x=\"{x}\" y=\"{baseline}\">{_names[c]:14}</text>\n");
            }
        }
    }
}
