using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Tells rows of boxes from letters whose serifs touch.</summary>
internal static class Serifs
{
    /// <summary>Where serifs are looked for beyond an outer wall, and from where on there are none any more, in widths.</summary>
    private const float From = 0.12f;
    private const float To = 0.3f;
    private const float End = 0.6f;

    /// <summary>Whether level lines go on a little beyond an outer wall and then end, as the serifs of letters do.</summary>
    /// <param name="row">The row; where it is open, its upper line is not asked.</param>
    /// <param name="drawing">The picture's ink.</param>
    public static bool Are(BoxRow row, LineDrawing drawing)
    {
        (FormBox first, FormBox last) = (row.Boxes[0], row.Boxes[^1]);
        float width = row.Boxes.Average(static box => box.Width);
        double reach = 1 + (0.03 * width);
        return GoesOnALittle(first.BottomLeft, first.BottomLeft - first.BottomRight)
            || GoesOnALittle(last.BottomRight, last.BottomRight - last.BottomLeft)
            || (row.IsClosed && (GoesOnALittle(first.TopLeft, first.TopLeft - first.TopRight)
                || GoesOnALittle(last.TopRight, last.TopRight - last.TopLeft)));

        bool GoesOnALittle(Vector2 corner, Vector2 way)
        {
            Vector2 step = Vector2.Normalize(way) * width;
            return drawing.PartDrawn(corner + (step * From), corner + (step * To), reach) >= ClosedBoxes.MinDrawn
                && drawing.PartDrawn(corner + (step * End), corner + step, reach) < ClosedBoxes.MinDrawn;
        }
    }
}
