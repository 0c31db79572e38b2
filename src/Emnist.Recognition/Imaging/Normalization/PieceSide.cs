namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>A side of a piece of ink where it is straight and nearly level or upright, in pixels of the box around the piece.</summary>
/// <param name="Offset">Its row, or its column where it is upright, at the box's corner.</param>
/// <param name="Slope">Rows, or columns, to a step along it.</param>
internal readonly record struct PieceSide(double Offset, double Slope)
{
    /// <summary>
    /// A side is drawn along this part of its length, its ends left out, and no further than this part of the longer side from a line that
    /// leans by so much at most.
    /// </summary>
    private const double MinDrawn = 0.9;
    private const double Straightness = 0.015;
    private const double MaxSlope = 0.1;

    /// <summary>Its row, or column, at a place along it.</summary>
    public double At(double along) => Offset + (Slope * along);

    /// <summary>How far a piece's ink may be from a line along it, in pixels.</summary>
    public static double Tolerance(InkPiece piece) => Math.Max(1, Straightness * piece.Box.LongSide);

    /// <summary>
    /// The side of a piece where it is straight: the line along the outermost ink, by the medians of two thirds; null where it is not.
    /// </summary>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="upright">Whether it is the left or the right side.</param>
    /// <param name="isFar">Whether it is the right or the lower one.</param>
    /// <param name="cornerPart">The part of its length that is left out at either end.</param>
    public static PieceSide? Find(InkMap map, InkPiece piece, bool upright, bool isFar, double cornerPart)
    {
        var box = piece.Box;
        (int length, int depth) = upright ? (box.Height, box.Width) : (box.Width, box.Height);
        int first = (int)(cornerPart * length);
        int looked = length - (2 * first);
        if (looked < 3)
        {
            return null;
        }

        // No longer than the side that pictures are worked on at.
        Span<float> outermost = stackalloc float[looked];
        for (int i = 0; i < outermost.Length; i++)
        {
            int inwards = 0;
            while (inwards < depth && !IsInk(first + i, isFar ? depth - 1 - inwards : inwards))
            {
                inwards++;
            }

            outermost[i] = isFar ? depth - 1 - inwards : inwards;
        }

        int third = outermost.Length / 3;
        double begin = Median(outermost[..third]);
        double slope = (Median(outermost[^third..]) - begin) / (outermost.Length - third);
        PieceSide side = new(begin - (slope * (first + ((third - 1) / 2.0))), slope);
        double tolerance = Tolerance(piece);
        int drawn = 0;
        for (int i = 0; i < outermost.Length; i++)
        {
            drawn += Math.Abs(outermost[i] - side.At(first + i)) <= tolerance ? 1 : 0;
        }

        double middle = side.At(length / 2.0);
        bool isOwn = (isFar ? depth - 1 - middle : middle) < depth / 3.0; // A plus has none: its strokes are in the middle.
        return isOwn && Math.Abs(slope) <= MaxSlope && drawn >= MinDrawn * outermost.Length ? side : null;

        bool IsInk(int along, int across)
        {
            (int x, int y) = upright ? (across, along) : (along, across);
            return map.LabelsIn(box, y)[x] == piece.Label;
        }
    }

    private static double Median(ReadOnlySpan<float> values)
    {
        Span<float> sorted = stackalloc float[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        return sorted[sorted.Length / 2];
    }
}
