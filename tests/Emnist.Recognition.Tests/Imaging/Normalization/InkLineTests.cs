using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class InkLineTests
{
    private const double Slender = 0.07;

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(90)]
    [InlineData(140)]
    public void The_line_along_a_stroke_has_its_direction_thickness_and_ends(double degrees)
    {
        (double down, double across) = Math.SinCos(degrees * Math.PI / 180);
        using InkMap map = Draw((x, y) =>
        {
            (double along, double aside) = (((x - 100) * across) + ((y - 90) * down), ((y - 90) * across) - ((x - 100) * down));
            return Math.Abs(along) <= 60 && Math.Abs(aside) <= 2.5;
        });

        InkLine line = LineThrough(map) ?? throw new InvalidOperationException("There is no line.");

        Assert.InRange(line.X, 99.5, 100.5);
        Assert.InRange(line.Y, 89.5, 90.5);
        Assert.InRange(Math.Abs((line.Across * across) + (line.Down * down)), 0.9999, 1);
        Assert.InRange(line.Thickness, 4, 6);
        Assert.InRange(line.From, -62, -58);
        Assert.InRange(line.To, 58, 62);

        // The line leaves the picture where its places do.
        (double from, double to) = line.Within(200, 180);
        Assert.All([from, to], along =>
        {
            (double x, double y) = line.PlaceOf(along, 0);
            Assert.InRange(x, -0.001, 199.001);
            Assert.InRange(y, -0.001, 179.001);
            Assert.True(Math.Min(Math.Min(x, 199 - x), Math.Min(y, 179 - y)) < 0.001);
        });
    }

    [Fact]
    public void The_parts_of_a_dashed_line_are_one_line()
    {
        using InkMap map = Draw((x, y) => y is >= 80 and < 83 && x % 20 < 10);

        InkLine line = LineThrough(map) ?? throw new InvalidOperationException("There is no line.");

        Assert.True(map.Pieces.Count > 5);
        Assert.InRange(line.To - line.From, 185, 200);
    }

    [Fact]
    public void Two_strokes_beside_each_other_a_disc_and_nothing_are_no_line()
    {
        using InkMap apart = Draw((x, y) => x is > 20 and < 180 && (y is >= 60 and < 63 || y is >= 110 and < 113));
        using InkMap disc = Draw((x, y) => ((x - 100) * (x - 100)) + ((y - 90) * (y - 90)) < 900);
        using InkMap nothing = Draw((_, _) => false);

        Assert.Null(LineThrough(apart));
        Assert.Null(LineThrough(disc));
        Assert.Null(LineThrough(nothing));
    }

    private static InkLine? LineThrough(InkMap map)
    {
        bool[] kept = new bool[map.Pieces.Count + 1];
        Array.Fill(kept, true);
        return map.LineThrough(kept, new PixelBox(0, 0, 200, 180), Slender);
    }

    private static InkMap Draw(Func<int, int, bool> isInk)
    {
        Plane coverage = new(200, 180);
        for (int y = 0; y < coverage.Height; y++)
        {
            for (int x = 0; x < coverage.Width; x++)
            {
                coverage.Row(y)[x] = isInk(x, y) ? 1 : 0;
            }
        }

        return InkMap.Label(coverage);
    }
}
