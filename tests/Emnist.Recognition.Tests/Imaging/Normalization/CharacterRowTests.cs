using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests.Reading;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

/// <summary>Several characters handed to Predict are told from one that is written in several strokes.</summary>
public sealed class CharacterRowTests
{
    private const int Pictures = 40;

    private static readonly CharacterRecognizer Recognizer = new();

    [Theory]
    [InlineData("80331")]
    [InlineData("2906")]
    [InlineData("305")]
    [InlineData("68")]
    public void A_row_of_characters_is_several(string text)
    {
        Random random = new(text.Length);
        int several = Enumerable.Range(0, Pictures)
            .Count(_ => Status(WrittenLine.Write(text, random)) == PredictionStatus.SeveralCharacters);

        Assert.InRange(several, 0.85 * Pictures, Pictures);
    }

    [Fact]
    public void What_is_several_characters_has_no_name()
    {
        CharacterPrediction prediction = Recognizer.Predict(WrittenLine.Write("80331", new Random(6)));

        Assert.Equal((PredictionStatus.SeveralCharacters, "", 0), (prediction.Status, prediction.Character, prediction.Confidence));
        Assert.Equal("several characters", prediction.ToString());
        Assert.NotNull(prediction.Normalized);
    }

    [Theory]
    [InlineData('M')]
    [InlineData('W')]
    [InlineData('K')]
    [InlineData('H')]
    [InlineData('N')]
    [InlineData('X')]
    public void A_character_in_loose_strokes_is_one(char character)
    {
        Random random = new(character);
        for (int i = 0; i < Pictures; i++)
        {
            Assert.Equal(PredictionStatus.Recognized, Status(WrittenCharacter.InLooseStrokes(character, random)));
        }
    }

    private static PredictionStatus Status(GrayImage picture) =>
        CharacterNormalizer.Normalize(picture, new byte[CharacterNormalizer.Size * CharacterNormalizer.Size]);
}
