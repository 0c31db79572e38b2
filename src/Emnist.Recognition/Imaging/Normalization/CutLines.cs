using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells lines of the paper that run out of the picture from strokes, which end within it but where they fill it: the corner of a cell,
/// and a line as thin as a hair that goes from edge to edge, such as a crease. Upright ones are for <see cref="RuledLines"/> to tell from a 1.
/// </summary>
internal static class CutLines
{
    /// <summary>A corner's lines are no thicker on the average than this part of its longer side.</summary>
    private const double MaxThickness = 0.12;

    /// <summary>All but this part of a corner's ink lies within this part of the longer side from its two sides.</summary>
    private const double MinFill = 0.95;
    private const double Band = 0.1;

    /// <summary>The part of a side at either end that is not looked at.</summary>
    private const double EndPart = 0.1;

    /// <summary>A line may end a pixel before the picture does, and one in so many besides, where it fades.</summary>
    private const int SoftEnd = 100;

    /// <summary>A smaller corner, in pixels, cannot be told from a curve.</summary>
    private const int MinSide = 12;

    /// <summary>A 1 that fills its picture, as one that was cut out closely, has this part of its width and height.</summary>
    private const double Fills = 0.9;

    /// <summary>A line is upright whose box is no wider than this part of its height: a 1 from edge to edge is one.</summary>
    private const double UprightPart = 0.15;

    /// <summary>An upright line is a hair, and no 1, where it is thinner than this part of its length.</summary>
    private const double UprightHair = 0.0125;

    /// <summary>Whether a piece is such a corner or such a line.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    public static bool Is(InkMap map, InkPiece piece)
    {
        (int width, int height) = (map.Coverage.Width, map.Coverage.Height);
        PixelBox box = piece.Box;
        int reach = 1 + (Math.Max(width, height) / SoftEnd);
        (bool left, bool right, bool top, bool bottom) =
            (box.Left <= reach, box.Right >= width - reach, box.Top <= reach, box.Bottom >= height - reach);
        bool isCut = (left && right) || (top && bottom) || ((left || right) && (top || bottom));
        return isCut
            && (IsHair(map, piece)
                || (left && top && IsCorner(map, piece, isRight: true, isLower: true))
                || (left && bottom && IsCorner(map, piece, isRight: true, isLower: false))
                || (right && top && IsCorner(map, piece, isRight: false, isLower: true))
                || (right && bottom && IsCorner(map, piece, isRight: false, isLower: false)));
    }

    /// <summary>Whether a piece is a level and an upright line that run from where they meet to the edges.</summary>
    private static bool IsCorner(InkMap map, InkPiece piece, bool isRight, bool isLower)
    {
        PixelBox box = piece.Box;
        int band = Math.Max(2, (int)Math.Ceiling(Band * box.LongSide));
        double thickness = piece.Area / (double)(box.Width + box.Height);
        if (Math.Min(box.Width, box.Height) < Math.Max(MinSide, 3 * band) || thickness > MaxThickness * box.LongSide
            || PieceSide.Find(map, piece, upright: true, isRight, EndPart) is not { } upright
            || PieceSide.Find(map, piece, upright: false, isLower, EndPart) is not { } level)
        {
            return false;
        }

        // Where the two meet there is paper beyond: an L that was cut out closely has none.
        double row = level.At(upright.At(level.Offset));
        double column = upright.At(row);
        double right = isRight ? map.Coverage.Width - 1 - box.Left - column : box.Left + column;
        double down = isLower ? map.Coverage.Height - 1 - box.Top - row : box.Top + row;
        if (Math.Min(right, down) < thickness / 2)
        {
            return false;
        }

        int onSides = 0;
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> labels = map.LabelsIn(box, y);
            for (int x = 0; x < labels.Length; x++)
            {
                onSides += labels[x] == piece.Label
                    && (Math.Abs(x - upright.At(y)) < band || Math.Abs(y - level.At(x)) < band) ? 1 : 0;
            }
        }

        return onSides >= MinFill * piece.Area;
    }

    // A line of one pixel has no second moment across: its length tells whether it is thin.
    private static bool IsHair(InkMap map, InkPiece piece) =>
        (piece.Box.Width < Fills * map.Coverage.Width || piece.Box.Height < Fills * map.Coverage.Height)
        && (piece.Box.Width > UprightPart * piece.Box.Height
            ? map.Slenderness(piece) <= StrayLines.HairLine
            : piece.Area <= UprightHair * piece.Box.Height * piece.Box.Height && map.Slenderness(piece) <= UprightHair);
}
