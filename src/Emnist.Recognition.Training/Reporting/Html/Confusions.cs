using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>Which class is taken for which: the whole matrix, and the pairs that matter most.</summary>
internal static class Confusions
{
    private const int MaxPairs = 20;

    public static void Write(HtmlBuilder page, ConfusionMatrix matrix)
    {
        page.Add("<section id=\"confusion\">\n<h2>Confusion</h2>\n<div class=\"beside\">\n<figure class=\"wide\">\n");
        page.Add("<figcaption>Confusion matrix: rows are the images’ own classes, columns the answers. ");
        page.Add("A cell’s count shows where the pointer rests on it.</figcaption>\n");
        page.Add("<div class=\"scroll\">\n");
        ConfusionHeatMap.Write(page, matrix);
        page.Add("</div>\n");
        ShareScale.WriteLegend(page);
        page.Add("</figure>\n");
        WritePairs(page, matrix);
        page.Add("</div>\n</section>\n");
    }

    private static void WritePairs(HtmlBuilder page, ConfusionMatrix matrix)
    {
        IReadOnlyList<ConfusedPair> pairs = matrix.MostConfused(MaxPairs);
        if (pairs.Count == 0)
        {
            page.Add("<p>No class was taken for another.</p>\n");
            return;
        }

        Dictionary<string, int> supports = [];
        for (int c = 0; c < matrix.ClassNames.Count; c++)
        {
            supports[matrix.ClassNames[c]] = matrix.CountActual(c);
        }

        page.Add("<div class=\"scroll\">\n<table>\n<caption>Most confused pairs</caption>\n<thead><tr><th scope=\"col\">Class</th>");
        page.Add("<th scope=\"col\">taken for</th>");
        page.Add("<th scope=\"col\" class=\"n\">Images</th><th scope=\"col\" class=\"n\">Share</th></tr></thead>\n<tbody>\n");
        foreach (ConfusedPair pair in pairs)
        {
            page.Add($"<tr><th scope=\"row\"><bdi>{pair.Actual:24}</bdi></th><td><bdi>{pair.Predicted:24}</bdi></td>");
            page.Add($"<td class=\"n\">{pair.Count:N0}</td>");
            page.Add($"<td class=\"n\">{(double)pair.Count / supports[pair.Actual]:P1}</td></tr>\n");
        }

        page.Add("</tbody>\n</table>\n</div>\n");
    }
}
