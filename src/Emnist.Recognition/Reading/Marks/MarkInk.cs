using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>The ink of one segment, measured for marks: its pieces without specks, and the rows and columns of the box around them.</summary>
internal sealed class MarkInk
{
    /// <summary>A piece is a speck where it is shorter than this part of the pen's thickness, or so much smaller than the largest piece.</summary>
    private const double MinLength = 0.5;
    private const double MinArea = 0.02;

    private readonly bool[] _ink;

    private MarkInk(List<(int X, int Y)>[] pieces, double foot, LineMeasures line)
    {
        PixelHeight = line.Height;
        Stroke = line.Stroke / line.Height;
        Pieces = [.. pieces.Select(piece => MarkPiece.Of(piece, foot, line.Height))];
        PixelBox box = PixelBox.Empty;
        foreach ((int x, int y) in pieces.SelectMany(static piece => piece))
        {
            box = box.Include(x, y);
        }

        (PixelsWide, PixelsHigh) = (box.Width, box.Height);
        (Top, Bottom) = ((foot - box.Top) / line.Height, (foot - box.Bottom) / line.Height);
        _ink = new bool[box.Width * box.Height];
        foreach ((int x, int y) in pieces.SelectMany(static piece => piece))
        {
            _ink[((y - box.Top) * box.Width) + x - box.Left] = true;
        }

        Rows = [.. Enumerable.Range(0, PixelsHigh).Select(y => Scan(PixelsWide, x => _ink[(y * PixelsWide) + x]))];
        Columns = [.. Enumerable.Range(0, PixelsWide).Select(x => Scan(PixelsHigh, y => _ink[(y * PixelsWide) + x]))];
    }

    /// <summary>The pieces from the left.</summary>
    public IReadOnlyList<MarkPiece> Pieces { get; }

    /// <summary>The rows from the top.</summary>
    public IReadOnlyList<ScanLine> Rows { get; }

    /// <summary>The columns from the left.</summary>
    public IReadOnlyList<ScanLine> Columns { get; }

    /// <summary>The line's height in pixels.</summary>
    public double PixelHeight { get; }

    public int PixelsWide { get; }

    public int PixelsHigh { get; }

    /// <summary>How thick the line's pen is, in heights.</summary>
    public double Stroke { get; }

    /// <summary>How far the ink reaches up from the line's foot, in heights.</summary>
    public double Top { get; }

    /// <summary>How far down its lower end is above the line's foot.</summary>
    public double Bottom { get; }

    public double Width => PixelsWide / PixelHeight;

    public double Height => PixelsHigh / PixelHeight;

    /// <summary>Measures ink.</summary>
    /// <param name="ink">Coverage of one segment, 0 to 1.</param>
    /// <param name="box">The box around it in the line's picture.</param>
    /// <param name="line">The line's measures.</param>
    /// <returns>Null where there are only specks.</returns>
    public static MarkInk? Of(Plane ink, PixelBox box, LineMeasures line)
    {
        using InkMap map = InkMap.Label(ink.Copy());
        if (map.Pieces.Count == 0)
        {
            return null;
        }

        int largest = map.Pieces.Max(static piece => piece.Area);
        List<(int X, int Y)>[] pieces =
        [
            .. map.Pieces
                .Where(piece => piece.Area >= MinArea * largest && piece.Box.LongSide >= MinLength * line.Stroke)
                .OrderBy(static piece => piece.Box.Left)
                .Select(piece => PixelsOf(map, piece)),
        ];
        double foot = line.Baseline - box.Top + map.Pieces.Min(static piece => piece.Box.Top);
        return pieces.Length == 0 ? null : new MarkInk(pieces, foot, line);
    }

    /// <summary>Whether a pixel of the box is ink.</summary>
    public bool At(int x, int y) => _ink[(y * PixelsWide) + x];

    private static List<(int X, int Y)> PixelsOf(InkMap map, InkPiece piece)
    {
        List<(int X, int Y)> pixels = new(piece.Area);
        for (int y = 0; y < piece.Box.Height; y++)
        {
            ReadOnlySpan<int> labels = map.LabelsIn(piece.Box, y);
            for (int x = 0; x < labels.Length; x++)
            {
                if (labels[x] == piece.Label)
                {
                    pixels.Add((piece.Box.Left + x, piece.Box.Top + y));
                }
            }
        }

        return pixels;
    }

    private static ScanLine Scan(int length, Func<int, bool> isInk)
    {
        (int runs, int start, int end, int ink) = (0, 0, 0, 0);
        bool before = false;
        for (int i = 0; i < length; i++)
        {
            bool here = isInk(i);
            if (here)
            {
                start = ink == 0 ? i : start;
                (runs, end, ink) = (before ? runs : runs + 1, i + 1, ink + 1);
            }

            before = here;
        }

        return new ScanLine(runs, start, end, ink);
    }
}
