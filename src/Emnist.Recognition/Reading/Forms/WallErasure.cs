using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Takes the walls of a box out of its patch, and leaves what touches or crosses them: each wall is followed from row to row, and of the
/// ink across it no more is taken than the wall and its soft edge.
/// </summary>
internal sealed class WallErasure
{
    /// <summary>A wall is no thicker than this part of the box's shorter side.</summary>
    private const double MaxThickness = 0.3;

    /// <summary>
    /// There is a wall where so much of a side has one; of the side that is open so much, for what lies there is rather the bar of a 7.
    /// </summary>
    private const double MinDrawn = 0.35;
    private const double MinDrawnOpen = 0.6;

    private readonly Plane _plane;
    private readonly BoxWall[] _levels;
    private readonly BoxWall[] _uprights;

    /// <summary>How wide the strokes in the box are.</summary>
    private readonly int _stroke;

    /// <summary>Finds what there is of a box's four walls.</summary>
    /// <param name="patch">The box, cut out.</param>
    /// <param name="box">The box, for the walls that it may have.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    /// <param name="tolerance">How far walls may be from where they are said to be, in pixels of the patch.</param>
    public WallErasure(FieldPatch patch, FormBox box, float threshold, int tolerance)
    {
        _plane = patch.Contrast;
        PixelBox inside = patch.Inside;
        int longest = (int)(MaxThickness * Math.Min(inside.Width, inside.Height)) + 2;

        // Walls are followed along the rows of a plane: that of the level ones is turned.
        Plane turned = _plane.Transpose();
        _levels = box.Walls.Level
            ? [
                .. Find(turned, inside.Top, (0, _plane.Width), (inside.Left, inside.Right), 1, MayBeOpen(box.Upright.Left > 0)),
                .. Find(turned, inside.Bottom, (0, _plane.Width), (inside.Left, inside.Right), -1, MayBeOpen(box.Upright.Left < 0)),
            ]
            : [];
        _uprights = box.Walls.Upright
            ? [
                .. Find(_plane, inside.Left, RowsOf(box.Upright.Left), (inside.Top, inside.Bottom), 1, MinDrawn),
                .. Find(_plane, inside.Right, RowsOf(box.Upright.Right), (inside.Top, inside.Bottom), -1, MinDrawn),
            ]
            : [];
        _stroke = StrokeWidth(_plane, inside.Grow(-tolerance, _plane.Width, _plane.Height), threshold);

        // The rows in which so much of a side wall is.
        (int From, int To) RowsOf(double upright)
        {
            int drawn = (int)Math.Ceiling(Math.Abs(upright) * inside.Height);
            return Math.Abs(upright) >= 1 ? (0, _plane.Height)
                : upright > 0 ? (Math.Max(0, inside.Bottom - drawn - tolerance), _plane.Height)
                : (0, Math.Min(_plane.Height, inside.Top + drawn + tolerance));
        }

        double MayBeOpen(bool isOverAgainst) => box.IsOpen && isOverAgainst ? MinDrawnOpen : MinDrawn;

        BoxWall[] Find(Plane lines, int place, (int From, int To) rows, (int From, int To) side, int inwards, double drawn) =>
            BoxWall.Find(lines, place, rows, side, threshold, tolerance, longest, inwards, drawn) is { } wall ? [wall] : [];
    }

    /// <summary>Erases the walls.</summary>
    /// <param name="leavesBetween">Whether walls stay between the strokes that touch them: a stroke may go on under them.</param>
    /// <param name="mayGoOn">Whether a stroke may do so.</param>
    /// <returns>The patch's contrast without them.</returns>
    public Plane Erase(bool leavesBetween, out bool mayGoOn)
    {
        Plane rest = _plane.Copy();
        mayGoOn = false;
        foreach (BoxWall wall in _levels)
        {
            mayGoOn |= wall.Erase((x, y) => rest.Values[(y * rest.Width) + x] = 0, _uprights, _stroke, leavesBetween);
        }

        foreach (BoxWall wall in _uprights)
        {
            mayGoOn |= wall.Erase((y, x) => rest.Values[(y * rest.Width) + x] = 0, _levels, _stroke, leavesBetween);
        }

        return rest;
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
