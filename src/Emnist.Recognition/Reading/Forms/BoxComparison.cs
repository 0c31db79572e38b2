using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Tells which boxes are alike and stand side by side, and which lie over each other.</summary>
internal static class BoxComparison
{
    /// <summary>The boxes of a row have heights and places within this part of each other, and widths within this.</summary>
    private const double SameHeight = 0.25;
    private const double SamePlace = 0.2;
    public const double SameWidth = 0.3;

    /// <summary>Boxes whose middles are nearer than this part of their mean sides lie over each other.</summary>
    private const double OverlapPart = 0.7;

    /// <summary>Neighbours in a row are no further apart than this, in widths.</summary>
    private const double MaxDistance = 3.6;

    /// <summary>Whether a box may be the next one of a row, perhaps with others between.</summary>
    public static bool AreNeighbours(FormBox left, FormBox right)
    {
        Vector2 slope = left.BottomRight - left.BottomLeft;
        Vector2 way = right.Center - left.Center;
        return way.X >= 0 && way.X <= MaxDistance * left.Width
            && Math.Abs(way.Y - (way.X * slope.Y / slope.X)) <= SamePlace * left.Height
            && Math.Abs(right.Height - left.Height) <= SameHeight * Math.Max(left.Height, right.Height)
            && Math.Abs(right.Width - left.Width) <= SameWidth * Math.Max(left.Width, right.Width);
    }

    /// <summary>Whether they are the same box, or share so much that only one can be one.</summary>
    public static bool Overlap(FormBox a, FormBox b)
    {
        Vector2 distance = Vector2.Abs(a.Center - b.Center);
        return (distance.X < Math.Max(a.Width, b.Width) / 2 && distance.Y < Math.Max(a.Height, b.Height) / 2)
            || (distance.X < OverlapPart * (a.Width + b.Width) / 2 && distance.Y < OverlapPart * (a.Height + b.Height) / 2);
    }

    /// <summary>Whether a box is one that was expected, a little aside.</summary>
    public static bool IsSame(FormBox box, FormBox expected)
    {
        Vector2 distance = Vector2.Abs(box.Center - expected.Center);
        return distance.X <= SameWidth * expected.Width && distance.Y <= SamePlace * expected.Height
            && Math.Abs(box.Width - expected.Width) <= SameWidth * expected.Width
            && Math.Abs(box.Height - expected.Height) <= SameHeight * expected.Height;
    }
}
