using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class ConsoleReportTests
{
    [Fact]
    public void A_report_is_aligned_text() => Assert.Equal(
        """
        Sample
        ======

        Images                        4
        Skipped                       2
        Time                          1.25 s
        Accuracy                      50.00 %
        Mean accuracy of the classes  50.00 %
        Among the 3 most probable     100.00 %
        Among the 5 most probable     100.00 %
        Log loss                      26.2716
        Expected calibration error    0.4688
        Cohen's kappa                 0.2000

        Model     small.onnx
        Data set  four images

        Classes
        -------
        Class  Images  Answers  Precision  Recall      F1
        a           2        2     0.5000  0.5000  0.5000
        b           1        2     0.5000  1.0000  0.6667
        c           1        0     0.0000  0.0000  0.0000

        Averages of the classes
        -----------------------
        Average             Precision  Recall      F1
        plain                  0.3333  0.5000  0.3889
        weighted by images     0.3750  0.5000  0.4167

        Most often confused
        -------------------
        Class  Taken for  Images
        a      b               1
        c      a               1

        Trials
        ------
        Rate  Note
         0.1  first
        0.01

        """.ReplaceLineEndings("\n"),
        SampleReport.Full.ToConsole());

    [Fact]
    public void Parts_without_content_are_left_out()
    {
        string text = new EvaluationReport("One", ClassificationMetrics.Compute([0], [1], ["a"])).ToConsole();

        Assert.DoesNotContain("confused", text);
        Assert.DoesNotContain("Skipped", text);
        Assert.DoesNotContain("Time", text);
        Assert.Contains("Cohen's kappa                 n/a\n", text);
    }

    [Theory]
    [MemberData(nameof(HostileNames.Indices), MemberType = typeof(HostileNames))]
    public void Any_class_name_leaves_the_terminal_alone_and_the_columns_aligned(int index)
    {
        string text = SampleReport.Named(HostileNames.Around(index)).ToConsole();
        string[] lines = text.Split('\n');

        Assert.DoesNotContain(text, static c => c != '\n' && char.IsControl(c));
        Assert.DoesNotContain(text, static c => c is '\u202E' or '\u2028');
        Assert.All(lines, static line => Assert.InRange(DisplayText.Width(line), 0, PlainTable.PageWidth));
        int heading = Array.IndexOf(lines, "Classes");
        int width = DisplayText.Width(lines[heading + 2]);
        Assert.EndsWith("Images  Answers  Precision  Recall      F1", lines[heading + 2]);
        Assert.All(lines[(heading + 3)..(heading + 6)], line => Assert.Equal(width, DisplayText.Width(line)));
    }

    [Fact]
    public void A_wide_table_is_cut_and_says_so()
    {
        string[] columns = [.. Enumerable.Range(0, 30).Select(static c => $"column {c}")];
        string text = new EvaluationReport("Wide", SampleReport.Measure("a", "b", "c")) { Tables = [new("T", columns, [columns])] }.ToConsole();

        Assert.EndsWith("(Columns that do not fit: 20.)\n", text);
        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void A_long_fact_is_broken_and_not_cut()
    {
        string words = string.Join(' ', Enumerable.Range(0, 60).Select(static i => $"word{i}"));
        string text = new EvaluationReport("Long", SampleReport.Measure("a", "b", "c")) { Facts = [new("Path", new string('x', 250)), new("Words", words)] }.ToConsole();

        Assert.Equal(250, text.Count(static c => c == 'x') - 1);
        Assert.All(Enumerable.Range(0, 60), i => Assert.Contains($"word{i}", text));
        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 100));
    }
}
