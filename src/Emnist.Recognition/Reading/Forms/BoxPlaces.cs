using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Gives each box of a row the place among those where it was found whose walls are drawn best: of the row with the most boxes some are
/// only where they would be if all were alike, as those that are drawn by hand are not.
/// </summary>
internal static class BoxPlaces
{
    /// <summary>Another place is better where so much more of the four walls together is drawn, in walls, and of none so much less.</summary>
    private const float Better = 0.15f;
    private const float Worse = 0.1f;

    /// <summary>A wall is drawn that lies within so many pixels from its place.</summary>
    private const double Reach = 1;

    private readonly record struct Place(FormBox Box, Vector4 Drawn);

    /// <summary>Moves the boxes of closed rows, whose spread stays that of where they were found.</summary>
    /// <param name="rows">The rows; some may lie over each other.</param>
    /// <param name="drawing">The picture's ink.</param>
    public static void Improve(List<BoxRow> rows, LineDrawing drawing)
    {
        Dictionary<FormBox, Place> places = new(ReferenceEqualityComparer.Instance);
        foreach (FormBox box in rows.Where(static row => row.IsClosed).SelectMany(static row => row.Boxes))
        {
            places[box] = new Place(box, WallsOf(box, drawing));
        }

        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].IsClosed)
            {
                rows[i] = rows[i] with { Boxes = [.. rows[i].Boxes.Select(box => Best(places[box], places.Values))] };
            }
        }
    }

    private static FormBox Best(Place own, IEnumerable<Place> others)
    {
        (FormBox best, float most) = (own.Box, Vector4.Sum(own.Drawn) + Better);
        foreach (Place other in others)
        {
            if (Vector4.Sum(other.Drawn) > most && Vector4.GreaterThanOrEqualAll(other.Drawn, own.Drawn - new Vector4(Worse))
                && BoxComparison.IsSame(other.Box, own.Box))
            {
                (best, most) = (other.Box, Vector4.Sum(other.Drawn));
            }
        }

        return best;
    }

    /// <summary>The parts of a box's walls that are drawn: the upper, lower, left and right one's.</summary>
    private static Vector4 WallsOf(FormBox box, LineDrawing drawing)
    {
        return new Vector4(
            Part(box.TopLeft, box.TopRight), Part(box.BottomLeft, box.BottomRight),
            Part(box.TopLeft, box.BottomLeft), Part(box.TopRight, box.BottomRight));

        float Part(Vector2 from, Vector2 to) => (float)drawing.PartDrawn(from, to, Reach);
    }
}
