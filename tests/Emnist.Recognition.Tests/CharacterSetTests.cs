using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests;

public class CharacterSetTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");

    public static TheoryData<string> PictureNames => [.. Directory.GetFiles(Pictures, "*.png").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(PictureNames))]
    public void Digits_leave_ten_candidates_whose_probabilities_keep_their_ratios(string name)
    {
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, name)));
        CharacterPrediction all = Recognizer.Predict(image);
        CharacterPrediction digits = Recognizer.Predict(image, CharacterSet.Digits);

        Assert.Equal("0123456789", string.Concat(digits.Candidates.Select(c => c.Character).Order(StringComparer.Ordinal)));
        float sum = all.Candidates.Where(c => char.IsAsciiDigit(c.Character[0])).Sum(c => c.Confidence);
        foreach (CharacterCandidate candidate in digits.Candidates)
        {
            float unlimited = all.Candidates.Single(c => c.Character == candidate.Character).Confidence;
            Assert.Equal(unlimited / sum, candidate.Confidence, 1e-5);
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
            CharacterCandidate best = Recognizer.Predict(file, set).Candidates[0];
            return (best.Character, best.Variants);
        }
    }

    [Fact]
    public void Forms_with_classes_of_their_own_are_kept_apart()
    {
        string file = Path.Combine(Pictures, "upper-A.png");
        CharacterPrediction prediction = Recognizer.Predict(file, new CharacterSet("Aa"));

        Assert.Equal(["A", "a"], prediction.Candidates.Select(c => c.Variants));
        Assert.DoesNotContain(Recognizer.Predict(file, CharacterSet.LowerCase).Candidates, c => c.Character == "A");
        Assert.Equal(26, Recognizer.Predict(file, CharacterSet.LowerCase).Candidates.Count);
    }

    [Fact]
    public void One_character_alone_is_certain() =>
        Assert.Equal(1, Recognizer.Predict(Path.Combine(Pictures, "upper-A.png"), new CharacterSet("7")).Confidence, 1e-6);

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
}
