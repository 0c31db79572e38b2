using System.Net;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class MarkdownReportTests
{
    [Fact]
    public void A_report_is_headings_and_tables()
    {
        string text = SampleReport.Full.ToMarkdown();

        Assert.StartsWith("# Sample\n\n## Summary\n\n| Measure | Value |\n| --- | ---: |\n| Images | 4 |\n| Skipped | 2 |\n| Time | 1.25 s |\n| Accuracy | 50.00 % |\n", text);
        Assert.Contains("\n## Facts\n\n| Fact | Value |\n| --- | --- |\n| Model | small.onnx |\n| Data set | four images |\n\n", text);
        Assert.Contains(
            "\n## Classes\n\n| Class | Images | Answers | Precision | Recall | F1 |\n| --- | ---: | ---: | ---: | ---: | ---: |\n" +
            "| a | 2 | 2 | 0.5000 | 0.5000 | 0.5000 |\n| b | 1 | 2 | 0.5000 | 1.0000 | 0.6667 |\n| c | 1 | 0 | 0.0000 | 0.0000 | 0.0000 |\n\n",
            text);
        Assert.Contains("\n## Worst mistakes\n\n| Image | Class | Taken for | Confidence |\n| ---: | --- | --- | ---: |\n| 3 | c | a | 1.0000 |\n| 1 | a | b | 0.5000 |\n\n", text);
        Assert.Contains("\n## Loss\n\n| Epoch | training | validation |\n| ---: | ---: | ---: |\n| 1 | 0.5000 | n/a |\n| 2 | 0.2500 |  |\n\n", text);
        Assert.EndsWith("\n## Trials\n\n| Rate | Note |\n| ---: | --- |\n| 0.1 | first |\n| 0.01 |  |\n", text);
        string[] headings = [.. text.Split('\n').Where(static line => line.StartsWith('#'))];
        Assert.Equal(
            ["# Sample", "## Summary", "## Facts", "## Classes", "## Averages of the classes", "## Most often confused", "## Worst mistakes", "## Calibration", "## Loss", "## Trials"],
            headings);
    }

    [Theory]
    [MemberData(nameof(HostileNames.Indices), MemberType = typeof(HostileNames))]
    public void Any_class_name_is_shown_as_it_is(int index)
    {
        string[] names = HostileNames.Around(index);
        string[] lines = SampleReport.Named(names).ToMarkdown().Split('\n');

        Assert.All(lines, static line => Assert.DoesNotContain(line, static c => c is '<' or '>' || char.IsControl(c)));
        int heading = Array.IndexOf(lines, "## Classes");
        for (int c = 0; c < names.Length; c++)
        {
            string[] cells = Cells(lines[heading + 4 + c]);
            Assert.Equal(6, cells.Length);
            Assert.Equal(DisplayText.Printable(names[c]), cells[0]);
        }
    }

    [Fact]
    public void What_Markdown_would_read_is_escaped()
    {
        string text = SampleReport.Named("a|b", "<b>&", "*_`[]~$#\\").ToMarkdown();

        Assert.Contains("\n| a\\|b | 2 |", text);
        Assert.Contains("\n| &lt;b&gt;&amp; | 1 |", text);
        Assert.Contains("\n| \\*\\_\\`\\[\\]\\~\\$\\#\\\\ | 1 |", text);
    }

    /// <summary>The cells of a row, as a reader of GitHub's Markdown unescapes them.</summary>
    private static string[] Cells(string line)
    {
        Assert.StartsWith("| ", line);
        Assert.EndsWith(" |", line);
        List<string> cells = [];
        string cell = "";
        for (int i = 2; i < line.Length; i++)
        {
            if (line[i] == '|')
            {
                cells.Add(WebUtility.HtmlDecode(cell[..^1]));
                cell = "";
                i++;
            }
            else
            {
                cell += line[i] == '\\' ? line[++i] : line[i];
            }
        }

        return [.. cells];
    }
}
