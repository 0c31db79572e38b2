using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells the lines that a form is printed with from strokes: they are thin and straight, meet in sharp corners, and frame the picture, or
/// close, wherever they are. A character that is made of straight strokes does not reach so near to all of its picture's sides.
/// </summary>
internal static class FormLines
{
    /// <summary>A side's ink lies within this part of the longer side from the line along it.</summary>
    private const double Band = 0.1;

    /// <summary>The part of a side at either end that is not looked at.</summary>
    private const double CornerPart = 0.1;

    /// <summary>All but this part of the ink belongs to the sides.</summary>
    private const double MinFill = 0.95;

    /// <summary>
    /// The walls of a form's field lie within this part of their picture's length from its sides. The brackets of an E or an A whose
    /// bar stands off, and a U, are further within.
    /// </summary>
    public const double WallZone = 0.2;

    /// <summary>Its lines are no thicker on the average than this part of its longer side.</summary>
    private const double MaxThickness = 0.09;

    /// <summary>Smaller ones, in pixels, show no corners.</summary>
    private const int MinSide = 12;

    /// <summary>
    /// A bar of a comb goes through so much of the box around the piece, and is no thicker than this part of its longer side.
    /// </summary>
    private const double MinBar = 0.8;
    private const double MaxBarThickness = 0.12;

    /// <summary>A comb's base is within this part of its height from its lower end, where an H's bar is not.</summary>
    private const double BaseZone = 0.25;

    /// <summary>A closed box further within is as wide as this part of its height: a narrower one may be a 0 of straight strokes.</summary>
    private const double MinAspect = 0.65;

    /// <summary>
    /// Whether a piece that reaches near to the left, right and lower side of its picture is a box, closed or open at the top, or a comb;
    /// or a closed box with sharp corners that is not narrow, wherever it is.
    /// </summary>
    public static bool IsForm(InkMap map, InkPiece piece)
    {
        (PixelBox box, double width, double height) = (piece.Box, map.Coverage.Width, map.Coverage.Height);
        if (Math.Min(box.Width, box.Height) < MinSide || piece.Area > MaxThickness * box.LongSide * (2 * (box.Width + box.Height)))
        {
            return false;
        }

        bool isNear = box.Left <= WallZone * width && box.Right >= (1 - WallZone) * width && box.Bottom >= (1 - WallZone) * height;
        return (isNear
                && (IsBox(map, piece, isClosed: false) || (box.Top <= WallZone * height && RoundedBox.Is(map, piece)) || IsComb(map, piece)))
            || (box.Width >= MinAspect * box.Height && IsBox(map, piece, isClosed: true));
    }

    /// <summary>Whether it is two upright lines or more, and a level one that joins them at the lower end and may reach further.</summary>
    private static bool IsComb(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        bool[] level = Bars(map, piece, upright: false);
        bool[] upright = Bars(map, piece, upright: true);
        if (Count(upright) is not { } uprights || uprights < 2 || Count(level) is not { } levels || levels < 1)
        {
            return false;
        }

        int inBars = 0;
        for (int y = 0; y < level.Length; y++)
        {
            if (level[y] && level.Length - 1 - y > BaseZone * level.Length)
            {
                return false;
            }

            ReadOnlySpan<int> row = map.LabelsIn(box, y);
            for (int x = 0; x < row.Length; x++)
            {
                inBars += row[x] == piece.Label && (level[y] || upright[x]) ? 1 : 0;
            }
        }

        return inBars >= MinFill * piece.Area;

        // The bars, null where one of them is too thick.
        int? Count(bool[] lines)
        {
            (int bars, int thickness) = (0, 0);
            foreach (bool isBar in lines)
            {
                thickness = isBar ? thickness + 1 : 0;
                bars += thickness == 1 ? 1 : 0;
                if (thickness > Math.Max(2, MaxBarThickness * box.LongSide))
                {
                    return null;
                }
            }

            return bars;
        }
    }

    /// <summary>The rows, or columns, of a piece's box along which its ink goes on through nearly all of it.</summary>
    private static bool[] Bars(InkMap map, InkPiece piece, bool upright)
    {
        PixelBox box = piece.Box;
        (int lines, int length) = upright ? (box.Width, box.Height) : (box.Height, box.Width);
        bool[] bars = new bool[lines];
        for (int line = 0; line < lines; line++)
        {
            (int run, int longest) = (0, 0);
            for (int i = 0; i < length; i++)
            {
                (int x, int y) = upright ? (line, i) : (i, line);
                run = map.LabelsIn(box, y)[x] == piece.Label ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            bars[line] = longest >= MinBar * length;
        }

        return bars;
    }

    /// <summary>Whether a piece is a box of four sides, or of all but the upper one, perhaps a little turned.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="isClosed">Whether it needs the upper side too, which may then be anywhere.</param>
    private static bool IsBox(InkMap map, InkPiece piece, bool isClosed)
    {
        PixelBox box = piece.Box;
        int band = Math.Max(2, (int)Math.Ceiling(Band * box.LongSide));
        if (Math.Min(box.Width, box.Height) < 3 * band
            || PieceSide.Find(map, piece, upright: true, isFar: false, CornerPart) is not { } left
            || PieceSide.Find(map, piece, upright: true, isFar: true, CornerPart) is not { } right
            || PieceSide.Find(map, piece, upright: false, isFar: true, CornerPart) is not { } bottom)
        {
            return false;
        }

        PieceSide? top = PieceSide.Find(map, piece, upright: false, isFar: false, CornerPart);
        if (isClosed ? top is null : top is not null && box.Top > WallZone * map.Coverage.Height)
        {
            return false;
        }

        int onSides = 0;
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> row = map.LabelsIn(box, y);
            for (int x = 0; x < row.Length; x++)
            {
                onSides += row[x] == piece.Label
                    && (x < left.At(y) + band || x > right.At(y) - band || y > bottom.At(x) - band || y < top?.At(x) + band) ? 1 : 0;
            }
        }

        // Where it may be anywhere, it may be a 0 with straight sides, whose corners are hardly round.
        int reach = isClosed ? band / 2 : band;
        return onSides >= MinFill * piece.Area && HasCorners(bottom, -reach) && (top is not { } upper || HasCorners(upper, reach));

        // Whether a level side meets both upright ones: the corners of an O or a U are round.
        bool HasCorners(PieceSide level, int inwards) => HasInk(left, level, reach, inwards) && HasInk(right, level, -reach, inwards);

        bool HasInk(PieceSide upright, PieceSide level, int across, int down)
        {
            double y = level.At(upright.At(level.Offset));
            double x = upright.At(y);
            var corner = new PixelBox(
                box.Left + (int)Math.Round(Math.Min(x, x + across)), box.Top + (int)Math.Round(Math.Min(y, y + down)),
                box.Left + (int)Math.Round(Math.Max(x, x + across)) + 1, box.Top + (int)Math.Round(Math.Max(y, y + down)) + 1);
            return map.AreaIn(corner.Grow(0, map.Coverage.Width, map.Coverage.Height), piece) > 0;
        }
    }
}
