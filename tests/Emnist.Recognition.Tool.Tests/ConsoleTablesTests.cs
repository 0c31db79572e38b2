using System.Globalization;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Tool.Tests;

public sealed class ConsoleTablesTests
{
    /// <summary>Class names that a terminal, a table or markup could trip over.</summary>
    public static TheoryData<string> HostileNames =>
    [
        "[", "]", "[red]", "[/]", "[a](b)", "[[", "\n", "a\r\nb", "\t", " ", "", "|",
        "\0", "\u0085", "\u2028", "\u001B[31m", "\u001B]0;title\u0007", "\u202Eabc", "\u2067abc", "\uD83D", "\uDE00x",
        "\u4E2D\u6587", "e\u0301", "\U0001F600", "\U0001F468\u200D\U0001F469\u200D\U0001F467",
        new string('x', 10_000), "o" + new string('\u0301', 1_000),
    ];

    [Fact]
    public void A_report_is_aligned_text() => Assert.Equal(
        """
        Sample
        ======

        Summary
        -------
        Measure                        Value
        Images                             4
        Skipped                            2
        Time                          1.25 s
        Accuracy                     50.00 %
        Macro accuracy               50.00 %
        Top-3 accuracy              100.00 %
        Top-5 accuracy              100.00 %
        Log-loss                     26.2716
        Expected calibration error    0.4688
        Cohen's kappa                 0.2000

        Facts
        -----
        Fact      Value
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
        Average   Precision  Recall      F1
        macro        0.3333  0.5000  0.3889
        weighted     0.3750  0.5000  0.4167

        Most often confused
        -------------------
        Class  Taken for  Images
        a      b               1
        c      a               1

        Worst mistakes
        --------------
        Image  Class  Taken for  Confidence
            3  c      a              1.0000
            1  a      b              0.5000

        Calibration
        -----------
        Confidence above      to  Answers  Mean confidence  Accuracy
                  0.4667  0.5333        1           0.5000    0.0000
                  0.7333  0.8000        1           0.7500    1.0000
                  0.8667  0.9333        1           0.8750    1.0000
                  0.9333  1.0000        1           1.0000    0.0000

        Trials
        ------
        Rate  Note
         0.1  first
        0.01

        """.ReplaceLineEndings("\n"),
        Write(new EvaluationReport("Sample", Measure("a", "b", "c"))
        {
            Skipped = 2,
            Duration = TimeSpan.FromMilliseconds(1250),
            Facts = [new("Model", "small.onnx"), new("Data set", "four images")],
            Tables = [new("Trials", ["Rate", "Note"], [["0.1", "first"], ["0.01", ""]])],
        }));

    [Theory]
    [MemberData(nameof(HostileNames))]
    public void Any_text_leaves_the_terminal_alone_and_a_row_a_line(string name)
    {
        var report = new EvaluationReport($"of {name}", Measure(name, "b", "c"))
        {
            Facts = [new(name, "fact")],
            Tables = [new(name, [name, "number"], [["a", "1"]])],
        };
        string text = Write(report);
        string[] lines = text.Split('\n');

        Assert.DoesNotContain(text, static c => c != '\n' && (char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format));
        Assert.DoesNotContain(text, static c => c is '\u202E' or '\u2028');
        int heading = Array.IndexOf(lines, "Classes");
        Assert.EndsWith("Images  Answers  Precision  Recall      F1", lines[heading + 2], StringComparison.Ordinal);
        Assert.StartsWith(ToolConsole.Printable(name).TrimEnd(), lines[heading + 3], StringComparison.Ordinal);
        Assert.EndsWith("     2        2     0.5000  0.5000  0.5000", lines[heading + 3], StringComparison.Ordinal);
        Assert.EndsWith("     1        0     0.0000  0.0000  0.0000", lines[heading + 5], StringComparison.Ordinal);
        Assert.Equal("", lines[heading + 6]);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    public void On_a_terminal_what_does_not_fit_goes_on_below_and_is_not_cut(int width)
    {
        string[] words = [.. Enumerable.Range(0, 60).Select(static i => $"word{i}")];
        string[][] rows = [["Path", new string('x', 250)], ["Words", string.Join(' ', words)]];
        string text = Write(new ReportTable("Facts", ["Fact", "Value"], rows), width);

        Assert.Equal(250, text.Count(static c => c == 'x'));
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, width));
    }

    [Fact]
    public void A_table_of_more_columns_than_a_terminal_has_is_still_shown()
    {
        string[] columns = [.. Enumerable.Range(0, 60).Select(static c => $"c{c}")];
        string line = string.Join("  ", columns);

        Assert.Equal($"Wide\n----\n{line}\n{line}\n", Write(new ReportTable("Wide", columns, [columns]), 80));
        Assert.Equal($"Wide\n----\n{line}\n{line}\n", Write(new ReportTable("Wide", columns, [columns])));
    }

    /// <summary>a right, a for b, b right, c for a.</summary>
    private static ClassificationMetrics Measure(params string[] names) => ClassificationMetrics.Compute(
        [0, 0, 1, 2],
        [0.75f, 0.25f, 0, 0.25f, 0.5f, 0.25f, 0.125f, 0.875f, 0, 1, 0, 0],
        names);

    private static string Write(EvaluationReport report) => Write(console => ConsoleTables.Write(console, report));

    private static string Write(ReportTable table) => Write(console => ConsoleTables.Write(console, table));

    private static string Write(ReportTable table, int width) =>
        Write(console => ConsoleTables.Write(console with { OutputWidth = width }, table));

    private static string Write(Action<ToolConsole> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(new ToolConsole(output, TextWriter.Null, IsErrorTerminal: false));
        return output.ToString();
    }
}
