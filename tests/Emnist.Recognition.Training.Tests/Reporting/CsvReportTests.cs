using System.Text;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class CsvReportTests
{
    [Fact]
    public void Classes_are_lines_under_a_header() => Assert.Equal(
        "class,support,predicted,precision,recall,f1\r\n" +
        "a,2,2,0.5,0.5,0.5\r\n" +
        "b,1,2,0.5,1,0.6666666666666666\r\n" +
        "c,1,0,0,0,0\r\n",
        SampleReport.Full.ToCsv());

    [Fact]
    public void A_confusion_matrix_has_the_own_classes_down_and_the_answers_across() => Assert.Equal(
        "actual/predicted,a,b,c\r\na,1,1,0\r\nb,0,1,0\r\nc,1,0,0\r\n",
        Csv(SampleReport.Full.Metrics.ConfusionMatrix));

    [Fact]
    public void Fields_are_quoted_where_they_must_be_and_else_stay() => Assert.Equal(
        "actual/predicted,\"a,\"\"b\"\"\",=1+1,\" c\"\r\n\"a,\"\"b\"\"\",1,1,0\r\n=1+1,0,1,0\r\n\" c\",1,0,0\r\n",
        Csv(SampleReport.Measure("a,\"b\"", "=1+1", " c").ConfusionMatrix));

    [Theory]
    [MemberData(nameof(HostileNames.Indices), MemberType = typeof(HostileNames))]
    public void Any_class_name_reads_back(int index)
    {
        string[] names = HostileNames.Around(index);
        EvaluationReport report = SampleReport.Named(names);

        List<string[]> classes = Read(report.ToCsv());
        List<string[]> matrix = Read(Csv(report.Metrics.ConfusionMatrix));

        Assert.Equal(names, classes.Skip(1).Select(static row => row[0]));
        Assert.All(classes, static row => Assert.Equal(6, row.Length));
        Assert.Equal(names, matrix[0].Skip(1));
        Assert.Equal(names, matrix.Skip(1).Select(static row => row[0]));
        Assert.All(matrix, static row => Assert.Equal(4, row.Length));
    }

    private static string Csv(ConfusionMatrix matrix) => ReportTable.FromConfusionMatrix(matrix).ToCsv();

    /// <summary>RFC 4180's grammar.</summary>
    private static List<string[]> Read(string csv)
    {
        List<string[]> rows = [];
        List<string> row = [];
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && csv[i + 1] == '"')
            {
                field.Append(csv[i++]);
            }
            else if (csv[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && csv[i] is (',' or '\r'))
            {
                row.Add(field.ToString());
                field.Clear();
                if (csv[i] == '\r')
                {
                    Assert.Equal('\n', csv[++i]);
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
            else
            {
                field.Append(csv[i]);
            }
        }

        Assert.True(!quoted && field.Length == 0 && row.Count == 0);
        return rows;
    }
}
