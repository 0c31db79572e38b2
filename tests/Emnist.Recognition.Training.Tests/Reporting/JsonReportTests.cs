using System.Text.Json;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Evaluation;
using Emnist.Recognition.Training.Reporting;

namespace Emnist.Recognition.Training.Tests.Reporting;

public sealed class JsonReportTests
{
    [Fact]
    public void The_documented_members_are_those_that_are_written()
    {
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "evaluation-json.md"));
        IEnumerable<string> documented = document.Split('\n')
            .Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('`')[1]);

        using JsonDocument json = JsonDocument.Parse(SampleReport.Full.ToJson());

        Assert.Equal(documented.Order(StringComparer.Ordinal), Leaves(json.RootElement, "").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Members_have_the_metrics_values()
    {
        ClassificationMetrics metrics = SampleReport.Full.Metrics;
        using JsonDocument json = JsonDocument.Parse(SampleReport.Full.ToJson());
        JsonElement root = json.RootElement;

        Assert.Equal("Sample", root.GetProperty("title").GetString());
        Assert.Equal((4, 2, 1.25), (root.GetProperty("images").GetInt32(), root.GetProperty("skipped").GetInt32(), root.GetProperty("seconds").GetDouble()));
        Assert.Equal("""{"name":"Model","value":"small.onnx"}""", Compact(root.GetProperty("facts")[0]));
        foreach ((string name, double value) in new Dictionary<string, double>
        {
            ["accuracy"] = 0.5,
            ["macroAccuracy"] = 0.5,
            ["top3"] = 1,
            ["top5"] = 1,
            ["macroPrecision"] = 1.0 / 3,
            ["macroRecall"] = 0.5,
            ["macroF1"] = metrics.MacroAverage.F1,
            ["weightedPrecision"] = 0.375,
            ["weightedRecall"] = 0.5,
            ["weightedF1"] = metrics.WeightedAverage.F1,
            ["logLoss"] = metrics.LogLoss,
            ["logLossReduction"] = metrics.LogLossReduction,
            ["ece"] = metrics.ExpectedCalibrationError,
            ["cohensKappa"] = 0.2,
        })
        {
            Assert.Equal(value, root.GetProperty(name).GetDouble(), 1e-12);
        }

        Assert.Equal("""{"name":"b","support":1,"predicted":2,"precision":0.5,"recall":1,"f1":0.6666666666666666,"logLoss":0.13353139262452263}""", Compact(root.GetProperty("perClass")[1]));
        Assert.Equal("""[{"actual":"a","predicted":"b","count":1},{"actual":"c","predicted":"a","count":1}]""", Compact(root.GetProperty("mostConfused")));
        Assert.Equal("""{"classes":["a","b","c"],"counts":[[1,1,0],[0,1,0],[1,0,0]]}""", Compact(root.GetProperty("confusionMatrix")));
        Assert.Equal(15, root.GetProperty("reliability").GetArrayLength());
        Assert.Equal("""{"lower":0.9333333333333333,"upper":1,"count":1,"confidence":1,"accuracy":0}""", Compact(root.GetProperty("reliability")[14]));
        Assert.Equal("""{"index":3,"image":null,"actual":"c","predicted":"a","confidence":1,"actualProbability":0}""", Compact(root.GetProperty("worstMistakes")[0]));
        Assert.Equal("""[{"chart":"Loss","series":"training","values":[0.5,0.25]},{"chart":"Loss","series":"validation","values":[null]}]""", Compact(root.GetProperty("curves")));
        Assert.Equal("""[{"title":"Trials","columns":["Rate","Note"],"rows":[["0.1","first"],["0.01",""]]}]""", Compact(root.GetProperty("tables")));
    }

    [Fact]
    public void What_is_not_a_number_or_not_measured_is_null()
    {
        using JsonDocument json = JsonDocument.Parse(new EvaluationReport("One", ClassificationMetrics.Compute([0], [1], ["a"])).ToJson());

        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("cohensKappa").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("seconds").ValueKind);
        Assert.Equal("[]", Compact(json.RootElement.GetProperty("facts")));
    }

    /// <summary>Halves of surrogate pairs are no text, and become U+FFFD.</summary>
    [Theory]
    [MemberData(nameof(HostileNames.Indices), MemberType = typeof(HostileNames))]
    public void Any_class_name_reads_back(int index)
    {
        string[] names = HostileNames.Around(index);
        string text = SampleReport.Named(names).ToJson();
        using JsonDocument json = JsonDocument.Parse(text);

        string[] expected = [.. names.Select(static name => string.Concat(name.EnumerateRunes()))];
        Assert.Equal(expected, json.RootElement.GetProperty("perClass").EnumerateArray().Select(static c => c.GetProperty("name").GetString()));
        Assert.Equal(expected, json.RootElement.GetProperty("confusionMatrix").GetProperty("classes").EnumerateArray().Select(static c => c.GetString()));
        Assert.Equal(expected[0], json.RootElement.GetProperty("title").GetString());
        Assert.DoesNotContain('<', text);
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Leaves(item, path + "[]")),
        _ => [path],
    };

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}
