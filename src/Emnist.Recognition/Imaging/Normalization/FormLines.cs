using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells the lines that a form is printed with from strokes, by the straightness of their sides and their sharp corners.</summary>
internal static class FormLines
{
    /// <summary>A side's ink lies within this part of the longer side from the box around the piece.</summary>
    private const double Band = 0.06;

    /// <summary>A side is drawn along this part of its length.</summary>
    private const double MinDrawn = 0.9;

    /// <summary>All but this part of the ink belongs to the sides.</summary>
    private const double MinFill = 0.95;

    /// <summary>A box has four sides; a comb, or a cell that is open at a side, has three. Two are an L as much as a corner.</summary>
    private const int MinSides = 3;

    /// <summary>Smaller ones, in pixels, show no corners.</summary>
    private const int MinSide = 12;

    /// <summary>
    /// A bar of a comb goes through so much of the box around the piece, and is no thicker than this part of its longer side.
    /// </summary>
    private const double MinBar = 0.8;
    private const double MaxBarThickness = 0.12;

    /// <summary>A comb's base is within this part of its height from an end, where an H's bar is not.</summary>
    private const double BaseZone = 0.25;

    /// <summary>Whether a piece is an empty box, with all its sides or all but one, or a comb.</summary>
    public static bool IsForm(InkMap map, InkPiece piece) =>
        Math.Min(piece.Box.Width, piece.Box.Height) >= MinSide && (IsBox(map, piece) || IsComb(map, piece));

    /// <summary>Whether it is two upright lines or more, and level ones that join them at an end and may reach further.</summary>
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
            if (level[y] && Math.Min(y, level.Length - 1 - y) > BaseZone * level.Length)
            {
                return false;
            }

            ReadOnlySpan<int> row = map.Labels.AsSpan(((box.Top + y) * map.Coverage.Width) + box.Left, box.Width);
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
                (int x, int y) = upright ? (box.Left + line, box.Top + i) : (box.Left + i, box.Top + line);
                run = map.Labels[(y * map.Coverage.Width) + x] == piece.Label ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }

            bars[line] = longest >= MinBar * length;
        }

        return bars;
    }

    /// <summary>Whether a piece is a box of four sides, or of three.</summary>
    private static bool IsBox(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        int band = Math.Max(2, (int)Math.Ceiling(Band * box.LongSide));
        if (Math.Min(box.Width, box.Height) < 3 * band)
        {
            return false;
        }

        bool left = Part(map, piece, box with { Right = box.Left + band }, upright: true) >= MinDrawn;
        bool right = Part(map, piece, box with { Left = box.Right - band }, upright: true) >= MinDrawn;
        bool top = Part(map, piece, box with { Bottom = box.Top + band }, upright: false) >= MinDrawn;
        bool bottom = Part(map, piece, box with { Top = box.Bottom - band }, upright: false) >= MinDrawn;
        int sides = (left ? 1 : 0) + (right ? 1 : 0) + (top ? 1 : 0) + (bottom ? 1 : 0);
        if (sides < MinSides)
        {
            return false;
        }

        (int inBands, bool leftTop, bool rightTop, bool leftBottom, bool rightBottom) = (0, false, false, false, false);
        for (int y = box.Top; y < box.Bottom; y++)
        {
            (bool isTop, bool isBottom) = (y - box.Top < band, box.Bottom - y <= band);
            for (int x = box.Left; x < box.Right; x++)
            {
                if (map.Labels[(y * map.Coverage.Width) + x] == piece.Label)
                {
                    (bool isLeft, bool isRight) = (x - box.Left < band, box.Right - x <= band);
                    inBands += (isLeft && left) || (isRight && right) || (isTop && top) || (isBottom && bottom) ? 1 : 0;
                    leftTop |= isLeft && isTop;
                    rightTop |= isRight && isTop;
                    leftBottom |= isLeft && isBottom;
                    rightBottom |= isRight && isBottom;
                }
            }
        }

        return inBands >= MinFill * piece.Area
            && (leftTop || !(left && top)) && (rightTop || !(right && top))
            && (leftBottom || !(left && bottom)) && (rightBottom || !(right && bottom));
    }

    /// <summary>The part of a side's length along which a piece has ink.</summary>
    private static double Part(InkMap map, InkPiece piece, PixelBox side, bool upright)
    {
        bool[] drawn = new bool[upright ? side.Height : side.Width];
        for (int y = side.Top; y < side.Bottom; y++)
        {
            for (int x = side.Left; x < side.Right; x++)
            {
                if (map.Labels[(y * map.Coverage.Width) + x] == piece.Label)
                {
                    drawn[upright ? y - side.Top : x - side.Left] = true;
                }
            }
        }

        return (double)drawn.Count(static d => d) / drawn.Length;
    }
}
