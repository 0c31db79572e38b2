using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>What a caller knows of a line, in its combinations, with models of other classes and on several threads.</summary>
public sealed class KnownLineTests
{
    private static readonly CharacterRecognizer Recognizer = new();
    private static readonly ReadTextOptions Digits = new() { Characters = CharacterSet.Digits };

    [Fact]
    public void A_line_that_is_no_such_and_a_mark_that_is_not_read_survive_JSON()
    {
        RecognizedText text = Recognizer.ReadText(
            WrittenLine.Write("3.14", new Random(8)), Digits with { Marks = new CharacterSet(","), Pattern = "99-99" });

        RecognizedText read = JsonSerializer.Deserialize<RecognizedText>(
            JsonSerializer.Serialize(text, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!;

        Assert.Equal(("3\uFFFD14", false), (read.Text, read.Lines[0].FollowsPattern));
        Assert.Equal(
            text.Characters.Select(static c => (c.Prediction.Status, c.Bounds)),
            read.Characters.Select(static c => (c.Prediction.Status, c.Bounds)));
    }

    [Fact]
    public void A_pattern_names_marks_that_cannot_occur_elsewhere()
    {
        GrayImage picture = WrittenLine.Write("3.14", new Random(8));
        foreach (CharacterSet? marks in new[] { null, new CharacterSet(","), CharacterSet.Marks })
        {
            RecognizedText text = Recognizer.ReadText(picture, Digits with { Marks = marks, Pattern = "9.99" });
            Assert.Equal(("3.14", true), (text.Text, text.Lines[0].FollowsPattern));
        }
    }

    [Fact]
    public void Marks_are_not_counted()
    {
        RecognizedText text = Recognizer.ReadText(WrittenLine.Write("3.14", new Random(8)), Digits with { ExpectedCount = 3 });

        Assert.Equal("3.14", text.Text);
    }

    [Fact]
    public void Capitals_alone_are_read_as_capitals_with_and_without_context()
    {
        GrayImage picture = WrittenLine.Write("hello", new Random(4));
        foreach (bool context in new[] { true, false })
        {
            var capitals = new ReadTextOptions { Characters = CharacterSet.UpperCase, UseContext = context };
            RecognizedText text = Recognizer.ReadText(picture, capitals);
            Assert.All(text.Text, character => Assert.True(char.IsAsciiLetterUpper(character), text.Text));
        }
    }

    [Fact]
    public void Rows_of_boxes_say_whether_they_are_as_the_pattern()
    {
        string form = Path.Combine(TestData.RepositoryRoot, "samples", "Forms", "form.png");

        Assert.Equal([("8033", true), ("247", false)], Lines(Recognizer.ReadText(form, Digits with { Pattern = "9999" })));
        Assert.Equal([("8033", true), ("247", true)], Lines(Recognizer.ReadText(form, Digits with { Pattern = "9999|99 9" })));
        Assert.Equal([("8033", true), ("247", true)], Lines(Recognizer.ReadText(form, Digits)));
    }

    [Fact]
    public void Names_of_ones_own_are_read_in_lines()
    {
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Classifier = new Renamed(EmbeddedModel.Load()) });
        GrayImage picture = WrittenLine.Write("42", new Random(5));
        var words = new CharacterSet(Enumerable.Range(0, 10).Select(static digit => $"<{digit}>"));

        Assert.Equal("<4><2>", recognizer.ReadText(picture, new ReadTextOptions { Characters = words }).Text);
        RecognizedText text = recognizer.ReadText(picture, new ReadTextOptions { Characters = words, Pattern = "XX" });
        Assert.Equal(("<4><2>", true), (text.Text, text.Lines[0].FollowsPattern));
        Assert.Throws<ArgumentException>(() => recognizer.ReadText(picture, new ReadTextOptions { Pattern = "99" }));
    }

    [Fact]
    public void Lines_are_read_the_same_on_many_threads()
    {
        GrayImage[] pictures = [.. Enumerable.Range(0, 8).Select(static i => WrittenLine.Write("12/05/2024", new Random(i)))];
        string[] alone = [.. pictures.Select(picture => Recognizer.ReadText(picture, Digits).Text)];

        string[] together =
        [
            .. pictures.Concat(pictures).AsParallel().AsOrdered().Select(picture => Recognizer.ReadText(picture, Digits).Text),
        ];

        Assert.Equal([.. alone, .. alone], together);
    }

    private static IEnumerable<(string Text, bool Follows)> Lines(RecognizedText text) =>
        text.Lines.Select(static line => (line.Text.Replace(" ", "", StringComparison.Ordinal), line.FollowsPattern));

    /// <summary>A model whose classes have names of several characters.</summary>
    private sealed class Renamed(OnnxModel model) : ICharacterClassifier
    {
        private readonly InferencePlan _plan = model.Network.ToProbabilityPlan();

        public IReadOnlyList<string> ClassNames { get; } = [.. model.ClassNames!.Select(static name => $"<{name}>")];

        public InputForm? InputForm => model.InputForm;

        public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count) =>
            _plan.Predict(images, probabilities, count);
    }
}
