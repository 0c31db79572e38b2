using System.ComponentModel;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

public class CharacterSetTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    /// <summary>With a model whose classes are EMNIST Balanced's.</summary>
    private static readonly CharacterRecognizer Merged = new(new RecognizerOptions { ModelPath = TestData.MergedModel });

    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");

    public static TheoryData<string> PictureNames => [.. Directory.GetFiles(Pictures, "*.png").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(PictureNames))]
    public void Digits_leave_ten_candidates_whose_probabilities_keep_their_ratios(string name)
    {
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, name)));
        Check(Merged);
        Check(Recognizer);

        void Check(CharacterRecognizer recognizer)
        {
            byte[] normalized = new byte[784];
            CharacterNormalizer.Normalize(image, normalized);
            float[] all = new float[recognizer.ClassNames.Count];
            float[] digits = new float[recognizer.ClassNames.Count];
            recognizer.PredictNormalizedScores(normalized, all);
            recognizer.PredictNormalizedScores(normalized, CharacterSet.Digits, digits);

            // What is no character is none, whatever is asked.
            float sum = all.Where((_, k) => recognizer.ClassNames[k] == OnnxModel.NonCharacter).Sum() + all.Take(10).Sum();
            Assert.All(digits.Take(10).Zip(all), pair => Assert.Equal(pair.Second / sum, pair.First, 1e-5));
            CharacterPrediction prediction = recognizer.PredictNormalized(normalized, CharacterSet.Digits);
            if (prediction.Status == PredictionStatus.Recognized)
            {
                Assert.Equal("0123456789", string.Concat(prediction.Candidates.Select(c => c.Character).Order(StringComparer.Ordinal)));
                Assert.All(prediction.Candidates, c => Assert.Equal(digits[c.ClassIndex], c.Confidence));
            }
        }
    }

    [Fact]
    public void Merged_classes_tell_both_forms_and_answer_the_one_that_the_set_holds()
    {
        string file = Path.Combine(Pictures, "upper-K.png");

        Assert.Equal(("K", "Kk"), Best(null));
        Assert.Equal(("K", "Kk"), Best(CharacterSet.LettersAndDigits));
        Assert.Equal(("K", "K"), Best(CharacterSet.UpperCase));
        Assert.Equal(("k", "k"), Best(CharacterSet.LowerCase));
        Assert.Equal(("k", "k"), Best(new CharacterSet("xk")));

        (string, string) Best(CharacterSet? set)
        {
            CharacterCandidate best = Merged.Predict(file, set).Candidates[0];
            return (best.Character, string.Concat(best.Variants.Select(v => v.Character)));
        }
    }

    [Fact]
    public void Forms_with_classes_of_their_own_are_kept_apart()
    {
        string file = Path.Combine(Pictures, "upper-A.png");
        CharacterPrediction prediction = Recognizer.Predict(file, new CharacterSet("Aa"));

        Assert.Equal(["A", "a"], prediction.Candidates.Select(c => c.Variants.Single().Character));
        Assert.DoesNotContain(Recognizer.Predict(file, CharacterSet.LowerCase).Candidates, c => c.Character == "A");
        Assert.Equal(26, Recognizer.Predict(file, CharacterSet.LowerCase).Candidates.Count);
    }

    [Fact]
    public void Candidates_name_their_class_whatever_the_set_makes_of_it()
    {
        CharacterCandidate best = Merged.Predict(Path.Combine(Pictures, "upper-K.png"), CharacterSet.LowerCase).Candidates[0];

        Assert.Equal(("k", "K"), (best.Character, best.ClassName));
        Assert.Equal("K", Merged.ClassNames[best.ClassIndex]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789")]
    [InlineData("xk")]
    public void Scores_in_class_order_are_the_candidates_probabilities(string? characters)
    {
        CharacterSet? set = characters is null ? null : new CharacterSet(characters);
        GrayImage image = ImageDecoder.Decode(Path.Combine(Pictures, "upper-K.png"));
        float[] expected = new float[Recognizer.ClassNames.Count];
        List<string> names = [.. Recognizer.ClassNames];
        foreach (CharacterCandidate candidate in Recognizer.Predict(image, set).Candidates)
        {
            foreach (CharacterVariant variant in candidate.Variants)
            {
                expected[names.IndexOf(variant.Character)] = variant.Confidence ?? candidate.Confidence;
            }
        }

        float[] scores = new float[Recognizer.ClassNames.Count + 1];
        scores[^1] = -1;
        Assert.Equal(PredictionStatus.Recognized, Recognizer.PredictScores(image, set, scores));

        // The class of what is no character, the last, has the rest.
        Assert.Equal([.. expected.SkipLast(1), 1 - expected.Sum(), -1], scores, static (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Fact]
    public void Scores_of_a_picture_without_a_character_are_no_numbers()
    {
        float[] scores = new float[Recognizer.ClassNames.Count];

        Assert.Equal(PredictionStatus.Blank, Recognizer.PredictScores(new GrayImage(5, new byte[25]), scores));
        Assert.All(scores, score => Assert.True(float.IsNaN(score)));
        Assert.Throws<ArgumentException>(() => Recognizer.PredictScores(new GrayImage(5, new byte[25]), new float[46]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789")]
    public void Scores_allocate_no_more_than_the_normalizer(string? characters)
    {
        CharacterSet? set = characters is null ? null : new CharacterSet(characters);
        GrayImage image = ImageDecoder.Decode(Path.Combine(Pictures, "digit-3.png"));
        byte[] normalized = new byte[784];
        float[] scores = new float[Recognizer.ClassNames.Count];

        (long normalizing, long scoring) = Allocations.Least(
            () => CharacterNormalizer.Normalize(image, normalized), () => Recognizer.PredictScores(image, set, scores));
        Assert.Equal(normalizing, scoring);
        Allocations.AssertNone(() => Recognizer.PredictNormalizedScores(normalized, set, scores));
    }

    [Fact]
    public void Sets_of_the_same_characters_are_equal()
    {
        Assert.Equal(new CharacterSet("10"), new CharacterSet(["0", "1"]));
        Assert.Equal(new CharacterSet("10").GetHashCode(), new CharacterSet("01").GetHashCode());
        Assert.NotEqual(new CharacterSet("10"), new CharacterSet("1"));
        Assert.Equal(new ReadTextOptions { Characters = CharacterSet.Digits }, new ReadTextOptions { Characters = new CharacterSet("0123456789") });
        Assert.Throws<ArgumentException>(() => new CharacterSet("a\ud800"));
        Assert.True(new CharacterSet("\ud83d\ude00").Contains("\ud83d\ude00"));
    }

    [Fact]
    public void One_character_alone_is_certain_for_a_model_that_knows_nothing_else() =>
        Assert.Equal(1, Merged.Predict(Path.Combine(Pictures, "upper-A.png"), new CharacterSet("7")).Confidence, 1e-6);

    [Fact]
    public void Sets_that_are_empty_or_unknown_to_the_model_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CharacterSet(""));
        Assert.Throws<ArgumentException>(() => new CharacterSet(["a", ""]));
        Assert.Throws<ArgumentException>(() => new CharacterSet(Array.Empty<string>()));

        var greek = new CharacterSet("αβγ");
        string file = Path.Combine(Pictures, "upper-A.png");
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Recognizer.Predict(file, greek));
        Assert.StartsWith("The model knows none of the characters \"αβγ\"", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Recognizer.PredictBatch([], greek));
        Assert.Throws<ArgumentException>(() => Recognizer.ReadText(file, new ReadTextOptions { Characters = greek }));
    }

    [Fact]
    public void The_sets_are_what_their_names_say()
    {
        Assert.Equal("0123456789", CharacterSet.Digits.ToString());
        Assert.Equal("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", CharacterSet.Letters.ToString());
        Assert.Equal(62, CharacterSet.LettersAndDigits.ToString().Length);
        Assert.True(CharacterSet.UpperCase.Contains("Q"));
        Assert.False(CharacterSet.UpperCase.Contains("q"));
    }

    [Theory]
    [InlineData("digits", "0123456789")]
    [InlineData("upper", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
    [InlineData("lower", "abcdefghijklmnopqrstuvwxyz")]
    [InlineData("0-9A-F", "0123456789ABCDEF")]
    [InlineData("x", "x")]
    [InlineData("3-3", "3")]
    [InlineData("-12-", "-12")]
    [InlineData("+-9", "+-9")]
    [InlineData("Digits", "Dgist")]
    public void Reads_names_characters_and_ranges(string text, string characters)
    {
        Assert.Equal(new CharacterSet(characters), CharacterSet.Parse(text));
        Assert.True(CharacterSet.TryParse(text, out CharacterSet? set));
        Assert.Equal(CharacterSet.Parse(text), set);
        Assert.Equal(set, TypeDescriptor.GetConverter(typeof(CharacterSet)).ConvertFromInvariantString(text));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("9-0", "9-0")]
    [InlineData("A-z", "A-z")]
    public void Refuses_what_is_no_set(string text, string problem)
    {
        Assert.Throws<FormatException>(() => CharacterSet.Parse("a\ud800"));
        Assert.Contains(problem, Assert.Throws<FormatException>(() => CharacterSet.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(CharacterSet.TryParse(text, out _));
    }
}
