using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Tells rows of boxes of which strokes were taken for walls, where another row shows the boxes without them.</summary>
internal static class MistakenRows
{
    /// <summary>Boxes stand on one line where their feet are within this part of their height from each other.</summary>
    private const float SameFoot = 0.12f;

    /// <summary>What divides a closed box into open ones, and may be a stem, is drawn along this part of its height; teeth are shorter.</summary>
    private const double MinStem = 0.6;

    /// <summary>Open boxes whose walls go on beyond the upper walls of closed ones by this part of those boxes' height are the boxes.</summary>
    private const double MinBeyond = 0.15;

    /// <summary>Open boxes whose spread is no more than this are a form's; what stems make of closed ones is less alike.</summary>
    private const double MaxSpread = 0.15;

    /// <summary>Upper walls are drawn along more than this on the whole; strokes that stand side by side are not.</summary>
    private const double MinTop = 0.92;

    /// <summary>Removes those rows.</summary>
    /// <param name="rows">The rows; some may lie over each other.</param>
    /// <param name="drawing">The picture's ink.</param>
    public static void Remove(List<BoxRow> rows, LineDrawing drawing)
    {
        BoxRow[] open = [.. rows.Where(static row => !row.IsClosed)];
        rows.RemoveAll(row => row.IsClosed && Array.Exists(open, other => GoesOnAbove(other, row)) && !HasTops(row, drawing));
        BoxRow[] closed = [.. rows.Where(static row => row.IsClosed)];
        rows.RemoveAll(row => !row.IsClosed && Array.Exists(closed, other => Divides(row, other)));
    }

    /// <summary>Whether each of some open boxes, which are not alike, stands in a closed one, and two of them in the same one.</summary>
    private static bool Divides(BoxRow open, BoxRow closed)
    {
        if (open.Spread <= MaxSpread || open.Boxes.Count <= closed.Boxes.Count)
        {
            return false;
        }

        HashSet<FormBox> held = [];
        foreach (FormBox box in open.Boxes)
        {
            FormBox? around = closed.Boxes.FirstOrDefault(other => IsOver(other, box) && HaveOneFoot(box, other));
            if (around is null || Math.Abs(box.Upright.Left) * box.Height < MinStem * around.Height)
            {
                return false;
            }

            held.Add(around);
        }

        return held.Count < open.Boxes.Count;
    }

    /// <summary>Whether open boxes stand where closed ones do, and are higher.</summary>
    private static bool GoesOnAbove(BoxRow open, BoxRow closed) =>
        open.Spread <= MaxSpread && open.Boxes.Count >= closed.Boxes.Count && closed.Boxes.All(box => open.Boxes.Any(other =>
            IsOver(other, box) && IsOver(box, other with { TopLeft = box.TopLeft, TopRight = box.TopRight })
            && HaveOneFoot(box, other) && other.Height >= (1 + MinBeyond) * box.Height));

    private static bool HasTops(BoxRow row, LineDrawing drawing) =>
        row.Boxes.Average(box => drawing.PartDrawn(box.TopLeft, box.TopRight, 1 + (0.02 * box.Width))) >= MinTop;

    /// <summary>Whether a box lies over the middle of another.</summary>
    private static bool IsOver(FormBox box, FormBox other)
    {
        Vector2 distance = Vector2.Abs(box.Center - other.Center);
        return distance.X < box.Width / 2 && distance.Y < box.Height / 2;
    }

    private static bool HaveOneFoot(FormBox a, FormBox b) =>
        Math.Abs(((a.BottomLeft + a.BottomRight) / 2).Y - ((b.BottomLeft + b.BottomRight) / 2).Y) <= SameFoot * Math.Max(a.Height, b.Height);
}
