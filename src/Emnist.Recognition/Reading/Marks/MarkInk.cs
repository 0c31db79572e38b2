using System.Runtime.InteropServices;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>
/// The ink of one segment, measured for marks: its pieces without specks, and the rows and columns of the box around them.
/// </summary>
internal sealed class MarkInk
{
    /// <summary>
    /// A piece is a speck where it is shorter than this part of the pen's thickness, or so much smaller than the largest piece.
    /// </summary>
    private const double MinLength = 0.5;
    private const double MinArea = 0.02;

    /// <summary>No mark has more pieces.</summary>
    private const int MaxPieces = 4;

    /// <summary>Strokes of thin pens are as far from straight as of one of this thickness.</summary>
    private const double LeastWaver = 0.08;

    private readonly bool[] _ink;

    private MarkInk(List<(int X, int Y)>[] pieces, PixelBox box, double foot, LineMeasures line)
    {
        PixelHeight = line.Height;
        Stroke = line.Stroke / line.Height;
        Lean = line.Lean;
        Pieces = [.. pieces.Select(piece => MarkPiece.Of(CollectionsMarshal.AsSpan(piece), foot, line.Height))];
        (PixelsWide, PixelsHigh) = (box.Width, box.Height);
        (Top, Bottom) = ((foot - box.Top) / line.Height, (foot - box.Bottom) / line.Height);
        _ink = new bool[box.Width * box.Height];
        foreach (List<(int X, int Y)> piece in pieces)
        {
            foreach ((int x, int y) in piece)
            {
                _ink[((y - box.Top) * box.Width) + x - box.Left] = true;
            }
        }

        Rows = ScanLine.Of(_ink, PixelsHigh, PixelsWide, PixelsWide, 1);
        Columns = ScanLine.Of(_ink, PixelsWide, PixelsHigh, 1, PixelsWide);
    }

    /// <summary>The pieces from the left.</summary>
    public MarkPiece[] Pieces { get; }

    /// <summary>The rows from the top.</summary>
    public ScanLine[] Rows { get; }

    /// <summary>The columns from the left.</summary>
    public ScanLine[] Columns { get; }

    /// <summary>The line's height in pixels.</summary>
    public double PixelHeight { get; }

    public int PixelsWide { get; }

    public int PixelsHigh { get; }

    /// <summary>How thick the line's pen is, in heights.</summary>
    public double Stroke { get; }

    /// <summary>How thick the line's pen is, in pixels.</summary>
    public double PixelStroke => Stroke * PixelHeight;

    /// <summary>How far a stroke that is meant to be straight may be off, in heights.</summary>
    public double Waver => Math.Max(Stroke, LeastWaver);

    /// <summary>How far the line's upright strokes lean to the right, in degrees, if that is known.</summary>
    public double? Lean { get; }

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
    /// <returns>Null where there are only specks, or more pieces than a mark has.</returns>
    public static MarkInk? Of(Plane ink, PixelBox box, LineMeasures line)
    {
        using InkMap map = InkMap.Label(ink.Copy());
        if (map.Pieces.Count == 0)
        {
            return null;
        }

        int largest = map.Pieces.Max(static piece => piece.Area);
        InkPiece[] kept =
        [
            .. map.Pieces
                .Where(piece => piece.Area >= MinArea * largest && piece.Box.LongSide >= MinLength * line.Stroke)
                .OrderBy(static piece => piece.Box.Left),
        ];
        if (kept.Length is 0 or > MaxPieces)
        {
            return null;
        }

        double foot = line.Baseline - box.Top + map.Pieces.Min(static piece => piece.Box.Top);
        PixelBox around = kept.Aggregate(PixelBox.Empty, static (all, piece) => all.Include(piece.Box));
        return new MarkInk([.. kept.Select(piece => PixelsOf(map, piece))], around, foot, line);
    }

    /// <summary>Whether a pixel of the box is ink.</summary>
    public bool At(int x, int y) => _ink[(y * PixelsWide) + x];

    /// <summary>The pixels of a piece.</summary>
    public static List<(int X, int Y)> PixelsOf(InkMap map, InkPiece piece)
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
}
