using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// A box for one character: a quadrilateral, along the middle of its walls, in pixels whose middles are at whole numbers.
/// </summary>
/// <param name="TopLeft">The upper left corner.</param>
/// <param name="TopRight">The upper right one.</param>
/// <param name="BottomRight">The lower right one.</param>
/// <param name="BottomLeft">The lower left one.</param>
internal sealed record FormBox(Vector2 TopLeft, Vector2 TopRight, Vector2 BottomRight, Vector2 BottomLeft)
{
    /// <summary>How far walls may be from where they are looked for, in parts of a box's shorter side.</summary>
    public const double WallTolerance = 0.09;

    /// <summary>The part of each side wall, from below, that is drawn: 1 but for combs. Negative where it is from above.</summary>
    public (double Left, double Right) Upright { get; init; } = (1, 1);

    /// <summary>Whether there is no wall over against the one that the side walls stand on, or hang from.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether there may be walls to the left and right, and above and below.</summary>
    public (bool Upright, bool Level) Walls { get; init; } = (true, true);

    public float Width => ((TopRight - TopLeft).Length() + (BottomRight - BottomLeft).Length()) / 2;

    public float Height => ((BottomLeft - TopLeft).Length() + (BottomRight - TopRight).Length()) / 2;

    public Vector2 Center => (TopLeft + TopRight + BottomRight + BottomLeft) / 4;

    /// <summary>The place of a point of the box, (0, 0) for the upper left corner to (1, 1) for the lower right one.</summary>
    public Vector2 At(double across, double down)
    {
        Vector2 top = Vector2.Lerp(TopLeft, TopRight, (float)across);
        Vector2 bottom = Vector2.Lerp(BottomLeft, BottomRight, (float)across);
        return Vector2.Lerp(top, bottom, (float)down);
    }

    /// <summary>The box of a picture that is so many times as large; the middles of pixels are at whole numbers.</summary>
    public FormBox Enlarge(int factor)
    {
        return this with
        {
            TopLeft = Place(TopLeft), TopRight = Place(TopRight), BottomRight = Place(BottomRight), BottomLeft = Place(BottomLeft),
        };

        Vector2 Place(Vector2 small) => (factor * small) + new Vector2((factor - 1) / 2f);
    }

    /// <summary>How far a point is within the box, in pixels; negative where it is outside.</summary>
    public float DistanceInside(Vector2 point)
    {
        return MathF.Min(
            MathF.Min(From(TopLeft, TopRight), From(TopRight, BottomRight)), MathF.Min(From(BottomRight, BottomLeft), From(BottomLeft, TopLeft)));

        // From a wall, to the right of the way along it, which is inwards.
        float From(Vector2 start, Vector2 end)
        {
            Vector2 way = Vector2.Normalize(end - start);
            return (way.X * (point.Y - start.Y)) - (way.Y * (point.X - start.X));
        }
    }

    /// <summary>The rectangle around a part of the box, its corners told as in <see cref="At"/>.</summary>
    public (Vector2 Least, Vector2 Most) Around(double left, double top, double right, double bottom)
    {
        Vector2[] corners = [At(left, top), At(right, top), At(right, bottom), At(left, bottom)];
        return (corners.Aggregate(Vector2.Min), corners.Aggregate(Vector2.Max));
    }
}
