using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>How well each class does: as bars in the order of the classes, and as a table with the weakest first.</summary>
internal static class Classes
{
    private const int MaxAnswers = 3;

    public static void Write(HtmlBuilder page, ClassificationMetrics metrics)
    {
        page.Add("<section id=\"classes\">\n<h2>Classes</h2>\n<figure class=\"wide\">\n");
        page.Add("<figcaption>Recall and precision of each class; the mark across is F1</figcaption>\n<div class=\"scroll\">\n");
        ClassBars.Write(page, [.. metrics.PerClass.Where(static c => c.Occurs)]);
        page.Add("</div>\n<ul class=\"legend\"><li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\">");
        page.Add("<path class=\"recall\" d=\"M0 0h10v10h-10z\"/></svg> recall: the share of the class that is found</li>");
        page.Add("<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\">");
        page.Add("<path class=\"precision\" d=\"M0 0h10v10h-10z\"/></svg> precision: the share of its answers that is right</li></ul>\n");
        page.Add("</figure>\n");
        WriteTable(page, metrics);
        page.Add("</section>\n");
    }

    private static void WriteTable(HtmlBuilder page, ClassificationMetrics metrics)
    {
        page.Add("<div class=\"columns\">\n<table>\n<caption>All classes, the weakest first</caption>\n<thead><tr>");
        page.Add("<th scope=\"col\">Class</th><th scope=\"col\" class=\"n\">Images</th>");
        page.Add("<th scope=\"col\" class=\"n\">Answers</th><th scope=\"col\" class=\"n\">Recall</th>");
        page.Add("<th scope=\"col\" class=\"n\">Precision</th><th scope=\"col\" class=\"n\">F1</th>");
        page.Add("<th scope=\"col\">Most often taken for</th></tr></thead>\n<tbody>\n");
        var occurring = metrics.PerClass.Index().Where(static entry => entry.Item.Occurs);
        foreach ((int index, ClassMetrics found) in occurring.OrderBy(static entry => entry.Item.F1))
        {
            page.Add($"<tr><th scope=\"row\"><bdi>{found.Name:40}</bdi></th><td class=\"n\">{found.Support:N0}</td>");
            page.Add($"<td class=\"n\">{found.Predicted:N0}</td>");
            page.Add($"<td class=\"n\">{found.Recall:P1}</td><td class=\"n\">{found.Precision:P1}</td><td class=\"n\">{found.F1:P1}</td>");
            page.Add("<td>");
            WriteAnswers(page, metrics.ConfusionMatrix, index);
            page.Add("</td></tr>\n");
        }

        page.Add("</tbody>\n</table>\n</div>\n");
    }

    private static void WriteAnswers(HtmlBuilder page, ConfusionMatrix matrix, int actual)
    {
        IEnumerable<int> answers = Enumerable.Range(0, matrix.ClassNames.Count)
            .Where(predicted => predicted != actual && matrix[actual, predicted] > 0)
            .OrderByDescending(predicted => matrix[actual, predicted])
            .Take(MaxAnswers);
        foreach (int predicted in answers)
        {
            page.Add($"<span class=\"answer\"><bdi>{matrix.ClassNames[predicted]:24}</bdi> ");
            page.Add($"<small>{matrix[actual, predicted]:N0}</small></span> ");
        }
    }
}
