using System.Text.Json;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests.Commands;

/// <summary>
/// Numbers worked out by hand, of a model that gives C 0.4, 0 0.3, O 0.2 and a 0.1 whatever it sees.
/// </summary>
public sealed class EvaluateMetricsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public EvaluateMetricsTests() =>
        _model = ConstantModel.Save(_folder.Path, ("0", 0.3), ("C", 0.4), ("O", 0.2), ("a", 0.1));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Merged_letters_are_right_in_either_case()
    {
        JsonElement result = await Evaluate("cC0a");

        Assert.Equal(4, result.GetProperty("images").GetInt32());
        Assert.Equal(0, result.GetProperty("skipped").GetInt32());
        Near(0.5, result, "accuracy");
        Near(0.75, result, "top3");
        Near(-(2 * Math.Log(0.4) + Math.Log(0.3) + Math.Log(0.1)) / 4, result, "logLoss");

        // All four fall in one bin, of confidence 0.4 and accuracy 0.5.
        Near(0.1, result, "ece");

        // C: precision 2/4, recall 1, so F1 2/3; 0 and a: none; O neither occurs nor is answered.
        Near(2.0 / 3 / 3, result, "macroF1");
        Near(2.0 / 3 / 2, result, "weightedF1");
        Assert.True(result.GetProperty("seconds").GetDouble() > 0);
        JsonElement[] classes = [.. result.GetProperty("perClass").EnumerateArray()];
        Assert.Equal(["0", "C", "O", "a"], classes.Select(static c => c.GetProperty("name").GetString()));
        Assert.Equal(2, classes[1].GetProperty("support").GetInt32());
        Assert.Equal(4, classes[1].GetProperty("predicted").GetInt32());
        Near(0.5, classes[1], "precision");
        Near(1, classes[1], "recall");
        Near(2.0 / 3, classes[1], "f1");
    }

    [Fact]
    public async Task Without_folding_only_the_capital_is_right() =>
        Near(0.25, await Evaluate("cC0a", "--fold-case", "none"), "accuracy");

    [Fact]
    public async Task The_small_form_is_right_where_only_it_can_occur()
    {
        JsonElement result = await Evaluate("c", "--fold-case", "none", "--characters", "lower");

        // c 0.4, o 0.2 and a 0.1 are left, scaled to sum to 1.
        Near(1, result, "accuracy");
        Near(-Math.Log(0.4 / 0.7), result, "logLoss");
    }

    [Fact]
    public async Task Look_alikes_are_added_before_answers_are_compared()
    {
        JsonElement result = await Evaluate("0oC", "--fold-look-alikes");

        // 0 and O are 0.5 together, and so the answer.
        Near(2.0 / 3, result, "accuracy");
        Near(-(2 * Math.Log(0.5) + Math.Log(0.4)) / 3, result, "logLoss");
    }

    [Fact]
    public async Task A_label_is_right_in_either_case_where_all_are_folded()
    {
        Near(1, await Evaluate("A", "--fold-case", "all", "--characters", "aA"), "accuracy");
        Near(0, await Evaluate("A", "--characters", "aA0"), "accuracy");
    }

    [Fact]
    public async Task What_cannot_be_answered_counts_as_wrong_and_is_said()
    {
        TinySet set = new(_folder, "tiny", "CxY");

        ToolRun run = await ToolRun.Of("evaluate", "--images", set.Images, "--labels", set.Labels, "--model", _model, "--json");

        Assert.Equal("emnist: labels that the model cannot answer, so that their 2 of 3 pictures count as wrong: Y x", Assert.Single(run.ErrorLines));
        JsonElement result = JsonDocument.Parse(run.Output).RootElement;
        Near(1.0 / 3, result, "accuracy");
        Near(1.0 / 3, result, "top3");
    }

    [Fact]
    public async Task Labels_that_do_not_tell_the_cases_apart_are_noticed()
    {
        string model = ConstantModel.Save(_folder.Path, ("A", 0.25), ("a", 0.75));
        TinySet set = new(_folder, "letters", "AAB");
        string[] command = ["evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", model];

        ToolRun merged = await ToolRun.Of(command);
        ToolRun all = await ToolRun.Of([.. command, "--fold-case", "all"]);

        Assert.Equal(
            "emnist: 2 of 3 answers are the right letter in a case that no label has: if the labels do not tell the cases apart, as those of EMNIST Letters, --fold-case all counts them as right.",
            merged.ErrorLines[^1]);
        Assert.DoesNotContain("case", all.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_of_a_kind_that_no_label_is_of_are_noticed()
    {
        string model = ConstantModel.Save(_folder.Path, ("0", 0.75), ("O", 0.25));
        TinySet set = new(_folder, "letters", "OOO");
        string[] command = ["evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", model];

        Assert.Equal(
            "emnist: 3 of 3 answers are no letters, and all labels are: --characters letters leaves the others out.",
            Assert.Single((await ToolRun.Of(command)).ErrorLines));
        Assert.Empty((await ToolRun.Of([.. command, "--characters", "letters"])).ErrorLines);
    }

    [Fact]
    public async Task Labels_that_another_folding_would_make_answerable_are_noticed()
    {
        TinySet set = new(_folder, "tiny", "Cc");

        ToolRun run = await ToolRun.Of(
            "evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", _model, "--fold-case", "none");

        Assert.Equal("emnist: --fold-case merged counts a letter as right in either case.", run.ErrorLines[1]);
    }

    private static void Near(double expected, JsonElement result, string property) =>
        Assert.Equal(expected, result.GetProperty(property).GetDouble(), 1e-6);

    private async Task<JsonElement> Evaluate(string labels, params string[] options)
    {
        TinySet set = new(_folder, "tiny", labels);
        ToolRun run = await ToolRun.Of(
            ["evaluate", "--images", set.Images, "--labels", set.Labels, "--mapping", set.Mapping, "--model", _model, "--json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Output.Length > 0 ? "" : run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
