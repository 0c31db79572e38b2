using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Makes higher the open boxes of a row over whose walls most of what is written in them rises: they are a comb with long teeth.
/// </summary>
internal static class LowWalls
{
    /// <summary>Walls longer than this, in widths, are as high as what is written.</summary>
    private const double MaxHeight = 1.1;

    /// <summary>Ink is looked for between these parts of the width, halfway up, at the walls' ends and so much further, in their lengths.</summary>
    private const double Aside = 0.2;
    private const double Halfway = 0.5;
    private const double Beyond = 1.2;

    /// <summary>A stroke there takes up this part of the way, or more.</summary>
    private const double MinStroke = 0.05;

    /// <summary>The row, or one of higher boxes in its place.</summary>
    /// <param name="row">A row of open boxes.</param>
    /// <param name="drawing">The picture's ink.</param>
    public static BoxRow Raise(BoxRow row, LineDrawing drawing)
    {
        double height = row.Boxes.Average(static box => box.Height);
        double width = row.Boxes.Average(static box => box.Width);
        if (height > MaxHeight * width)
        {
            return row;
        }

        int risen = row.Boxes.Count(box => HasInk(box, 1) && HasInk(box, Beyond));
        int written = row.Boxes.Count(box => HasInk(box, Halfway) || HasInk(box, 1));
        return 2 * risen > written
            ? row with { Boxes = [.. row.Boxes.Select(box => Stretched(box, (float)(OpenBoxes.CombHeight * width / height)))] }
            : row;

        // Whether there is ink in a box at a part of its height, from the line on that it stands on or hangs from.
        bool HasInk(FormBox box, double up)
        {
            double down = box.Upright.Left < 0 ? up : 1 - up;
            return drawing.PartDrawn(box.At(Aside, down), box.At(1 - Aside, down), 0) >= MinStroke;
        }
    }

    private static FormBox Stretched(FormBox box, float times)
    {
        (Vector2 left, Vector2 right) = ((box.BottomLeft - box.TopLeft) * times, (box.BottomRight - box.TopRight) * times);
        (double Left, double Right) upright = (box.Upright.Left / times, box.Upright.Right / times);
        return upright.Left < 0
            ? box with { BottomLeft = box.TopLeft + left, BottomRight = box.TopRight + right, Upright = upright }
            : box with { TopLeft = box.BottomLeft - left, TopRight = box.BottomRight - right, Upright = upright };
    }
}
