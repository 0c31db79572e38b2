using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class RuledLinesTests
{
    /// <summary>Strokes that run along the lines for a while, as a 5's bars do, where they are hardly thicker than the lines.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(110)]
    public void Ink_that_is_far_darker_than_the_lines_stays_in_one_piece(float line)
    {
        Plane picture = new(320, 300);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                bool isStroke = (x is >= 140 and < 180 && y is (>= 118 and < 122) or (>= 159 and < 163))
                    || (x is >= 138 and < 142 && y is >= 118 and < 163) || (x is >= 178 and < 182 && y is >= 159 and < 200);
                picture.Row(y)[x] = isStroke ? 200 : y % 40 < 3 || x % 40 is >= 18 and < 21 ? line : 0;
            }
        }

        using Plane rest = RuledLines.Erase(picture, line, out PaperLines lines);
        using InkMap map = InkMap.Label(rest);

        Assert.True(lines.AreSquared);
        Assert.Equal(new PixelBox(138, 118, 182, 200), Assert.Single(map.Pieces).Box);
    }
}
