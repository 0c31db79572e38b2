using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells the lines that a form is printed with from strokes: they are thin and straight, meet in sharp corners, and frame the picture.
/// A character that is made of straight strokes does not reach so near to all of its picture's sides.
/// </summary>
internal static class FormLines
{
    /// <summary>A side's ink lies within this part of the longer side from the line along it.</summary>
    private const double Band = 0.1;

    /// <summary>
    /// A side is drawn along this part of its length, but for these parts at its ends, and no further than this part of the longer side
    /// from a line that leans by so much at most.
    /// </summary>
    private const double MinDrawn = 0.9;
    private const double CornerPart = 0.1;
    private const double Straightness = 0.015;
    private const double MaxSlope = 0.06;

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

    /// <summary>
    /// Whether a piece that reaches near to the left, right and lower side of its picture is a box, closed or open at the top, or a comb.
    /// </summary>
    public static bool IsForm(InkMap map, InkPiece piece)
    {
        (PixelBox box, double width, double height) = (piece.Box, map.Coverage.Width, map.Coverage.Height);
        return Math.Min(box.Width, box.Height) >= MinSide
            && box.Left <= WallZone * width && box.Right >= (1 - WallZone) * width && box.Bottom >= (1 - WallZone) * height
            && piece.Area <= MaxThickness * box.LongSide * (2 * (box.Width + box.Height))
            && (IsBox(map, piece) || IsComb(map, piece));
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
    private static bool IsBox(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        int band = Math.Max(2, (int)Math.Ceiling(Band * box.LongSide));
        if (Math.Min(box.Width, box.Height) < 3 * band
            || SideOf(map, piece, upright: true, isFar: false) is not { } left
            || SideOf(map, piece, upright: true, isFar: true) is not { } right
            || SideOf(map, piece, upright: false, isFar: true) is not { } bottom)
        {
            return false;
        }

        Side? top = SideOf(map, piece, upright: false, isFar: false);
        if (top is not null && box.Top > WallZone * map.Coverage.Height)
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

        return onSides >= MinFill * piece.Area && HasCorners(bottom, -band) && (top is not { } upper || HasCorners(upper, band));

        // Whether a level side meets both upright ones: the corners of an O or a U are round.
        bool HasCorners(Side level, int inwards) => HasInk(left, level, band, inwards) && HasInk(right, level, -band, inwards);

        bool HasInk(Side upright, Side level, int across, int down)
        {
            double y = level.At(upright.At(level.Offset));
            double x = upright.At(y);
            var corner = new PixelBox(
                box.Left + (int)Math.Round(Math.Min(x, x + across)), box.Top + (int)Math.Round(Math.Min(y, y + down)),
                box.Left + (int)Math.Round(Math.Max(x, x + across)) + 1, box.Top + (int)Math.Round(Math.Max(y, y + down)) + 1);
            return map.AreaIn(corner.Grow(0, map.Coverage.Width, map.Coverage.Height), piece) > 0;
        }
    }

    /// <summary>
    /// A side of a piece, where it is straight and nearly level or upright: the line along the outermost ink, by the medians of two thirds.
    /// </summary>
    private static Side? SideOf(InkMap map, InkPiece piece, bool upright, bool isFar)
    {
        PixelBox box = piece.Box;
        (int length, int depth) = upright ? (box.Height, box.Width) : (box.Width, box.Height);
        int first = (int)(CornerPart * length);
        Span<float> outermost = stackalloc float[length - (2 * first)];
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
        var side = new Side(begin - (slope * (first + ((third - 1) / 2.0))), slope);
        double tolerance = Math.Max(1, Straightness * box.LongSide);
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

    /// <summary>A line along a side, in pixels of the box around a piece.</summary>
    /// <param name="Offset">Its row, or its column where it is upright, at the box's corner.</param>
    /// <param name="Slope">Rows, or columns, to a step along it.</param>
    private readonly record struct Side(double Offset, double Slope)
    {
        public double At(double along) => Offset + (Slope * along);
    }
}
