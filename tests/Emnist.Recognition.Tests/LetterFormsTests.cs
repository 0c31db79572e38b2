using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

/// <summary>Models that have a class for each form of a letter, and one for what is no character.</summary>
public class LetterFormsTests
{
    private static readonly string[] ByClass =
        [.. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".Select(static c => c.ToString())];

    private static readonly string[] Names = [.. ByClass, OnnxModel.NonCharacter];

    private static readonly byte[] Image = new byte[28 * 28];

    [Fact]
    public void Both_forms_are_one_candidate_that_is_named_by_the_likelier_and_tells_both()
    {
        CharacterPrediction prediction = Create(false, ("c", 0.5f), ("C", 0.3f), ("a", 0.1f), (OnnxModel.NonCharacter, 0.1f)).PredictNormalized(Image);

        Assert.Equal(PredictionStatus.Recognized, prediction.Status);
        Assert.Equal(47, prediction.Candidates.Count);
        Assert.Equal("c", prediction.Character);
        Assert.Equal(0.8, prediction.Confidence, 1e-4);
        CharacterCandidate best = prediction.Candidates[0];
        Assert.Equal(("c", Array.IndexOf(Names, "c")), (best.ClassName, best.ClassIndex));
        Assert.Equal(["c", "C"], best.Variants.Select(static variant => variant.Character));
        Assert.Equal(0.5, best.Variants[0].Confidence!.Value, 1e-4);
        Assert.Equal(0.3, best.Variants[1].Confidence!.Value, 1e-4);
        Assert.Equal("a", prediction.Candidates[1].Character);
        Assert.Equal(0.9, prediction.Candidates.Sum(static candidate => candidate.Confidence), 1e-4);
        Assert.DoesNotContain(prediction.Candidates, static candidate => candidate.Character == "A" && candidate.Variants.Count > 1);
    }

    [Fact]
    public void An_option_names_them_by_the_capital()
    {
        CharacterCandidate capital = Create(true, ("c", 0.5f), ("C", 0.3f), ("a", 0.2f)).PredictNormalized(Image).Candidates[0];

        Assert.Equal(("C", "C"), (capital.Character, capital.ClassName));
        Assert.Equal(0.8, capital.Confidence, 1e-4);
        Assert.Equal(["C", "c"], capital.Variants.Select(static variant => variant.Character));
    }

    [Fact]
    public void A_model_that_knows_nothing_of_non_characters_keeps_forms_apart()
    {
        CharacterPrediction apart = new CharacterRecognizer(Model(ByClass, ("c", 0.5f), ("C", 0.3f), ("a", 0.2f))).PredictNormalized(Image);

        Assert.Equal(62, apart.Candidates.Count);
        Assert.Equal(["c", "C", "a"], apart.Candidates.Take(3).Select(static candidate => candidate.Character));
        Assert.All(apart.Candidates, static candidate => Assert.Null(Assert.Single(candidate.Variants).Confidence));
    }

    [Fact]
    public void A_set_of_capitals_takes_the_small_form_s_probability_out()
    {
        CharacterRecognizer recognizer = Create(false, ("l", 0.6f), ("L", 0.05f), ("I", 0.3f), (OnnxModel.NonCharacter, 0.05f));
        CharacterPrediction prediction = recognizer.PredictNormalized(Image, CharacterSet.UpperCase);

        Assert.Equal("l", recognizer.PredictNormalized(Image).Character);
        Assert.Equal(26, prediction.Candidates.Count);
        Assert.Equal(("I", "L"), (prediction.Candidates[0].Character, prediction.Candidates[1].Character));
        Assert.Equal(0.75, prediction.Confidence, 1e-3);
        Assert.Equal(0.125, prediction.Candidates[1].Confidence, 1e-3);
        Assert.Equal(["L"], prediction.Candidates[1].Variants.Select(static variant => variant.Character));

        // What is left of 1 is that there is no character, which no set rules out.
        Assert.Equal(0.875, prediction.Candidates.Sum(static candidate => candidate.Confidence), 1e-3);
        Assert.Equal("l", recognizer.PredictNormalized(Image, CharacterSet.LowerCase).Character);
    }

    [Fact]
    public void What_is_more_probably_no_character_is_not_named_whatever_is_asked()
    {
        CharacterRecognizer recognizer = Create(false, (OnnxModel.NonCharacter, 0.52f), ("8", 0.48f));
        float[] scores = new float[Names.Length];
        GrayImage picture = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png")));

        foreach (CharacterPrediction prediction in (CharacterPrediction[])
        [
            recognizer.PredictNormalized(Image), recognizer.PredictNormalized(Image, CharacterSet.Digits), recognizer.Predict(picture),
            recognizer.PredictBatch([picture])[0],
            recognizer.ReadFields(picture, [new PixelRectangle(0, 0, picture.Width, picture.Height)], null)[0].Prediction,
        ])
        {
            Assert.Equal(PredictionStatus.NotACharacter, prediction.Status);
            Assert.Empty(prediction.Candidates);
            Assert.NotNull(prediction.Normalized);
        }

        Assert.Equal(PredictionStatus.NotACharacter, recognizer.PredictScores(picture, CharacterSet.Digits, scores));
        Assert.All(scores, static score => Assert.True(float.IsNaN(score)));
        recognizer.PredictNormalizedScores(Image, CharacterSet.Digits, scores);
        Assert.Equal(0.52, scores[^1], 1e-4);
        Assert.Equal(0.48, scores[8], 1e-4);
        Assert.Equal("8", Create(false, (OnnxModel.NonCharacter, 0.48f), ("8", 0.52f)).PredictNormalized(Image).Character);
    }

    [Fact]
    public void Text_with_its_segments_doubted_is_read_with_low_confidence_and_never_dropped()
    {
        CharacterRecognizer recognizer = Create(false, (OnnxModel.NonCharacter, 0.7f), ("8", 0.3f));
        RecognizedText text = recognizer.ReadText(Path.Combine(TestData.RepositoryRoot, "samples", "images", "digit-3.png"));

        Assert.Equal("8", text.Text);
        Assert.Equal(0.3, text.Lines[0].Words[0].Characters[0].Prediction.Confidence, 1e-3);
    }

    [Fact]
    public void The_name_of_the_class_outlives_file_and_text()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        string classes = Path.Combine(folder.Path, "classes.txt");
        Model(Names, ("8", 1f)).Save(path);
        File.WriteAllLines(classes, Names);
        var nameless = new OnnxModel(OnnxModel.Load(path).Network, [.. Enumerable.Range(0, 63).Select(static i => $"{i}")]);

        Assert.Equal(Names, OnnxModel.Load(path).ClassNames);
        Assert.Equal(Names, nameless.WithClasses(classes).ClassNames);
    }

    [Fact]
    public void Candidates_are_listed_without_an_image()
    {
        CharacterRecognizer recognizer = Create(false, (OnnxModel.NonCharacter, 1f));

        Assert.Equal(47, recognizer.GetCandidates(null).Count);
        Assert.Equal(["0", "A", "C", "c", "q"], recognizer.GetCandidates(new CharacterSet("0ACcq"))
            .SelectMany(static candidate => candidate.Variants).Select(static variant => variant.Character));
        Assert.All(recognizer.GetCandidates(null), static candidate => Assert.Equal(0, candidate.Confidence));
        Assert.Throws<ArgumentException>(() => recognizer.GetCandidates(new CharacterSet(OnnxModel.NonCharacter)));
        var embedded = new CharacterRecognizer();
        Assert.Equal(
            embedded.PredictNormalized(Image, CharacterSet.LowerCase).Candidates.OrderBy(static c => c.ClassIndex).Select(static c => (c.Character, c.ClassIndex)),
            embedded.GetCandidates(CharacterSet.LowerCase).Select(static c => (c.Character, c.ClassIndex)));
    }

    private static CharacterRecognizer Create(bool mergedNames, params (string Name, float Probability)[] probabilities) =>
        new(Model(Names, probabilities), new RecognizerOptions { MergedNames = mergedNames });

    /// <summary>A model that says the same of every image; what is not named has next to no probability.</summary>
    private static OnnxModel Model(string[] names, params (string Name, float Probability)[] probabilities)
    {
        var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(names.Length));
        network.Layers[1].Parameters[0].Values.Clear();
        Span<float> bias = network.Layers[1].Parameters[1].Values;
        bias.Fill(-20);
        foreach ((string name, float probability) in probabilities)
        {
            bias[Array.IndexOf(names, name)] = MathF.Log(probability);
        }

        return new OnnxModel(network, names);
    }
}
