namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>The convex hull of a piece of ink (Andrew's monotone chain, Information Processing Letters 9, 1979).</summary>
internal static class ConvexHull
{
    /// <summary>Its area in pixels, those of the piece as squares.</summary>
    public static double AreaOf(InkMap map, InkPiece piece)
    {
        List<(int X, int Y)> left = [];
        List<(int X, int Y)> right = [];
        for (int y = 0; y < piece.Box.Height; y++)
        {
            ReadOnlySpan<int> row = map.LabelsIn(piece.Box, y);
            (int first, int end) = (row.IndexOf(piece.Label), row.LastIndexOf(piece.Label) + 1);
            if (end > 0)
            {
                Add(left, (first, y), 1);
                Add(left, (first, y + 1), 1);
                Add(right, (end, y), -1);
                Add(right, (end, y + 1), -1);
            }
        }

        right.Reverse();
        (int X, int Y)[] hull = [.. left, .. right];
        double twice = 0;
        for (int i = 0; i < hull.Length; i++)
        {
            ((int x1, int y1), (int x2, int y2)) = (hull[i], hull[(i + 1) % hull.Length]);
            twice += ((double)x1 * y2) - ((double)x2 * y1);
        }

        return Math.Abs(twice) / 2;
    }

    /// <summary>Adds a corner to a side, downwards, and takes out those that it leaves within.</summary>
    private static void Add(List<(int X, int Y)> side, (int X, int Y) next, int sign)
    {
        while (side.Count >= 2 && sign * Turn(side[^2], side[^1], next) >= 0)
        {
            side.RemoveAt(side.Count - 1);
        }

        side.Add(next);
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
