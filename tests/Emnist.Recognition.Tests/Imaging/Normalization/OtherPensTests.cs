using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

/// <summary>What was written, beside what looks as if the paper had it: strokes that stand apart, and a second pen.</summary>
public sealed class OtherPensTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    // Strokes by their ends. At the picture's edge a stem looks like a margin, and short bars like holes.
    [Theory]
    [InlineData("4", 62, 100, new double[] { 8, 2, 3, 56, 3, 56, 40, 58, 50, 2, 48, 97 })]
    [InlineData("E", 64, 100, new double[] { 2, 0, 2, 99, 10, 2, 62, 2, 10, 50, 52, 50, 10, 97, 62, 97 })]
    [InlineData("E", 160, 180, new double[] { 1, 40, 1, 139, 9, 42, 61, 42, 9, 90, 51, 90, 9, 137, 61, 137 })]
    [InlineData("F", 64, 100, new double[] { 2, 0, 2, 99, 10, 2, 62, 2, 10, 48, 52, 48 })]
    [InlineData("H", 70, 100, new double[] { 2, 0, 2, 99, 67, 0, 67, 99, 10, 50, 59, 50 })]
    [InlineData("H", 160, 150, new double[] { 40, 50, 40, 149, 100, 50, 100, 149, 48, 95, 92, 95 })]
    public void A_stem_that_reaches_the_edge_belongs_to_the_strokes_beside_it(string character, int width, int height, double[] strokes)
    {
        foreach (double pen in (double[])[4, 5])
        {
            Assert.Equal(character, Recognizer.Predict(Draw(width, height, strokes, pen).ToImage()).Character);
        }
    }

    [Fact]
    public void What_a_thin_pen_wrote_beside_a_bold_one_is_read()
    {
        DegradedPicture picture = Draw(700, 240, [60, 180, 60, 80, 60, 80, 130, 180, 130, 180, 130, 80], 15);

        Assert.Equal("N 17", Read(Write(picture, [400, 120, 404, 178, 440, 122, 480, 122, 480, 122, 455, 178], 5)));
        Assert.Equal("N 1", Read(Write(Draw(700, 240, [60, 180, 60, 80, 60, 80, 130, 180, 130, 180, 130, 80], 15), [400, 120, 404, 178], 5)));
    }

    // A margin goes from top to bottom; far from it, or beside a small 2, it is no stroke.
    [Fact]
    public void A_margin_that_leaves_the_picture_is_none()
    {
        double[] two = [72, 48, 90, 40, 90, 40, 108, 52, 108, 52, 72, 110, 72, 110, 112, 110];

        Assert.Equal("2", Read(Write(Draw(300, 350, two, 4), [20, -5, 28, 355], 4)));
        Assert.Equal("2", Recognizer.Predict(Write(Draw(300, 350, two, 4), [20, -5, 28, 355], 4).ToImage()).Character);
    }

    // Squares and thin strokes by the thousand, of which each might be a hole or a fibre.
    [Theory]
    [InlineData(4, 4)]
    [InlineData(6, 1)]
    public void Of_very_many_pieces_none_is_looked_at_alone(int wide, int high)
    {
        DegradedPicture picture = new DegradedPicture(new byte[784], 1_000, 1_000).Darken(
            (x, y) => (x % 9 < wide && y % 9 < high) || (x is > 300 and < 600 && y is > 400 and < 440), 0.1);
        GrayImage image = picture.ToImage();
        byte[] normalized = new byte[784];

        long before = GC.GetAllocatedBytesForCurrentThread();
        CharacterNormalizer.Normalize(image, normalized);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64L << 20);
    }

    private static string Read(DegradedPicture picture) => Recognizer.ReadText(picture.ToImage()).Text;

    private static DegradedPicture Draw(int width, int height, double[] strokes, double pen) =>
        Write(new DegradedPicture(new byte[784], width, height), strokes, pen);

    private static DegradedPicture Write(DegradedPicture picture, double[] strokes, double pen) => picture.Shade((x, y) =>
        1 - (0.84 * strokes.Chunk(4).Max(stroke => Math.Clamp((pen / 2) + 0.5 - DistanceTo(stroke, x, y), 0, 1))));

    private static double DistanceTo(double[] stroke, int x, int y)
    {
        (double right, double down) = (stroke[2] - stroke[0], stroke[3] - stroke[1]);
        double along = Math.Clamp((((x - stroke[0]) * right) + ((y - stroke[1]) * down)) / ((right * right) + (down * down)), 0, 1);
        return double.Hypot(x - stroke[0] - (along * right), y - stroke[1] - (along * down));
    }
}
