namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>
/// The page of a report: one file, which loads nothing and runs nothing. It is well-formed XML too, so that programs can
/// read it.
/// </summary>
internal static class HtmlReport
{
    public static string Write(EvaluationReport report)
    {
        var page = new HtmlBuilder();
        page.Add("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>

            """);
        page.Add($"<title>{report.Title}</title>\n<style>\n");
        page.Add(PageStyle.Layout);
        page.Add(PageStyle.Charts);
        page.Add(PageStyle.Print);
        page.Add("</style>\n</head>\n<body>\n<main>\n");
        ReportHeader.Write(page, report);
        KeyFigures.Write(page, report.Metrics);
        LearningCurves.Write(page, report.Curves);
        Confusions.Write(page, report.Metrics.ConfusionMatrix.ToOccurring());
        Classes.Write(page, report.Metrics);
        Calibration.Write(page, report.Metrics);
        FurtherTables.Write(page, report.Tables);
        MistakeGrid.Write(page, report);
        page.Add("</main>\n</body>\n</html>\n");
        return page.ToString();
    }
}
