using System.Text;
using System.Text.Json;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

/// <summary>Reports that a release has written, in a folder of its own: what reads them goes on to read what is written today.</summary>
public sealed class GoldenReportTests
{
    [Theory]
    [InlineData("0.1.0/report.md")]
    [InlineData("0.1.0/report.html")]
    [InlineData("0.1.0/classes.csv")]
    [InlineData("0.1.0/confusion.csv")]
    public void What_was_written_is_written(string file)
    {
        EvaluationReport report = SampleReport.Full;
        string written = Path.GetFileName(file) switch
        {
            "report.md" => report.ToMarkdown(),
            "report.html" => report.ToHtml(),
            "classes.csv" => report.ToCsv(),
            _ => ReportTable.FromConfusionMatrix(report.Metrics.ConfusionMatrix).ToCsv(),
        };
        Assert.Equal(Encoding.UTF8.GetString(File.ReadAllBytes(PathOf(file))), written);
    }

    /// <summary>Members may be added, and nothing else: docs/evaluation-json.md.</summary>
    [Theory]
    [InlineData("0.1.0/report.json")]
    public void What_was_a_member_is_one_with_the_same_value(string file)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        using JsonDocument written = JsonDocument.Parse(SampleReport.Full.ToJson());

        AssertHolds(golden.RootElement, written.RootElement, "$");
    }

    private static void AssertHolds(JsonElement golden, JsonElement written, string place)
    {
        Assert.True(golden.ValueKind == written.ValueKind, place);
        switch (golden.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.All(golden.EnumerateObject(), member =>
                {
                    Assert.True(written.TryGetProperty(member.Name, out JsonElement value), $"{place}.{member.Name}");
                    AssertHolds(member.Value, value, $"{place}.{member.Name}");
                });
                break;
            case JsonValueKind.Array:
                Assert.Equal(golden.GetArrayLength(), written.GetArrayLength());
                Assert.All(golden.EnumerateArray().Index(), item => AssertHolds(item.Item, written[item.Index], $"{place}[{item.Index}]"));
                break;
            default:
                Assert.Equal($"{place} = {golden.GetRawText()}", $"{place} = {written.GetRawText()}");
                break;
        }
    }

    private static string PathOf(string file) =>
        Path.Combine(TestData.RepositoryRoot, "tests", "Emnist.Recognition.Training.Tests", "Reporting", "Golden", file);
}
