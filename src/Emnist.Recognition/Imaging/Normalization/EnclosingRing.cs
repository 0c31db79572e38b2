using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells a ring that was drawn around something, as around the number of an answer, from an O or a 0.</summary>
internal static class EnclosingRing
{
    /// <summary>A ring is no longer than this times its breadth.</summary>
    private const double MaxLength = 1.7;

    /// <summary>All but this part of its ink lies so near to an ellipse, as a part of its longer side and in strokes besides.</summary>
    private const double Stray = 0.06;
    private const double BandOfSide = 0.07;
    private const double BandOfStroke = 0.8;

    /// <summary>Of so many sectors all but a few have ink: a C is no ring.</summary>
    private const int Sectors = 36;
    private const int MinSectors = 31;

    /// <summary>What stands in a ring has this part of its height or breadth at least: a dot in a 0 has less. It is no level bar.</summary>
    private const double MinContent = 0.3;
    private const double Bar = 3.5;

    /// <summary>Whether a piece is a ring around others.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="pieces">The pieces that may stand in it, itself among them.</param>
    public static bool Is(InkMap map, InkPiece piece, IReadOnlyList<InkPiece> pieces)
    {
        PixelBox box = piece.Box;
        if (box.LongSide > MaxLength * Math.Min(box.Width, box.Height))
        {
            return false;
        }

        for (int i = 0; i < pieces.Count; i++)
        {
            if (IsContent(pieces[i].Box, box))
            {
                return IsRound(map, piece);
            }
        }

        return false;
    }

    private static bool IsContent(PixelBox box, PixelBox ring) =>
        IsWithin(box, ring) && box.LongSide >= MinContent * ring.LongSide && box.Width < Bar * box.Height;

    private static bool IsWithin(PixelBox box, PixelBox ring) =>
        ring.Left < box.Left && ring.Top < box.Top && ring.Right > box.Right && ring.Bottom > box.Bottom;

    private static bool IsRound(InkMap map, InkPiece piece)
    {
        PixelBox box = piece.Box;
        double stroke = piece.Area / (Math.PI * (box.Width + box.Height) / 2);
        (double a, double b) = ((box.Width - stroke) / 2, (box.Height - stroke) / 2);
        if (a <= stroke || b <= stroke)
        {
            return false;
        }

        double band = ((BandOfSide * box.LongSide) + (BandOfStroke * stroke)) / Math.Min(a, b);
        Span<bool> sectors = stackalloc bool[Sectors];
        sectors.Clear();
        int stray = 0;
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> labels = map.LabelsIn(box, y);
            double v = (y + 0.5 - (box.Height / 2.0)) / b;
            for (int x = labels.IndexOf(piece.Label); x >= 0 && x < labels.Length; x++)
            {
                if (labels[x] != piece.Label)
                {
                    continue;
                }

                double u = (x + 0.5 - (box.Width / 2.0)) / a;
                stray += Math.Abs(Math.Sqrt((u * u) + (v * v)) - 1) > band ? 1 : 0;
                sectors[(int)((Math.Atan2(v, u) + Math.PI) / (2 * Math.PI) * Sectors) % Sectors] = true;
            }
        }

        return stray <= Stray * piece.Area && sectors.Count(true) >= MinSectors;
    }
}
