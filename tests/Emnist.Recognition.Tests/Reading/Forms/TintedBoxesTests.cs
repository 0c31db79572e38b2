namespace Emnist.Recognition.Tests.Reading.Forms;

public sealed class TintedBoxesTests
{
    private static readonly CharacterRecognizer Recognizer = new();
    private static readonly ReadTextOptions Digits = new() { Characters = CharacterSet.Digits };

    [Theory]
    [InlineData("white", 28, 4, 1)]
    [InlineData("white", 60, 3, 3)]
    [InlineData("tinted", 28, 4, 1)]
    [InlineData("tinted", 60, 20, 3)]
    public void Boxes_without_lines_are_told_by_their_ground(string kind, double side, double gap, double noise)
    {
        const string text = "37_482_6";
        RecognizedText read = Recognizer.ReadText(Draw(kind, text, side, gap).Photograph(noise, shade: 0.3), Digits);

        RecognizedCharacter[] boxes = [.. Assert.Single(read.Lines).Words.SelectMany(static word => word.Characters)];
        Assert.Equal(text, string.Concat(boxes.Select(static box => box.Prediction.Status == PredictionStatus.Blank ? "_" : box.Character)));
        Assert.All(boxes, box => Assert.Equal(side, box.Box!.Value.Width, (0.1 * side) + 3));
        Assert.All(boxes, box => Assert.Equal(side, box.Box!.Value.Height, (0.1 * side) + 3));
    }

    [Theory]
    [InlineData("white")]
    [InlineData("tinted")]
    public void Such_boxes_may_all_be_empty(string kind)
    {
        RecognizedText read = Recognizer.ReadText(Draw(kind, "______", 40, 6).Photograph(noise: 2));

        Assert.Equal("", read.Text);
        Assert.Equal(6, read.Characters.Count(static box => box.Prediction.Status == PredictionStatus.Blank));
    }

    // A number in each of some tinted frames, and a light card on a tinted ground.
    [Fact]
    public void Frames_around_words_and_a_card_are_no_boxes()
    {
        FormDrawing frames = new(620, 120) { WallGray = 205 };
        for (int i = 0; i < 3; i++)
        {
            int left = 20 + (i * 200);
            frames.Tint(left, 30, 180, 60).Write('3', left + 40, 60, 36).Write('8', left + 80, 60, 36).Write('4', left + 120, 60, 36);
        }

        FormDrawing card = new FormDrawing(400, 300) { WallGray = 190 }
            .Tint(0, 0, 400, 60).Tint(0, 240, 400, 60).Tint(0, 60, 60, 180).Tint(340, 60, 60, 180)
            .Write('3', 140, 150, 60).Write('8', 200, 150, 60).Write('4', 260, 150, 60);

        RecognizedText[] read = [Recognizer.ReadText(frames.Photograph(noise: 2), Digits), Recognizer.ReadText(card.Photograph(noise: 2), Digits)];

        Assert.All(read.SelectMany(static text => text.Characters), static character => Assert.Null(character.Box));
        Assert.Equal(["384384384", "384"], read.Select(static text => text.Text.Replace(" ", "", StringComparison.Ordinal)));
    }

    /// <summary>Boxes on a ground that is lighter or darker by 30 grey levels; none has a line.</summary>
    private static FormDrawing Draw(string kind, string text, double side, double gap)
    {
        double width = (text.Length * (side + gap)) + 40;
        FormDrawing form = new((int)width, (int)side + 60) { WallGray = 205 };
        if (kind == "white")
        {
            form.Tint(0, 0, width, 30).Tint(0, 30 + side, width, 30).Tint(0, 30, 20, side).Tint(20 + (text.Length * (side + gap)), 30, 20, side);
        }

        for (int i = 0; i < text.Length; i++)
        {
            double left = 20 + (i * (side + gap));
            _ = kind == "white" ? form.Tint(left + side, 30, gap, side) : kind == "tinted" ? form.Tint(left, 30, side, side) : form;
            _ = text[i] == '_' ? form : form.Write(text[i], left + (side / 2), 30 + (side / 2), 0.65 * side);
        }

        return form;
    }
}
