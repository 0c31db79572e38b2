using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Takes the walls of a box out of its patch, and leaves what touches or crosses them: each wall is followed from row to row, and of the
/// ink across it no more is taken than the wall and its soft edge.
/// </summary>
internal static class WallErasure
{
    /// <summary>A wall is no thicker than this part of the box's shorter side.</summary>
    private const double MaxThickness = 0.3;

    /// <summary>Erases what there is of a box's four walls.</summary>
    /// <param name="patch">The box, cut out; its contrast is changed.</param>
    /// <param name="box">The box, for the walls that it may have.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    /// <param name="tolerance">How far walls may be from where they are said to be, in pixels of the patch.</param>
    /// <param name="leavesBetween">Whether walls stay between the strokes that touch them: a stroke may go on under them.</param>
    /// <returns>Whether a stroke may do so.</returns>
    public static bool Erase(FieldPatch patch, FormBox box, float threshold, int tolerance, bool leavesBetween)
    {
        Plane plane = patch.Contrast;
        PixelBox inside = patch.Inside;
        int longest = (int)(MaxThickness * Math.Min(inside.Width, inside.Height)) + 2;
        int drawn = (int)Math.Ceiling(Math.Abs(box.Upright) * inside.Height);
        (int top, int bottom) = Math.Abs(box.Upright) >= 1 ? (0, plane.Height)
            : box.Upright > 0 ? (Math.Max(0, inside.Bottom - drawn - tolerance), plane.Height)
            : (0, Math.Min(plane.Height, inside.Top + drawn + tolerance));
        Plane turned = plane.Transpose();
        BoxWall[] levels = box.Walls.Level
            ? [
                .. Find(turned, inside.Top, (0, plane.Width), (inside.Left, inside.Right), 1),
                .. Find(turned, inside.Bottom, (0, plane.Width), (inside.Left, inside.Right), -1),
            ]
            : [];
        BoxWall[] uprights = box.Walls.Upright
            ? [
                .. Find(plane, inside.Left, (top, bottom), (inside.Top, inside.Bottom), 1),
                .. Find(plane, inside.Right, (top, bottom), (inside.Top, inside.Bottom), -1),
            ]
            : [];
        int stroke = StrokeWidth(plane, inside.Grow(-tolerance, plane.Width, plane.Height), threshold);
        Plane rest = plane.Copy();
        bool mayGoOn = false;
        foreach (BoxWall wall in levels)
        {
            mayGoOn |= wall.Erase((x, y) => rest.Values[(y * rest.Width) + x] = 0, uprights, stroke, leavesBetween);
        }

        foreach (BoxWall wall in uprights)
        {
            mayGoOn |= wall.Erase((y, x) => rest.Values[(y * rest.Width) + x] = 0, levels, stroke, leavesBetween);
        }

        rest.Values.CopyTo(plane.Values);
        return mayGoOn;

        // Walls are followed along the rows of a plane: that of the level ones is turned.
        BoxWall[] Find(Plane lines, int place, (int From, int To) rows, (int From, int To) side, int inwards) =>
            BoxWall.Find(lines, place, rows, side, threshold, tolerance, longest, inwards) is { } wall ? [wall] : [];
    }

    /// <summary>How wide the strokes in a box are: the median, over their pixels, of the shorter run of ink through each.</summary>
    private static int StrokeWidth(Plane plane, PixelBox part, float threshold)
    {
        List<int> widths = [];
        for (int y = part.Top; y < part.Bottom; y++)
        {
            ReadOnlySpan<float> row = plane.Row(y);
            int start = part.Left;
            for (int x = part.Left; x <= part.Right; x++)
            {
                if (x < part.Right && row[x] >= threshold)
                {
                    continue;
                }

                for (int i = start; i < x; i++)
                {
                    widths.Add(Down(i, y, x - start));
                }

                start = x + 1;
            }
        }

        widths.Sort();
        return widths.Count == 0 ? 0 : widths[widths.Count / 2];

        // The run of ink down through a pixel, and no more than is asked for.
        int Down(int x, int y, int most)
        {
            (int first, int end) = (y, y + 1);
            while (end - first < most && first > part.Top && plane.Row(first - 1)[x] >= threshold)
            {
                first--;
            }

            while (end - first < most && end < part.Bottom && plane.Row(end)[x] >= threshold)
            {
                end++;
            }

            return end - first;
        }
    }
}
