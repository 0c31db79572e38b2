using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Tells what is made of several cells of a table, one over the other, from boxes: a level line goes through each from wall to wall.
/// </summary>
internal static class TableCells
{
    /// <summary>A line divides a box that is so far from its upper and lower walls, in its heights.</summary>
    private const double MinCell = 0.15;

    /// <summary>It could be followed from wall to wall but for this part of the width, and is drawn along this part of it.</summary>
    private const double End = 0.05;
    private const double MinDrawn = 0.9;

    /// <summary>Whether most boxes of a row are divided so.</summary>
    public static bool Are(BoxRow row, LineFamilies lines) => 2 * row.Boxes.Count(box => AreIn(box, lines)) > row.Boxes.Count;

    private static bool AreIn(FormBox box, LineFamilies lines)
    {
        (double left, double right) = ((box.TopLeft.X + box.BottomLeft.X) / 2, (box.TopRight.X + box.BottomRight.X) / 2);
        double end = End * (right - left);
        foreach (TracedLine line in lines.Levels)
        {
            double down = (line.At(box.Center.X) - box.Center.Y) / box.Height;
            if (Math.Abs(down) <= 0.5 - MinCell && line.Start <= left + end && line.End >= right - end
                && lines.Drawing.PartDrawn(PointOn(line, left), PointOn(line, right), 1) >= MinDrawn)
            {
                return true;
            }
        }

        return false;
    }

    private static Vector2 PointOn(TracedLine level, double x) => new((float)x, (float)level.At(x));
}
