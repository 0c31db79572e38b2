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
        HtmlPage.WriteHead(page, report.Title);
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
