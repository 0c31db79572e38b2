using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public class LineRestsTests
{
    // The line is there to the picture's edges; what is written along it is darker than its other places.
    [Theory]
    [InlineData(70, true)]
    [InlineData(160, false)]
    public void A_piece_that_goes_on_as_dark_is_a_line_and_a_stroke_along_one_is_not(int stroke, bool isRest)
    {
        foreach (bool isUpright in (bool[])[true, false])
        {
            using Plane contrast = Draw(isUpright, line: 45, stroke);
            using Plane coverage = Draw(isUpright, line: 0, stroke: 1);
            using InkMap map = InkMap.Label(coverage.Copy());

            Assert.Equal(isRest, LineRests.Is(contrast, map, Assert.Single(map.Pieces)));
        }
    }

    // A minus between digits that nearly touch it: their strokes are no line that goes on.
    [Fact]
    public void A_stroke_between_others_that_are_taller_is_no_line()
    {
        using Plane contrast = new(100, 100);
        foreach ((int left, int top, int width, int height) in ((int, int, int, int)[])[(20, 30, 16, 40), (38, 48, 24, 4), (64, 30, 16, 40)])
        {
            for (int y = top; y < top + height; y++)
            {
                contrast.Row(y).Slice(left, width).Fill(1);
            }
        }

        using InkMap map = InkMap.Label(contrast.Copy());

        Assert.False(LineRests.Is(contrast, map, map.Pieces.Single(static piece => piece.Box.Height == 4)));
    }

    // The line through the ends of a bracket runs beside it, where there is paper, and paper goes on beyond.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bracket_is_no_line(bool isRound)
    {
        using Plane contrast = new(160, 260);
        for (int y = 80; y < 180; y++)
        {
            double t = (y - 130) / 50.0;
            (int left, int width) = isRound ? ((int)(24 * t * t), 6) : (0, y is < 86 or >= 174 ? 28 : 4);
            contrast.Row(y).Slice(60 + left, width).Fill(1);
        }

        using InkMap map = InkMap.Label(contrast.Copy());

        Assert.False(LineRests.Is(contrast, map, Assert.Single(map.Pieces)));
    }

    private static Plane Draw(bool isUpright, float line, float stroke)
    {
        Plane plane = new(100, 100);
        for (int along = 0; along < 100; along++)
        {
            for (int across = 49; across < 52; across++)
            {
                (int x, int y) = isUpright ? (across, along) : (along, across);
                plane.Row(y)[x] = along is >= 30 and < 70 ? stroke : line;
            }
        }

        return plane;
    }
}
