namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Keeps the pieces of ink that make up the character; drops specks and what reaches in from outside.</summary>
internal static class InkComponents
{
    /// <summary>A piece smaller than this part of the largest one is a speck. The dot of an i is some 6 % of its stem.</summary>
    private const double SpeckArea = 0.02;

    /// <summary>A piece at the picture's edge smaller than this part of the largest one belongs to a neighbour.</summary>
    private const double NeighbourArea = 0.3;

    /// <summary>Removes what is no part of the character.</summary>
    /// <param name="coverage">Coverage, 0 to 1; dropped pieces are set to 0, with the soft edge around them.</param>
    /// <returns>The box around the ink that is kept; null where there is none.</returns>
    public static PixelBox? Keep(Plane coverage)
    {
        int[] labels = new int[coverage.Values.Length];
        List<Piece> pieces = Label(coverage, labels);
        if (pieces.Count == 0)
        {
            return null;
        }

        Piece largest = pieces.MaxBy(p => p.Area)!;
        bool neighbours = !largest.Box.Touches(coverage.Width, coverage.Height);
        PixelBox box = PixelBox.Empty;
        bool[] kept = new bool[pieces.Count + 1];
        for (int i = 0; i < pieces.Count; i++)
        {
            Piece piece = pieces[i];
            bool outside = neighbours && piece.Box.Touches(coverage.Width, coverage.Height);
            if (piece.Area >= largest.Area * (outside ? NeighbourArea : SpeckArea))
            {
                kept[i + 1] = true;
                box = box.Include(piece.Box);
            }
        }

        EraseAllBut(kept, labels, coverage, Math.Max(1, box.LongSide / 24));
        return box;
    }

    /// <summary>Numbers the pieces from 1, eight neighbours to a pixel.</summary>
    private static List<Piece> Label(Plane coverage, int[] labels)
    {
        List<Piece> pieces = [];
        Stack<int> open = new();
        for (int start = 0; start < labels.Length; start++)
        {
            if (labels[start] == 0 && coverage.Values[start] >= InkSeparation.InkFrom)
            {
                labels[start] = pieces.Count + 1;
                open.Push(start);
                pieces.Add(Fill(coverage, labels, open, pieces.Count + 1));
            }
        }

        return pieces;
    }

    private static Piece Fill(Plane coverage, int[] labels, Stack<int> open, int label)
    {
        int area = 0;
        PixelBox box = PixelBox.Empty;
        while (open.TryPop(out int index))
        {
            (int y, int x) = Math.DivRem(index, coverage.Width);
            area++;
            box = box.Include(x, y);
            for (int ny = Math.Max(0, y - 1); ny <= Math.Min(coverage.Height - 1, y + 1); ny++)
            {
                for (int nx = Math.Max(0, x - 1); nx <= Math.Min(coverage.Width - 1, x + 1); nx++)
                {
                    int next = (ny * coverage.Width) + nx;
                    if (labels[next] == 0 && coverage.Values[next] >= InkSeparation.InkFrom)
                    {
                        labels[next] = label;
                        open.Push(next);
                    }
                }
            }
        }

        return new Piece(area, box);
    }

    /// <summary>Clears every pixel that is not within some steps of a kept piece.</summary>
    private static void EraseAllBut(bool[] kept, int[] labels, Plane coverage, int steps)
    {
        bool[] near = new bool[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            near[i] = kept[labels[i]];
        }

        Spread.Horizontally(near, coverage.Width, steps);
        Spread.Vertically(near, coverage.Width, steps);
        for (int i = 0; i < labels.Length; i++)
        {
            if (!near[i] || (labels[i] != 0 && !kept[labels[i]]))
            {
                coverage.Values[i] = 0;
            }
        }
    }

    private sealed record Piece(int Area, PixelBox Box);
}
