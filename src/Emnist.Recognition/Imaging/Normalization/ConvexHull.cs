using System.Buffers;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>The convex hull of a piece of ink (Andrew's monotone chain, Information Processing Letters 9, 1979).</summary>
internal static class ConvexHull
{
    /// <summary>Its area in pixels, those of the piece as squares.</summary>
    public static double AreaOf(InkMap map, InkPiece piece)
    {
        // A row adds two corners to each side.
        int most = 2 * piece.Box.Height;
        (int X, int Y)[] rented = ArrayPool<(int X, int Y)>.Shared.Rent(2 * most);
        Span<(int X, int Y)> left = rented.AsSpan(0, most);
        Span<(int X, int Y)> right = rented.AsSpan(most, most);
        (int leftCount, int rightCount) = (0, 0);
        for (int y = 0; y < piece.Box.Height; y++)
        {
            ReadOnlySpan<int> row = map.LabelsIn(piece.Box, y);
            (int first, int end) = (row.IndexOf(piece.Label), row.LastIndexOf(piece.Label) + 1);
            if (end > 0)
            {
                leftCount = Add(left, Add(left, leftCount, (first, y), 1), (first, y + 1), 1);
                rightCount = Add(right, Add(right, rightCount, (end, y), -1), (end, y + 1), -1);
            }
        }

        right[..rightCount].Reverse();
        right[..rightCount].CopyTo(rented.AsSpan(leftCount));
        ReadOnlySpan<(int X, int Y)> hull = rented.AsSpan(0, leftCount + rightCount);
        double twice = 0;
        for (int i = 0; i < hull.Length; i++)
        {
            ((int x1, int y1), (int x2, int y2)) = (hull[i], hull[(i + 1) % hull.Length]);
            twice += ((double)x1 * y2) - ((double)x2 * y1);
        }

        ArrayPool<(int X, int Y)>.Shared.Return(rented);
        return Math.Abs(twice) / 2;
    }

    /// <summary>Adds a corner to a side, downwards, and takes out those that it leaves within.</summary>
    /// <returns>How many corners the side has.</returns>
    private static int Add(Span<(int X, int Y)> side, int count, (int X, int Y) next, int sign)
    {
        while (count >= 2 && sign * Turn(side[count - 2], side[count - 1], next) >= 0)
        {
            count--;
        }

        side[count] = next;
        return count + 1;
    }

    private static long Turn((int X, int Y) a, (int X, int Y) b, (int X, int Y) c) =>
        ((long)(b.X - a.X) * (c.Y - a.Y)) - ((long)(b.Y - a.Y) * (c.X - a.X));
}
