using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading;
using Emnist.Recognition.Tests.Imaging;

namespace Emnist.Recognition.Tests.Reading;

/// <summary>Characters whose strokes do not touch each other.</summary>
public sealed class LooseStrokeTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    /// <summary>The strokes of characters in boxes of 100 x 100: where they start and end.</summary>
    private static readonly Dictionary<char, int[]> Strokes = new()
    {
        ['E'] = [10, 0, 10, 100, 22, 4, 62, 4, 22, 50, 55, 50, 22, 96, 62, 96],
        ['F'] = [10, 0, 10, 100, 22, 4, 62, 4, 22, 48, 55, 48],
        ['H'] = [5, 0, 5, 100, 17, 50, 55, 50, 67, 0, 67, 100],
        ['T'] = [0, 0, 80, 0, 40, 14, 40, 100],
        ['K'] = [5, 0, 5, 100, 62, 0, 18, 48, 22, 52, 65, 100],
        ['4'] = [40, 0, 8, 60, 8, 60, 62, 60, 72, 30, 70, 100],
        ['5'] = [20, 54, 17, 74, 17, 74, 40, 72, 40, 72, 50, 84, 50, 84, 36, 98, 36, 98, 10, 95, 36, 38, 104, 34],
        ['7'] = [5, 0, 70, 0, 64, 14, 30, 100],
    };

    [Theory]
    [InlineData("E")]
    [InlineData("HE")]
    [InlineData("FEET")]
    [InlineData("THEK")]
    [InlineData("4")]
    [InlineData("5")]
    [InlineData("55")]
    [InlineData("747")]
    [InlineData("4774")]
    public void Are_read_as_one_character_in_a_line(string text)
    {
        foreach (int height in (int[])[50, 90])
        {
            CharacterSet characters = char.IsDigit(text[0]) ? CharacterSet.Digits : CharacterSet.UpperCase;
            RecognizedText read = Recognizer.ReadText(Write(text, height).ToImage(), new ReadTextOptions { Characters = characters });
            Assert.Equal(text, read.Text.Replace(" ", "", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_bar_above_a_character_makes_no_line_of_its_own()
    {
        PieceGroup bar = Group(12, 0, 40, 6);
        List<List<PieceGroup>> lines = LineFinder.Find([Group(10, 20, 40, 90), bar, Group(80, 12, 130, 92), Group(160, 15, 200, 88)], [], 80);

        Assert.Contains(bar, Assert.Single(lines));
    }

    [Fact]
    public void Low_characters_make_a_line_where_there_are_no_others_beside_them()
    {
        PieceGroup[] small = [Group(10, 150, 30, 172), Group(50, 152, 72, 175)];
        List<List<PieceGroup>> lines = LineFinder.Find([Group(10, 0, 60, 80), Group(90, 4, 140, 82), .. small], [], 80);

        Assert.Equal(2, lines.Count);
        Assert.Equal(small, lines[1]);
    }

    // Of the first, cuts would make tens of thousands of segments, and of the last, hundreds of times the picture's pixels.
    [Theory]
    [InlineData("waves", PredictionStatus.NotACharacter)]
    [InlineData("blocks", PredictionStatus.NotACharacter)]
    [InlineData("hatching", PredictionStatus.NotACharacter)]
    [InlineData("paper", PredictionStatus.Blank)]
    public void A_texture_is_no_text(string kind, PredictionStatus status)
    {
        const int side = 1024;
        DegradedPicture picture = new DegradedPicture(new byte[784], side, side).Darken(
            (x, y) => Math.Min(Math.Min(x, y), Math.Min(side - x, side - y)) > 12 && kind switch
            {
                "waves" => (y + (int)Math.Round(2.5 * Math.Sin(x / 2.0))) % 11 < 2,
                "blocks" => x % 18 < 10 && y % 18 < 12,
                "hatching" => (x + y) % 9 < 2,
                _ => false,
            },
            0.1);

        RecognizedText text = Recognizer.ReadText(picture.ToImage());

        Assert.Equal((status, 0, ""), (text.Status, text.Lines.Count, text.Text));
    }

    private static PieceGroup Group(int left, int top, int right, int bottom) => new(new InkPiece(1, 1, new PixelBox(left, top, right, bottom)));

    private static DegradedPicture Write(string text, int height)
    {
        double scale = height / 100.0;
        (int pitch, double pen) = ((int)(115 * scale), 0.045 * height);
        return new DegradedPicture(new byte[784], (text.Length * pitch) + height, 2 * height).Darken(
            (x, y) =>
            {
                (int index, int within) = Math.DivRem(Math.Max(0, x - (height / 2)), pitch);
                return index < text.Length
                    && Strokes[text[index]].Chunk(4).Any(s => Distance(within / scale, (y - (height / 2)) / scale, s) * scale < pen);
            },
            0.15);
    }

    private static double Distance(double x, double y, int[] stroke)
    {
        double dx = stroke[2] - stroke[0];
        double dy = stroke[3] - stroke[1];
        double t = Math.Clamp((((x - stroke[0]) * dx) + ((y - stroke[1]) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Math.Sqrt(Math.Pow(x - stroke[0] - (t * dx), 2) + Math.Pow(y - stroke[1] - (t * dy), 2));
    }
}
