using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class UnderlinesTests
{
    [Fact]
    public void An_underline_goes_with_its_soft_ends_and_what_stands_on_it_stays()
    {
        using Plane picture = new(200, 120);
        Fill(picture, new PixelBox(30, 80, 170, 83), 100);
        Fill(picture, new PixelBox(28, 80, 30, 83), 30);
        Fill(picture, new PixelBox(170, 80, 172, 83), 30);
        Fill(picture, new PixelBox(90, 55, 94, 80), 100);

        using Plane? rest = Underlines.Erase(picture, 100, [Underline(new PixelBox(30, 55, 170, 83))]);

        Assert.NotNull(rest);
        for (int y = 0; y < rest.Height; y++)
        {
            for (int x = 0; x < rest.Width; x++)
            {
                bool isStroke = x is >= 90 and < 94 && y is >= 55 and < 78;
                if (isStroke || x is < 85 or >= 100)
                {
                    Assert.Equal(isStroke ? 100 : 0, rest.Row(y)[x]);
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_taken_where_there_is_no_straight_one()
    {
        using Plane picture = new(200, 120);
        for (int x = 30; x < 170; x++)
        {
            int y = 70 + (int)(20 * Math.Sin((x - 30) * Math.PI / 140));
            Fill(picture, new PixelBox(x, y, x + 1, y + 3), 100);
        }

        Assert.Null(Underlines.Erase(picture, 100, []));
        Assert.Null(Underlines.Erase(picture, 100, [Underline(new PixelBox(30, 70, 170, 93))]));
    }

    private static InkPiece Underline(PixelBox box) => new(1, 400, box);

    private static void Fill(Plane plane, PixelBox box, float ink)
    {
        for (int y = box.Top; y < box.Bottom; y++)
        {
            plane.Row(y)[box.Left..box.Right].Fill(ink);
        }
    }
}
