using Emnist.Recognition.Tool.Evaluation;

namespace Emnist.Recognition.Tool.Tests.Evaluation;

public sealed class FoldedClassesTests
{
    private static readonly CharacterGroups Merged = new(CaseFolding.Merged, lookAlikes: false);

    [Fact]
    public void Probabilities_of_what_counts_as_one_are_added()
    {
        var classes = new FoldedClasses(["0", "O", "C", "c"], ["c"], new CharacterGroups(CaseFolding.Merged, lookAlikes: true));
        float[] row = new float[2];

        classes.Fold([Candidate("0", 0.5f), Candidate("C", 0.125f), Candidate("c", 0.125f), Candidate("O", 0.25f)], label: 1, row);

        Assert.Equal(["0", "C"], classes.Names);
        Assert.Equal([0.75f, 0.25f], row);
        Assert.Equal(1, classes.IndexOf("c"));
        Assert.Empty(classes.Unanswerable);
    }

    [Fact]
    public void A_label_that_cannot_be_answered_is_a_class_of_probability_0()
    {
        var classes = new FoldedClasses(["A", "B"], ["x", "B"], Merged);
        float[] row = [9, 9, 9];

        classes.Fold([Candidate("B", 0.75f), Candidate("A", 0.25f)], label: 2, row);

        Assert.Equal(["A", "B", "X"], classes.Names);
        Assert.Equal(["x"], classes.Unanswerable);
        Assert.Equal([0.25f, 0.75f, 0f], row);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void No_answer_is_the_last_of_all_for_the_label(int label)
    {
        var classes = new FoldedClasses(["A", "B", "D", "E"], [], Merged);
        float[] row = new float[4];

        classes.Fold([], label, row);

        Assert.All(row.Where((_, c) => c != label), p => Assert.Equal(0.25f, p));
        Assert.InRange(row[label], 0.2f, 0.24999f);
    }

    [Fact]
    public void No_answer_is_wrong_for_a_single_class_too()
    {
        var classes = new FoldedClasses(["A", "a"], ["A"], new CharacterGroups(CaseFolding.All, lookAlikes: false));
        float[] row = new float[2];

        classes.Fold([], label: 0, row);

        Assert.Equal(["A", "(no answer)"], classes.Names);
        Assert.True(row[0] < row[1]);
    }

    [Fact]
    public void Sums_do_not_pass_1()
    {
        var classes = new FoldedClasses(["0", "O"], [], new CharacterGroups(CaseFolding.None, lookAlikes: true));
        float[] row = new float[2];

        classes.Fold([Candidate("0", 0.75f), Candidate("O", 0.2500001f)], label: 0, row);

        Assert.Equal([1f, 0f], row);
    }

    [Fact]
    public void More_than_256_classes_are_refused()
    {
        IEnumerable<string> words = Enumerable.Range(0, 257).Select(static i => $"word{i}");

        ToolException e = Assert.Throws<ToolException>(() => new FoldedClasses([], words, Merged));

        Assert.Equal("The labels and the model's answers make 257 classes, and 256 can be measured: is this a set of single characters?", e.Message);
    }

    private static CharacterCandidate Candidate(string character, float confidence) =>
        new(character, confidence, [new CharacterVariant(character, null)], 0, character);
}
