using System.Text.Json;

namespace Emnist.Recognition.Tests;

/// <summary>Results are written and read by System.Text.Json, as its defaults are and as the web's are.</summary>
public sealed class ResultJsonTests
{
    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");
    private static readonly CharacterRecognizer Recognizer = new();

    public static TheoryData<JsonSerializerOptions> Options => [JsonSerializerOptions.Default, JsonSerializerOptions.Web];

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void A_prediction_comes_back_as_it_went(JsonSerializerOptions options)
    {
        CharacterPrediction prediction = Recognizer.Predict(Path.Combine(Pictures, "upper-K.png"));

        CharacterPrediction read = JsonSerializer.Deserialize<CharacterPrediction>(JsonSerializer.Serialize(prediction, options), options)!;

        Assert.Equal(prediction.Status, read.Status);
        Assert.Equal((prediction.Character, prediction.Confidence), (read.Character, read.Confidence));
        Assert.Equal(prediction.Candidates, read.Candidates);
        Assert.Null(read.Normalized);
    }

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void A_text_comes_back_as_it_went(JsonSerializerOptions options)
    {
        RecognizedText text = Recognizer.ReadText(Path.Combine(Pictures, "digit-4.png"));

        string json = JsonSerializer.Serialize(text, options);
        RecognizedText read = JsonSerializer.Deserialize<RecognizedText>(json, options)!;

        Assert.Equal((text.Status, text.Text), (read.Status, read.Text));
        Assert.Equal(text.Lines[0].Bounds, read.Lines[0].Bounds);
        Assert.Equal(text.Characters.Select(c => c.Bounds), read.Characters.Select(c => c.Bounds));
        Assert.Equal(json, JsonSerializer.Serialize(read, options));
    }

    [Fact]
    public void A_blank_picture_has_no_candidates()
    {
        string json = JsonSerializer.Serialize(new CharacterPrediction(PredictionStatus.Blank, []), JsonSerializerOptions.Web);

        Assert.Equal("""{"status":"Blank","character":"","confidence":0,"candidates":[]}""", json);
    }

    [Theory]
    [InlineData(PredictionStatus.Blank)]
    [InlineData(PredictionStatus.NotACharacter)]
    public void A_picture_without_text_says_why(PredictionStatus status)
    {
        string json = JsonSerializer.Serialize(new RecognizedText(status, []), JsonSerializerOptions.Web);
        RecognizedText read = JsonSerializer.Deserialize<RecognizedText>(json, JsonSerializerOptions.Web)!;

        Assert.Equal(status, read.Status);
        Assert.Equal(json, JsonSerializer.Serialize(read, JsonSerializerOptions.Web));
        Assert.Throws<ArgumentException>(() => new RecognizedText(PredictionStatus.Recognized, []));
    }

    [Fact]
    public void Results_can_be_made_for_the_tests_of_others()
    {
        var candidate = new CharacterCandidate("7", 0.75f, [new CharacterVariant("7", null)], 7, "7");
        var character = new RecognizedCharacter(new CharacterPrediction(PredictionStatus.Recognized, [candidate]), new PixelRectangle(3, 4, 5, 6));
        var next = new RecognizedCharacter(new CharacterPrediction(PredictionStatus.Blank, []), new PixelRectangle(10, 2, 5, 6));
        var text = new RecognizedText([new RecognizedLine([new RecognizedWord([character, next]), new RecognizedWord([character])])]);

        Assert.Equal("7 7", text.Text);
        Assert.Equal(new PixelRectangle(3, 2, 12, 8), text.Lines[0].Words[0].Bounds);
        Assert.Throws<ArgumentException>(() => new CharacterPrediction(PredictionStatus.Recognized, []));
        Assert.Throws<ArgumentException>(() => new CharacterPrediction(PredictionStatus.Blank, [candidate]));
        Assert.Throws<ArgumentException>(() => new CharacterPrediction(PredictionStatus.Recognized, [default]));
        Assert.Throws<ArgumentException>(
            () => new CharacterPrediction(PredictionStatus.Recognized, [candidate, candidate with { Confidence = 0.8f }]));
        Assert.Throws<ArgumentNullException>(() => new RecognizedCharacter(null!, default));
        Assert.Throws<ArgumentException>(() => new RecognizedWord([]));
        Assert.Throws<ArgumentException>(() => new RecognizedWord([null!]));
        Assert.Throws<ArgumentException>(() => new RecognizedLine([]));
        Assert.Throws<ArgumentException>(() => new RecognizedText([null!]));
    }
}
