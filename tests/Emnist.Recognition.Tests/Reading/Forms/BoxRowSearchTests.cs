using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition.Tests.Reading.Forms;

public sealed class BoxRowSearchTests
{
    // Combs below each other: from one's foot to the next one's looks like closed boxes, as its teeth and what is written go up.
    [Fact]
    public void Of_rows_over_each_other_two_are_taken_rather_than_one_that_lies_over_both()
    {
        BoxRow first = Row(top: 20, bottom: 60, boxes: 8, isClosed: false);
        BoxRow second = Row(top: 66, bottom: 106, boxes: 8, isClosed: false);
        BoxRow between = Row(top: 60, bottom: 106, boxes: 8, isClosed: true);
        BoxRow over = Row(top: 40, bottom: 86, boxes: 8, isClosed: true);
        BoxRow again = Row(top: 41, bottom: 86, boxes: 8, isClosed: true);

        Assert.False(BoxRowSearch.IsOfSeveral(first, [first, second, between, over]));
        Assert.False(BoxRowSearch.IsOfSeveral(between, [first, second, between]));
        Assert.True(BoxRowSearch.IsOfSeveral(over, [first, second, over]));
        Assert.True(BoxRowSearch.IsOfSeveral(over, [first, second, over, again]));
    }

    // Of boxes that stand apart and the gaps between them.
    [Fact]
    public void An_even_row_is_not_given_up_for_an_uneven_one()
    {
        BoxRow even = Row(top: 20, bottom: 60, boxes: 5, isClosed: false);
        BoxRow uneven = Row(top: 21, bottom: 60, boxes: 9, isClosed: true) with { Spread = 0.4 };

        Assert.False(BoxRowSearch.IsOfSeveral(even, [even, uneven]));
        Assert.True(BoxRowSearch.IsOfSeveral(even, [even, uneven with { Spread = 0 }]));
    }

    // As of three combs of two boxes, whose outer walls are taller, beside each other.
    [Fact]
    public void A_row_is_not_given_up_for_boxes_that_take_in_two_of_its_own()
    {
        BoxRow pair = Row(top: 20, bottom: 60, boxes: 2, isClosed: false);
        BoxRow single = Row(top: 5, bottom: 60, boxes: 3, isClosed: false);
        BoxRow wide = single with
        {
            Boxes =
            [
                .. single.Boxes.Select(static box => box with
                {
                    TopRight = box.TopRight with { X = box.TopRight.X + 26 },
                    BottomRight = box.BottomRight with { X = box.BottomRight.X + 26 },
                }),
            ],
        };

        Assert.False(BoxRowSearch.IsOfSeveral(pair, [pair, wide]));
    }

    [Fact]
    public void Of_two_rows_over_each_other_the_one_of_more_boxes_is_taken_and_of_as_many_the_closed_one()
    {
        BoxRow open = Row(top: 20, bottom: 60, boxes: 8, isClosed: false);
        BoxRow closed = Row(top: 22, bottom: 60, boxes: 8, isClosed: true);
        BoxRow few = Row(top: 22, bottom: 60, boxes: 6, isClosed: true);

        Assert.Equal([closed], BoxRowSearch.Apart([open, closed, few], static row => row));
        Assert.Equal([open], BoxRowSearch.Apart([few, open], static row => row));
        Assert.Equal([few], BoxRowSearch.Apart([few, open], row => row == open ? null : row));
    }

    // Where boxes stand apart, those of one row may take in the gaps.
    [Fact]
    public void Of_two_rows_of_as_many_boxes_an_uneven_one_is_not_taken()
    {
        BoxRow uneven = Row(top: 20, bottom: 60, boxes: 8, isClosed: true) with { Spread = 0.4 };
        BoxRow even = Row(top: 21, bottom: 60, boxes: 8, isClosed: true) with { Spread = 0.1 };

        Assert.Equal([even], BoxRowSearch.Apart([uneven, even], static row => row));
    }

    // Strokes and noise within a row that was found in darker ink.
    [Fact]
    public void Squares_within_a_row_of_no_fewer_boxes_are_no_paper()
    {
        BoxRow row = Row(top: 20, bottom: 60, boxes: 6, isClosed: true);
        BoxRow strokes = Row(top: 30, bottom: 60, boxes: 4, isClosed: true);
        BoxRow beside = Row(top: 100, bottom: 140, boxes: 2, isClosed: true);

        Assert.True(BoxRowSearch.HoldsAll(row, [strokes]));
        Assert.False(BoxRowSearch.HoldsAll(row, [strokes, strokes]));
        Assert.False(BoxRowSearch.HoldsAll(row, [strokes, beside]));
    }

    private static BoxRow Row(float top, float bottom, int boxes, bool isClosed) => new(
        [
            .. Enumerable.Range(0, boxes).Select(i =>
                new FormBox(new(i * 26, top), new((i + 1) * 26, top), new((i + 1) * 26, bottom), new(i * 26, bottom))),
        ],
        isClosed);
}
