using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a line of the paper or of a form that is all there is from a stroke, however many pieces are left of it: a level one, as of dots or
/// dashes, or a crease or a faint line in any direction, parts of which stand out, and which goes on to the picture's edges. A stroke ends.
/// </summary>
internal static class LoneLine
{
    /// <summary>It is no thicker than this part of its length, by its second moments, and so many pixels long at least.</summary>
    private const double MaxSlenderness = 0.07;
    private const int MinLength = 12;

    /// <summary>
    /// It goes on from so many pixels beyond the ink, or it is at the edge where there are no more than so many beyond that; in most parts of
    /// such a length, this part of them, it has that part of the contrast that it has along the ink.
    /// </summary>
    private const int Beside = 2;
    private const int Shortest = 1;
    private const int PartLength = 8;
    private const double MostParts = 0.6;
    private const double MinPart = 0.3;

    /// <summary>
    /// What goes on over less than this part of the picture may be a stroke that nearly fills it, unless it is as faint as a crease or as
    /// thin as a hair: its contrast in grey levels by the part of its length that it is thick.
    /// </summary>
    private const double MinBeyond = 0.15;
    private const double FaintAndThin = 1.6;

    /// <summary>
    /// A 1 that is cut out closely has a narrow picture. In one whose shorter side is this part of the longer one, a line of up to that
    /// product is a crease.
    /// </summary>
    private const double WidePicture = 0.5;
    private const double FaintAndThinInWide = 2.5;

    /// <summary>The ground is looked at so many pixels to either side, besides the thickness.</summary>
    private const double GroundFrom = 4;

    /// <summary>Whether what was taken for a character is one line.</summary>
    /// <param name="ink">The picture less its ground.</param>
    /// <param name="map">Its ink.</param>
    /// <param name="kept">Set for the labels of what was taken for a character.</param>
    /// <param name="box">The box around that.</param>
    public static bool IsAll(InkContrast ink, InkMap map, bool[] kept, PixelBox box)
    {
        if (box.LongSide < MinLength || map.LineThrough(kept, box, MaxSlenderness) is not { } line)
        {
            return false;
        }

        if (Math.Abs(line.Down) <= RuledLineSearch.MaxSlope)
        {
            return true;
        }

        Plane contrast = ink.Contrast;
        (double from, double to) = line.Within(contrast.Width, contrast.Height);
        double aside = GroundFrom + (line.Thickness / 2);
        double own = Mean(line.From, line.To);
        bool isWide = Math.Min(contrast.Width, contrast.Height) >= WidePicture * Math.Max(contrast.Width, contrast.Height);
        double faintAndThin = isWide ? FaintAndThinInWide : FaintAndThin;
        double beyond = Seen(line.From - from) + Seen(to - line.To);
        return own > 0
            && (beyond >= MinBeyond * (to - from) || line.Slenderness * ink.FullInk <= faintAndThin)
            && GoesOn(from, line.From - Beside) && GoesOn(line.To + Beside, to);

        // Of what is as short as the soft end of a stroke nothing can be told.
        static double Seen(double length) => length >= PartLength ? length : 0;

        bool GoesOn(double first, double last)
        {
            if (last - first < Shortest)
            {
                return true;
            }

            int parts = Math.Max(1, (int)((last - first) / PartLength));
            double step = (last - first) / parts;
            int seen = 0;
            for (int i = 0; i < parts; i++)
            {
                seen += Mean(first + (i * step), first + ((i + 1) * step)) >= MinPart * own ? 1 : 0;
            }

            return seen >= MostParts * parts;
        }

        // How far a part of the line stands out from what is to its sides, in the mean.
        double Mean(double first, double last)
        {
            (double sum, int count) = (0, 0);
            for (double along = first; along <= last; along++)
            {
                double most = Math.Max(At(along, -1), Math.Max(At(along, 0), At(along, 1)));
                double ground = Math.Max(
                    Math.Max(At(along, aside - 1), Math.Max(At(along, aside), At(along, aside + 1))),
                    Math.Max(At(along, -aside - 1), Math.Max(At(along, -aside), At(along, 1 - aside))));
                (sum, count) = (sum + most - ground, count + 1);
            }

            return count == 0 ? 0 : sum / count;
        }

        float At(double along, double across)
        {
            (double x, double y) = line.PlaceOf(along, across);
            (int column, int row) = ((int)Math.Round(x), (int)Math.Round(y));
            return contrast.Row(Math.Clamp(row, 0, contrast.Height - 1))[Math.Clamp(column, 0, contrast.Width - 1)];
        }
    }
}
