using System.Numerics;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Forms;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Tests.Reading.Forms;

public class WallErasureTests
{
    private const float Ink = 200;

    // As drawn by hand: it is further aside in its middle than walls are looked for.
    [Theory]
    [InlineData(6)]
    [InlineData(-6)]
    public void A_wall_that_bends_is_taken_out_and_a_stroke_beside_it_stays(int bend)
    {
        Plane plane = Draw(y => 12 + (bend * MathF.Sin(MathF.PI * (y - 12) / 48)));
        int walls = Count(plane);
        for (int y = 24; y < 48; y++)
        {
            plane.Row(y)[30..34].Fill(Ink);
        }

        Erase(plane, leavesBetween: false);

        Assert.Equal(24 * 4, Count(plane), 0.03 * walls);
        Assert.All(Enumerable.Range(24, 24), y => Assert.Equal(Ink, plane.Row(y)[31]));
    }

    // The stroke of a 0 along the wall, of which the wall hides a part.
    [Fact]
    public void A_stroke_along_a_wall_is_not_taken_out_with_it()
    {
        Plane plane = Draw(static _ => 12);
        for (int y = 28; y < 44; y++)
        {
            plane.Row(y)[14..17].Fill(Ink);
        }

        Erase(plane, leavesBetween: false);

        Assert.All(Enumerable.Range(28, 16), y => Assert.Equal(3 * Ink, plane.Row(y)[14..17].ToArray().Sum()));
        Assert.All((int[])[20, 25, 47, 52], y => Assert.Equal(0, plane.Row(y)[12]));
    }

    // A wall that is a little thicker in its lower half, as pens draw them, and a bar of the character that touches it there.
    [Fact]
    public void A_stroke_at_an_uneven_wall_keeps_no_more_of_it_than_it_touches()
    {
        Plane plane = Draw(static _ => 12);
        for (int y = 36; y < 57; y++)
        {
            plane.Row(y)[14] = Ink;
        }

        for (int y = 44; y < 48; y++)
        {
            plane.Row(y)[14..40].Fill(Ink);
        }

        Erase(plane, leavesBetween: false);

        Assert.All((int[])[30, 38, 54], y => Assert.Equal(0, plane.Row(y)[12]));
        Assert.Equal(Ink, plane.Row(45)[20]);
    }

    // An arc that begins and ends at the wall.
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, Ink)]
    public void Of_a_stroke_that_touches_a_wall_twice_both_ways_to_go_on_are_told(bool leavesBetween, float between)
    {
        Plane plane = Draw(static _ => 12);
        plane.Row(26)[14..40].Fill(Ink);
        plane.Row(44)[14..40].Fill(Ink);

        Assert.True(Erase(plane, leavesBetween));

        Assert.Equal(between, plane.Row(35)[12]);
    }

    // The bar of a 7, half as wide as the box.
    [Theory]
    [InlineData(true, Ink)]
    [InlineData(false, 0)]
    public void What_lies_along_the_open_side_of_a_box_is_no_wall(bool isOpen, float left)
    {
        Plane plane = Draw(static _ => 12);
        for (int y = 11; y <= 13; y++)
        {
            plane.Row(y)[14..22].Clear();
            plane.Row(y)[50..59].Clear();
        }

        Erase(plane, leavesBetween: false, isOpen);

        Assert.Equal(left, plane.Row(12)[36]);
        Assert.Equal(0, plane.Row(60)[36]);
    }

    private static bool Erase(Plane plane, bool leavesBetween, bool isOpen = false)
    {
        var box = new FormBox(new Vector2(12, 12), new Vector2(60, 12), new Vector2(60, 60), new Vector2(12, 60)) { IsOpen = isOpen };
        var walls = new WallErasure(new FieldPatch(plane, new PixelBox(12, 12, 60, 60)), box, threshold: 30, tolerance: 4);
        walls.Erase(leavesBetween, out bool mayGoOn).Values.CopyTo(plane.Values);
        return mayGoOn;
    }

    private static int Count(Plane plane) => plane.Values.ToArray().Count(static value => value >= 30);

    /// <summary>A box of walls that are three pixels thick, the left one where it is said to be.</summary>
    private static Plane Draw(Func<int, float> left)
    {
        Plane plane = new(72, 72);
        for (int y = 11; y <= 61; y++)
        {
            int x = (int)MathF.Round(left(y));
            plane.Row(y)[(x - 1)..(x + 2)].Fill(Ink);
            plane.Row(y)[59..62].Fill(Ink);
            if (y is <= 13 or >= 59)
            {
                plane.Row(y)[11..62].Fill(Ink);
            }
        }

        return plane;
    }
}
