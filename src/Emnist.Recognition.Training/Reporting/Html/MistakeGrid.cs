using Emnist.Recognition.Training.Evaluation;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The worst mistakes with their images; those that the metrics know, as a table, where there are no images.</summary>
internal static class MistakeGrid
{
    // More are not looked at, and would make the page large.
    private const int MaxImages = 200;
    private const int MaxRows = 20;

    public static void Write(HtmlBuilder page, EvaluationReport report)
    {
        page.Add("<section id=\"mistakes\">\n<h2>Worst mistakes</h2>\n");
        IReadOnlyList<string> names = report.Metrics.ConfusionMatrix.ClassNames;
        if (report.Mistakes.Count > 0)
        {
            WriteImages(page, report, names);
        }
        else if (report.Metrics.WorstMistakes.Count > 0)
        {
            WriteTable(page, report, names);
        }
        else
        {
            page.Add("<p>No image was taken for another class.</p>\n");
        }

        page.Add("</section>\n");
    }

    private static void WriteImages(HtmlBuilder page, EvaluationReport report, IReadOnlyList<string> names)
    {
        page.Add("<p class=\"note\">Own class → answer, and how sure the answer was.</p>\n<ul class=\"mistakes\">\n");
        foreach (MistakeImage image in report.Mistakes.Take(MaxImages))
        {
            ThrowIfMisshapen(image);
            string actual = ClassName(names, image.Mistake.Actual);
            string predicted = ClassName(names, image.Mistake.Predicted);
            page.Add("<li>");
            page.Add($"<img src=\"data:image/png;base64,{InkPicture.Encode(image.Size, image.Pixels.Span)}\"");
            page.Add($" alt=\"Image {report.NameOf(image.Mistake) ?? $"{image.Mistake.Index}":80}: ");
            page.Add($"{actual:24} taken for {predicted:24}\"/>");
            page.Add($"<span><b><bdi>{actual:24}</bdi></b> → <b><bdi>{predicted:24}</bdi></b></span>");
            page.Add($"<small>{(double)image.Mistake.Confidence:P1}</small>");
            if (report.NameOf(image.Mistake) is { } name)
            {
                page.Add($"<small><bdi>{name:80}</bdi></small>");
            }

            page.Add("</li>\n");
        }

        page.Add("</ul>\n");
        if (report.Mistakes.Count > MaxImages)
        {
            page.Add($"<p class=\"note\">And {report.Mistakes.Count - MaxImages:N0} more.</p>\n");
        }
    }

    private static void ThrowIfMisshapen(MistakeImage image)
    {
        (int width, int height) = (image.Size.Width, image.Size.Height);
        if (width < 1 || height < 1 || (long)width * height != image.Pixels.Length)
        {
            throw new InvalidOperationException(
                $"The image of mistake {image.Mistake.Index} is {image.Size} and has {image.Pixels.Length} pixels.");
        }
    }

    private static void WriteTable(HtmlBuilder page, EvaluationReport report, IReadOnlyList<string> names)
    {
        page.Add("<table>\n<caption>The most confident mistakes</caption>\n<thead><tr><th scope=\"col\" class=\"n\">Image</th>");
        page.Add("<th scope=\"col\">Class</th><th scope=\"col\">taken for</th>");
        page.Add("<th scope=\"col\" class=\"n\">Confidence</th><th scope=\"col\" class=\"n\">Of its own class</th></tr></thead>\n");
        page.Add("<tbody>\n");
        foreach (Mistake mistake in report.Metrics.WorstMistakes.Take(MaxRows))
        {
            if (report.NameOf(mistake) is { } name)
            {
                page.Add($"<tr><th scope=\"row\"><bdi>{name:80}</bdi></th>");
            }
            else
            {
                page.Add($"<tr><th scope=\"row\" class=\"n\">{mistake.Index}</th>");
            }

            page.Add($"<td><bdi>{ClassName(names, mistake.Actual):40}</bdi></td><td><bdi>{ClassName(names, mistake.Predicted):40}</bdi></td>");
            page.Add($"<td class=\"n\">{(double)mistake.Confidence:P1}</td>");
            page.Add($"<td class=\"n\">{(double)mistake.ActualProbability:P1}</td></tr>\n");
        }

        page.Add("</tbody>\n</table>\n");
    }

    private static string ClassName(IReadOnlyList<string> names, int index) =>
        (uint)index < (uint)names.Count ? names[index] : $"#{index}";
}
