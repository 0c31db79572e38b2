using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells a printed box with round corners from an O: its sides are straight, and its corners quarters of one circle.</summary>
internal static class RoundedBox
{
    /// <summary>A corner takes no more than this part of a side.</summary>
    private const double CornerPart = 0.35;

    /// <summary>All but this part of the ink lies between the outline and so many times the line's thickness within it.</summary>
    private const double MinFill = 0.95;
    private const double Band = 1.5;

    /// <summary>The radii of the corners differ by no more than this part of the longer side.</summary>
    private const double MaxDifference = 0.06;

    /// <summary>How far a quarter of a circle is from its corner, in radii.</summary>
    private static readonly double Gap = Math.Sqrt(2) - 1;

    /// <summary>Whether a piece is such a box, perhaps a little turned.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    public static bool Is(InkMap map, InkPiece piece)
    {
        if (SideOf(upright: true, isFar: false) is not { } left || SideOf(upright: true, isFar: true) is not { } right
            || SideOf(upright: false, isFar: false) is not { } top || SideOf(upright: false, isFar: true) is not { } bottom)
        {
            return false;
        }

        PixelBox box = piece.Box;
        Span<double> radii =
        [
            RadiusAt(left, top, 1, 1), RadiusAt(right, top, -1, 1), RadiusAt(left, bottom, 1, -1), RadiusAt(right, bottom, -1, -1),
        ];
        radii.Sort();
        double radius = (radii[1] + radii[2]) / 2;
        if (radii[3] - radii[0] > Math.Max(3, MaxDifference * box.LongSide) || radius > CornerPart * box.LongSide)
        {
            return false;
        }

        double thickness = piece.Area / ((2.0 * (box.Width + box.Height)) - ((8 - (2 * Math.PI)) * radius));
        double tolerance = PieceSide.Tolerance(piece);
        int onOutline = 0;
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> row = map.LabelsIn(box, y);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] == piece.Label)
                {
                    double across = radius - Math.Min(x - left.At(y), right.At(y) - x);
                    double down = radius - Math.Min(y - top.At(x), bottom.At(x) - y);
                    double depth = radius - (across > 0 && down > 0 ? Math.Sqrt((across * across) + (down * down)) : Math.Max(across, down));
                    onOutline += depth >= -tolerance && depth <= (Band * thickness) + tolerance ? 1 : 0;
                }
            }
        }

        return onOutline >= MinFill * piece.Area;

        PieceSide? SideOf(bool upright, bool isFar) => PieceSide.Find(map, piece, upright, isFar, CornerPart);

        // By the first ink on the way from where two sides would meet to the middle.
        double RadiusAt(PieceSide side, PieceSide level, int right, int down)
        {
            double y = level.At(side.At(level.Offset));
            double x = side.At(y);
            for (int i = 0; i < Math.Min(box.Width, box.Height) / 2; i++)
            {
                (int column, int row) = ((int)Math.Round(x) + (i * right), (int)Math.Round(y) + (i * down));
                if (column >= 0 && row >= 0 && column < box.Width && row < box.Height && map.LabelsIn(box, row)[column] == piece.Label)
                {
                    return i * Math.Sqrt(2) / Gap;
                }
            }

            return double.PositiveInfinity;
        }
    }
}
