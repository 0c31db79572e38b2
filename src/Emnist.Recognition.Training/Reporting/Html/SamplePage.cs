namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>The page of a grid of samples.</summary>
internal static class SamplePage
{
    public static string Write(SampleGrid grid)
    {
        var page = new HtmlBuilder();
        HtmlPage.WriteHead(page, grid.Title);
        page.Add(PageStyle.Samples);
        page.Add("</style>\n</head>\n<body>\n<main>\n");
        int mistakes = grid.Samples.Count(static sample => sample.IsMistake);
        page.Add($"<header>\n<h1>{grid.Title}</h1>\n<p class=\"lead\">");
        page.Add($"{grid.Samples.Count:N0} {(grid.Samples.Count == 1 ? "image" : "images")}");
        if (grid.Samples.Any(static sample => sample.Truth is not null))
        {
            page.Add($", {mistakes:N0} {(mistakes == 1 ? "answer" : "answers")} wrong. Own class → answer, and how sure the answer was");
        }

        page.Add(".</p>\n</header>\n<section>\n<ul class=\"mistakes\">\n");
        for (int i = 0; i < grid.Samples.Count; i++)
        {
            WriteSample(page, grid.Samples[i], i + 1);
        }

        page.Add("</ul>\n</section>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void WriteSample(HtmlBuilder page, SampleImage sample, int number)
    {
        if (sample.IsMistake)
        {
            page.Add("<li class=\"wrong\">");
        }
        else
        {
            page.Add("<li>");
        }

        page.Add("<span>");
        if (sample.Truth is { } truth)
        {
            page.Add($"<b><bdi>{truth:24}</bdi></b> → ");
        }

        page.Add($"<b><bdi>{SampleText.Answer(sample):24}</bdi></b></span>");
        page.Add($"<small>{SampleText.Confidence(sample)}");
        if (sample.IsMistake)
        {
            page.Add(" wrong");
        }

        page.Add("</small>");
        if (sample.Pixels.IsEmpty)
        {
            page.Add("<div class=\"nothing\"></div>");
        }
        else
        {
            page.Add($"<img src=\"data:image/png;base64,{InkPicture.Encode(sample.Size, sample.Pixels.Span)}\" alt=\"Image {number}\"/>");
        }

        if (sample.Name is { } name)
        {
            page.Add($"<small><bdi>{name:80}</bdi></small>");
        }

        page.Add("</li>\n");
    }
}
