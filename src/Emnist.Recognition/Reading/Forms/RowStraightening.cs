using System.Numerics;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Moves the level walls of boxes that lie far from where those of their row do, and where one is drawn: a stroke was taken for them.
/// </summary>
internal static class RowStraightening
{
    /// <summary>A wall further from the row's than this part of a box's height is none of it.</summary>
    private const double AsidePart = 0.1;

    /// <summary>So much of a wall is drawn where the row would have it.</summary>
    private const double MinDrawn = 0.6;

    /// <summary>Rows of fewer boxes tell no line, and longer ones are taken as they are.</summary>
    private const int MinBoxes = 3;
    private const int MaxBoxes = 40;

    /// <summary>Straightens a row of boxes that stand side by side.</summary>
    /// <param name="boxes">From the left; changed.</param>
    /// <param name="drawing">The picture's ink.</param>
    public static void Straighten(List<FormBox> boxes, LineDrawing drawing)
    {
        if (boxes.Count is < MinBoxes or > MaxBoxes)
        {
            return;
        }

        Func<double, double> top = LineThrough([.. boxes.Select(static box => (box.TopLeft + box.TopRight) / 2)]);
        Func<double, double> bottom = LineThrough([.. boxes.Select(static box => (box.BottomLeft + box.BottomRight) / 2)]);
        for (int i = 0; i < boxes.Count; i++)
        {
            FormBox box = boxes[i];
            double height = bottom(box.Center.X) - top(box.Center.X);
            double reach = 1 + (0.03 * box.Width);
            (Vector2 topLeft, Vector2 topRight) = Moved(box.TopLeft, box.TopRight, top);
            (Vector2 bottomLeft, Vector2 bottomRight) = Moved(box.BottomLeft, box.BottomRight, bottom);
            boxes[i] = box with { TopLeft = topLeft, TopRight = topRight, BottomRight = bottomRight, BottomLeft = bottomLeft };

            (Vector2 Left, Vector2 Right) Moved(Vector2 left, Vector2 right, Func<double, double> line)
            {
                var newLeft = new Vector2(left.X, (float)line(left.X));
                var newRight = new Vector2(right.X, (float)line(right.X));
                bool isAside = Math.Abs(newLeft.Y + newRight.Y - left.Y - right.Y) / 2 > AsidePart * height;
                return isAside && drawing.PartDrawn(newLeft, newRight, reach) >= MinDrawn ? (newLeft, newRight) : (left, right);
            }
        }
    }

    /// <summary>The straight line through most of some points (Theil 1950, Sen 1968).</summary>
    private static Func<double, double> LineThrough(Vector2[] points)
    {
        double slope = Median.Of(points.SelectMany((a, i) => points.Skip(i + 1).Select(b => (double)(b.Y - a.Y) / (b.X - a.X))));
        double offset = Median.Of(points.Select(point => point.Y - (slope * point.X)));
        return x => offset + (slope * x);
    }
}
