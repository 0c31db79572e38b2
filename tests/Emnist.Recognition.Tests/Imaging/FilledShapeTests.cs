using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Filled shapes over half the picture, and strokes as thick as markers draw them, in many sizes and either polarity.</summary>
public sealed class FilledShapeTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    /// <summary>Each tells whether a place is in it: x and y from -1 to 1.</summary>
    private static readonly Dictionary<string, Func<double, double, bool>> Shapes = new()
    {
        ["square"] = (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.6,
        ["disc"] = (x, y) => (x * x) + (y * y) < 0.5,
        ["triangle"] = (x, y) => y < 0.6 && y > (2 * Math.Abs(x)) - 0.8,
        ["diamond"] = (x, y) => Math.Abs(x) + Math.Abs(y) < 0.8,
        ["star"] = IsInStar,
        ["blot"] = (x, y) => Math.Sqrt((x * x) + (y * y)) < 0.65 + (0.08 * Math.Sin(3 * Math.Atan2(y, x))) + (0.05 * Math.Cos(5 * Math.Atan2(y, x))),
        ["half"] = (x, _) => x < 0.1,
        ["band"] = (_, y) => Math.Abs(y + 0.2) < 0.3,
        ["corner"] = (x, y) => x < 0 && y < 0.1,
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_no_characters(string name)
    {
        foreach (DegradedPicture picture in Draw(Shapes[name]))
        {
            GrayImage image = picture.ToImage();
            Assert.Equal(PredictionStatus.NotACharacter, Recognizer.Predict(image).Status);
            RecognizedText text = Recognizer.ReadText(image);
            Assert.Equal((PredictionStatus.NotACharacter, 0), (text.Status, text.Lines.Count));
        }
    }

    // No disc nor star, so that strokes are looked for, and none is found.
    [Fact]
    public void A_fat_cross_is_no_character()
    {
        Assert.All((int[])[64, 150, 400], static side =>
        {
            DegradedPicture picture = new DegradedPicture(new byte[784], side, side)
                .Darken((x, y) => IsOnCross((2 * (x + 0.5) / side) - 1, (2 * (y + 0.5) / side) - 1), 0.15).Noise(0.02).Negative();
            Assert.Equal(PredictionStatus.NotACharacter, Recognizer.Predict(picture.ToImage()).Status);
        });

        static bool IsOnCross(double x, double y) =>
            Math.Min(Math.Abs(x), Math.Abs(y)) < 0.34 && Math.Max(Math.Abs(x), Math.Abs(y)) < 0.8;
    }

    [Theory]
    [InlineData("1", 0.5, 0.0, -0.8, 0.0, 0.8)]
    [InlineData("T", 0.36, -0.7, -0.7, 0.7, -0.7, 0.0, -0.7, 0.0, 0.8)]
    [InlineData("X", 0.36, -0.6, -0.7, 0.6, 0.7, 0.6, -0.7, -0.6, 0.7)]
    [InlineData("L", 0.4, -0.5, -0.8, -0.5, 0.7, -0.5, 0.7, 0.5, 0.7)]
    [InlineData("V", 0.32, -0.6, -0.8, 0.0, 0.7, 0.0, 0.7, 0.6, -0.8)]
    public void Strokes_as_thick_as_markers_draw_them_are_characters(string character, double thickness, params double[] strokes)
    {
        foreach (DegradedPicture picture in Draw((x, y) => strokes.Chunk(4).Any(s => Distance(x, y, s) < thickness / 2)))
        {
            CharacterPrediction prediction = Recognizer.Predict(picture.ToImage());
            Assert.Equal(PredictionStatus.Recognized, prediction.Status);
            Assert.Contains(character, prediction.Candidates.Take(3).Select(candidate => candidate.Character));
        }
    }

    private static IEnumerable<DegradedPicture> Draw(Func<double, double, bool> isIn)
    {
        foreach (int side in (int[])[64, 150, 400])
        {
            DegradedPicture picture = new DegradedPicture(new byte[784], side, side)
                .Darken((x, y) => isIn((2 * (x + 0.5) / side) - 1, (2 * (y + 0.5) / side) - 1), 0.15).Noise(0.02);
            yield return picture;
            yield return picture.Negative();
            yield return picture.Negative().Shade((x, y) => 1 - (0.35 * (x + (y / 2.0)) / side)).Noise(0.05);
            yield return picture.Negative();
        }
    }

    private static bool IsInStar(double x, double y)
    {
        // Of ten corners, every other one further within: the place on the edge between the two that are next to its direction.
        const double step = Math.PI / 5;
        double angle = Math.Atan2(x, -y);
        double within = Math.Abs(angle - (2 * step * Math.Round(angle / (2 * step))));
        (double outer, double inner) = (0.85, 0.4);
        (double cornerX, double cornerY) = (inner * Math.Cos(step), inner * Math.Sin(step));
        double radius = outer * cornerY / ((cornerY * Math.Cos(within)) - ((cornerX - outer) * Math.Sin(within)));
        return Math.Sqrt((x * x) + (y * y)) < radius;
    }

    private static double Distance(double x, double y, double[] stroke)
    {
        (double dx, double dy) = (stroke[2] - stroke[0], stroke[3] - stroke[1]);
        double t = Math.Clamp((((x - stroke[0]) * dx) + ((y - stroke[1]) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Math.Sqrt(Math.Pow(x - stroke[0] - (t * dx), 2) + Math.Pow(y - stroke[1] - (t * dy), 2));
    }
}
