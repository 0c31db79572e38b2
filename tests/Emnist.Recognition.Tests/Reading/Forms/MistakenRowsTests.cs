using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition.Tests.Reading.Forms;

public sealed class MistakenRowsTests
{
    private static readonly LineDrawing Nothing = new(new Plane(200, 100), 1);

    // A 1, a 4 and a 6, whose stems go down to the lower wall.
    [Fact]
    public void Closed_boxes_are_not_divided_by_stems()
    {
        BoxRow closed = Row(0, 44, isClosed: true, 0, 44, 88, 132);
        BoxRow halves = Row(2, 43, isClosed: false, 0, 24, 44, 67, 88, 110, 132) with { Spread = 0.2 };

        Assert.Equal([closed], Left(Nothing, halves, closed));
    }

    // Of two boxes that were taken for one; and of a comb in a frame, whose teeth are short.
    [Fact]
    public void Open_boxes_that_are_alike_and_combs_are_not_given_up_for_closed_ones()
    {
        BoxRow closed = Row(0, 44, isClosed: true, 0, 60, 120);
        BoxRow alike = Row(2, 43, isClosed: false, 0, 30, 60, 90, 120) with { Spread = 0.1 };
        BoxRow comb = Row(2, 43, isClosed: false, 0, 24, 60, 90, 120) with { Spread = 0.2 };
        comb = comb with { Boxes = [.. comb.Boxes.Select(static box => box with { Upright = (0.4, 0.4) })] };

        Assert.Equal([alike, closed], Left(Nothing, alike, closed));
        Assert.Equal([comb, closed], Left(Nothing, comb, closed));
    }

    // Broad digits side by side, such as 2 and 5, whose tops are nearly a line.
    [Theory]
    [InlineData(0.8, false)]
    [InlineData(1, true)]
    public void Strokes_are_no_upper_walls_where_the_side_walls_go_on_above(double drawn, bool isClosed)
    {
        Plane ink = new(200, 100);
        for (int x = 0; x < 132; x++)
        {
            ink.Values[(20 * 200) + x] = x % 44 < drawn * 44 ? 1 : 0;
        }

        BoxRow closed = Row(20, 60, isClosed: true, 0, 44, 88, 132);
        BoxRow open = Row(8, 60, isClosed: false, 0, 44, 88, 132);

        Assert.Equal(isClosed ? [closed, open] : [open], Left(new LineDrawing(ink, 1), closed, open));
    }

    private static List<BoxRow> Left(LineDrawing drawing, params List<BoxRow> rows)
    {
        MistakenRows.Remove(rows, drawing);
        return rows;
    }

    private static BoxRow Row(float top, float bottom, bool isClosed, params float[] walls) => new(
        [.. walls.Zip(walls.Skip(1), (left, right) => new FormBox(new(left, top), new(right, top), new(right, bottom), new(left, bottom)))],
        isClosed);
}
