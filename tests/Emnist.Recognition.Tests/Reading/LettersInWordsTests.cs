using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Letters that their neighbours in words choose, where a model takes each r for an o, but for 4 parts in 10.</summary>
public sealed class LettersInWordsTests
{
    private static readonly CharacterRecognizer Doubtful =
        new(new RecognizerOptions { Classifier = new Doubting(EmbeddedModel.Load()) });

    private static GrayImage Picture => WrittenLine.Write("green", new Random(2));

    [Fact]
    public void Neighbours_choose_a_letter_against_the_ink_and_it_is_not_sure()
    {
        RecognizedText text = Doubtful.ReadText(Picture);

        Assert.Equal("green", text.Text);
        Assert.InRange(text.Characters.ElementAt(1).Prediction.Confidence, 0.5, 0.7);
        Assert.Equal("O", text.Characters.ElementAt(1).Prediction.Candidates[1].Character, ignoreCase: true);
    }

    [Fact]
    public void Neighbours_make_no_letter_surer()
    {
        RecognizedText with = Doubtful.ReadText(Picture);
        RecognizedText without = Doubtful.ReadText(Picture, new ReadTextOptions { Words = new WordList(["zz"]) });

        Assert.Equal("goeen", without.Text);
        Assert.All(
            with.Characters.Zip(without.Characters).Where(static pair => pair.First.Character == pair.Second.Character),
            static pair => Assert.True(pair.First.Prediction.Confidence <= pair.Second.Prediction.Confidence + 1e-6));
    }

    [Fact]
    public void The_caller_s_words_and_his_pattern_say_it_before_letters_do()
    {
        ReadTextOptions options = new();

        Assert.Equal("goeen", Doubtful.ReadText(Picture, options with { Words = new WordList(["goeen"]) }).Text);
        Assert.Equal("goeen", Doubtful.ReadText(Picture, options with { Pattern = "aaaaa" }).Text);
        Assert.Equal('o', char.ToLowerInvariant(Doubtful.ReadText(Picture, options with { UseContext = false }).Text[1]));
    }

    /// <summary>The embedded model, but for what it says of r and o.</summary>
    private sealed class Doubting(OnnxModel model) : ICharacterClassifier
    {
        private readonly InferencePlan _plan = model.Network.ToProbabilityPlan();

        public IReadOnlyList<string> ClassNames { get; } = [.. model.ClassNames!];

        public InputForm? InputForm => model.InputForm;

        public void Classify(ReadOnlySpan<float> images, Span<float> probabilities, int count)
        {
            _plan.Predict(images, probabilities, count);
            List<string> names = [.. ClassNames];
            (int r, int o) = (names.IndexOf("r"), names.IndexOf("o"));
            for (int i = 0; i < count; i++)
            {
                Span<float> own = probabilities.Slice(i * ClassNames.Count, ClassNames.Count);
                float sum = own[r];
                (own[r], own[o]) = (0.4f * sum, own[o] + (0.6f * sum));
            }
        }
    }
}
