using System.Numerics;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Measures how thick the walls of a row of boxes are: the width at half of their contrast, which a picture's softness hardly changes.
/// </summary>
internal static class WallThickness
{
    /// <summary>A wall is measured at so many places, away from its ends, where others meet it.</summary>
    private const int Places = 8;
    private const float AwayFromEnds = 0.15f;

    /// <summary>Walls are looked for so many pixels around their places at least.</summary>
    private const double MinTolerance = 2;

    /// <summary>The median over the walls, in pixels; 0 where none is drawn.</summary>
    /// <param name="contrast">How far each pixel stands out from the ground.</param>
    /// <param name="threshold">A pixel may be part of a wall from this contrast on.</param>
    /// <param name="boxes">The boxes.</param>
    public static double Of(Plane contrast, float threshold, IReadOnlyList<FormBox> boxes)
    {
        List<double> widths = [];
        foreach (FormBox box in boxes)
        {
            int reach = (int)Math.Max(MinTolerance, FormBox.WallTolerance * Math.Min(box.Width, box.Height));
            Add(box.TopLeft, box.TopRight, isLevel: true, reach);
            Add(box.BottomLeft, box.BottomRight, isLevel: true, reach);
            Add(box.TopLeft, box.BottomLeft, isLevel: false, reach);
            Add(box.TopRight, box.BottomRight, isLevel: false, reach);
        }

        return widths.Count == 0 ? 0 : Median.Of(widths);

        void Add(Vector2 from, Vector2 to, bool isLevel, int reach)
        {
            for (int i = 0; i < Places; i++)
            {
                Vector2 point = Vector2.Lerp(from, to, AwayFromEnds + ((1 - (2 * AwayFromEnds)) * i / (Places - 1)));
                (int along, int across) = isLevel
                    ? ((int)MathF.Round(point.X), (int)MathF.Round(point.Y))
                    : ((int)MathF.Round(point.Y), (int)MathF.Round(point.X));
                if (along >= 0 && along < (isLevel ? contrast.Width : contrast.Height) && WidthAt(along, across, isLevel, reach) is { } width)
                {
                    widths.Add(width);
                }
            }
        }

        // The width at half of the greatest contrast near a place; null where nothing is drawn there.
        double? WidthAt(int along, int across, bool isLevel, int reach)
        {
            int peak = across - reach;
            for (int place = peak + 1; place <= across + reach; place++)
            {
                peak = At(place) > At(peak) ? place : peak;
            }

            float half = At(peak) / 2;
            return At(peak) < threshold ? null : 1 + Beside(-1) + Beside(1);

            // How far the wall reaches from its peak, to the place between two pixels where it is half.
            double Beside(int step)
            {
                int place = peak;
                while (At(place + step) >= half)
                {
                    place += step;
                }

                (float inside, float outside) = (At(place), At(place + step));
                return Math.Abs(place - peak) + ((inside - half) / (inside - outside)) - 0.5;
            }

            float At(int place) => (isLevel, place) switch
            {
                (_, < 0) => 0,
                (true, _) => place < contrast.Height ? contrast.Values[(place * contrast.Width) + along] : 0,
                (false, _) => place < contrast.Width ? contrast.Values[(along * contrast.Width) + place] : 0,
            };
        }
    }
}
