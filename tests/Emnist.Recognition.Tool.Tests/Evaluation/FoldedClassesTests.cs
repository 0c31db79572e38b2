using Emnist.Recognition.Tool.Evaluation;

namespace Emnist.Recognition.Tool.Tests.Evaluation;

public sealed class FoldedClassesTests
{
    private static readonly CharacterGroups Merged = new(CaseFolding.Merged, lookAlikes: false);

    [Fact]
    public void Probabilities_of_what_counts_as_one_are_added()
    {
        var classes = new FoldedClasses(["0", "O", "C", "c"], ["c"], new CharacterGroups(CaseFolding.Merged, lookAlikes: true));
        float[] row = new float[3];

        classes.Fold([Candidate("0", 0.5f), Candidate("C", 0.125f), Candidate("c", 0.125f), Candidate("O", 0.25f)], label: 1, row);

        Assert.Equal(["0", "C", "none"], classes.Names);
        Assert.Equal([0.75f, 0.25f, 0f], row);
        Assert.Equal(1, classes.IndexOf("c"));
        Assert.Empty(classes.Unanswerable);
    }

    [Fact]
    public void A_label_that_cannot_be_answered_is_a_class_of_probability_0()
    {
        var classes = new FoldedClasses(["A", "B"], ["x", "B"], Merged);
        float[] row = [9, 9, 9, 9];

        classes.Fold([Candidate("B", 0.75f), Candidate("A", 0.25f)], label: 2, row);

        Assert.Equal(["A", "B", "X", "none"], classes.Names);
        Assert.Equal(["x"], classes.Unanswerable);
        Assert.Equal([0.25f, 0.75f, 0f, 0f], row);
    }

    [Theory]
    [InlineData((int)CaseFolding.Merged, new[] { 0.25f, 0.5f, 0.25f })]
    [InlineData((int)CaseFolding.None, new[] { 0.25f, 0.125f, 0.375f, 0.25f })]
    public void Forms_with_probabilities_of_their_own_count_as_one_or_not_and_what_is_left_is_no_character(int folding, float[] expected)
    {
        var classes = new FoldedClasses(["0", "C", "c"], ["c"], new CharacterGroups((CaseFolding)folding, lookAlikes: false)) { TellsNone = true };
        float[] row = new float[expected.Length];
        var letter = new CharacterCandidate("c", 0.5f, [new("c", 0.375f), new("C", 0.125f)], 2, "c");
        classes.Fold([letter, Candidate("0", 0.25f)], label: 1, row);

        Assert.Equal(expected, row);
        Assert.Equal("none", classes.Names[^1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Without_candidates_the_answer_is_none_and_the_label_the_last_of_all(int label)
    {
        var classes = new FoldedClasses(["A", "B", "D", "E"], [], Merged);
        float[] row = new float[5];

        classes.Fold([], label, row);

        Assert.Equal(["A", "B", "D", "E", "none"], classes.Names);
        Assert.All(row.Where((_, c) => c != label && c != 4), p => Assert.Equal(0.2f, p));
        Assert.InRange(row[label], 0.19f, 0.19999f);
        Assert.InRange(row[4], 0.20001f, 0.21f);
    }

    [Fact]
    public void None_is_right_for_a_picture_whose_label_it_is()
    {
        var classes = new FoldedClasses(["A", "B"], ["none", "A"], Merged);
        float[] row = new float[3];

        classes.Fold([], classes.IndexOf("none"), row);

        Assert.True(classes.NoneIsNamed);
        Assert.Empty(classes.Unanswerable);
        Assert.Equal(classes.IndexOf("none"), Array.IndexOf(row, row.Max()));
    }

    [Fact]
    public void Sums_do_not_pass_1()
    {
        var classes = new FoldedClasses(["0", "O"], [], new CharacterGroups(CaseFolding.None, lookAlikes: true));
        float[] row = new float[3];

        classes.Fold([Candidate("0", 0.75f), Candidate("O", 0.2500001f)], label: 0, row);

        Assert.Equal([1f, 0f, 0f], row);
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
