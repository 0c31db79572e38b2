using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition.Tests.Reading.Forms;

public sealed class BoxPlacesTests
{
    // The longer row is even, as boxes that are drawn by hand are not.
    [Fact]
    public void A_box_takes_the_place_where_its_walls_are_drawn()
    {
        Plane ink = new(200, 100);
        FormBox drawn = Box(66, 26, 106, 70);
        for (int i = 0; i <= 44; i++)
        {
            (int x, int y) = (66 + Math.Min(i, 40), 26 + i);
            (ink.Values[(26 * 200) + x], ink.Values[(70 * 200) + x]) = (1, 1);
            (ink.Values[(y * 200) + 66], ink.Values[(y * 200) + 106]) = (1, 1);
        }

        FormBox[] even = [Box(10, 20, 50, 64), Box(60, 20, 100, 64), Box(110, 20, 150, 64)];
        List<BoxRow> rows = [new(even, IsClosed: true), new([drawn], IsClosed: true), new(even, IsClosed: false)];

        BoxPlaces.Improve(rows, new LineDrawing(ink, 1));

        Assert.Equal([even[0], drawn, even[2]], rows[0].Boxes);
        Assert.Equal(even, rows[2].Boxes);
    }

    private static FormBox Box(float left, float top, float right, float bottom) =>
        new(new(left, top), new(right, top), new(right, bottom), new(left, bottom));
}
