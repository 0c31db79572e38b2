using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells the edge of a shadow and nothing else: the brightness goes from one level to another across a straight line, and along that
/// line it changes as evenly as light does.
/// </summary>
internal static class ShadowEdge
{
    /// <summary>The longer side, in pixels, to which a picture is reduced.</summary>
    private const int ReducedSide = 256;

    /// <summary>Shadow and light each take up this part of the picture or more: less may be a stroke along its edge.</summary>
    private const double MinPart = 0.15;

    /// <summary>
    /// A shadow has this part of the light's brightness or more; where it has less than the second part, its edge is soft: from a fifth to
    /// four fifths of the way it takes so many pixels or more. What is darker or sharper is a filled shape.
    /// </summary>
    public const double DarkestShadow = 0.3;
    public const double SharpFrom = 0.5;
    private const double MinSoftness = 1.5;

    /// <summary>It takes no more than this part of the way through the picture, as light from a side does.</summary>
    private const double MaxSoftness = 0.3;

    /// <summary>This part of the picture's edge is lighter, and as much is darker than so much of that.</summary>
    private const float EdgePart = 0.2f;
    private const float MaxDark = 0.85f;

    /// <summary>On its way to the other level the brightness goes back by no more than this part of what lies between them.</summary>
    private const double MaxReturn = 0.25;

    /// <summary>
    /// Nothing differs from what the edge explains by more than this part of the contrast, and so many times the median that pixels do, but
    /// for so many pixels.
    /// </summary>
    private const double MaxContent = 0.12;
    private const float NoiseFactor = 6;
    private const int MaxSpecks = 6;

    /// <summary>More than this part of the contrast is no noise: the edge does not explain the picture.</summary>
    private const double MaxNoise = 0.35;

    /// <summary>The blur, in pixels, after which noise tells nothing of a direction.</summary>
    private const double Blur = 2.5;

    /// <summary>Whether a picture shows the edge of a shadow and nothing else.</summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    public static bool IsAll(Plane picture)
    {
        if (!IsAlongEdge(picture))
        {
            return false;
        }

        using Plane small = BoxReduction.ToLongSide(picture, ReducedSide);
        float threshold = Histogram.Otsu(small.Values);
        double light = (double)Sweep.CountFrom(small.Values, threshold) / small.Values.Length;
        if (Math.Min(light, 1 - light) < MinPart || DirectionOf(small) is not { } across)
        {
            return false;
        }

        Span<float> profile = stackalloc float[LengthOf(small, across)];
        FillProfile(small, across, profile);
        (float low, float high) = Sweep.Range(profile);
        int between = Sweep.CountFrom(profile, low + ((high - low) / 5)) - Sweep.CountFrom(profile, high - ((high - low) / 5));
        return low >= DarkestShadow * high
            && (low >= SharpFrom * high || between >= MinSoftness)
            && between <= MaxSoftness * profile.Length
            && ReturnOf(profile) <= MaxReturn * (high - low)
            && !HasContent(small, across, profile, high - low);
    }

    /// <summary>Whether the picture's edge, of which most questions go no further, has both light and shadow.</summary>
    private static bool IsAlongEdge(Plane picture)
    {
        Span<float> edge = stackalloc float[picture.EdgeLength];
        picture.CopyEdge(edge);
        float dark = Histogram.Percentile(edge, EdgePart);
        return dark < MaxDark * Histogram.Percentile(edge, 1 - EdgePart);
    }

    /// <summary>The direction in which the brightness changes most, by the structure tensor; null where it does not change.</summary>
    private static (double X, double Y)? DirectionOf(Plane picture)
    {
        using Plane smooth = picture.Copy();
        GaussianBlur.Apply(smooth, Blur);
        int border = (int)Math.Ceiling(3 * Blur) + 1;
        (double xx, double xy, double yy) = (0, 0, 0);
        for (int y = border; y < smooth.Height - border; y++)
        {
            ReadOnlySpan<float> above = smooth.Row(y - 1);
            ReadOnlySpan<float> row = smooth.Row(y);
            ReadOnlySpan<float> below = smooth.Row(y + 1);
            for (int x = border; x < row.Length - border; x++)
            {
                double dx = row[x + 1] - row[x - 1];
                double dy = below[x] - above[x];
                (xx, xy, yy) = (xx + (dx * dx), xy + (dx * dy), yy + (dy * dy));
            }
        }

        if (xx + yy == 0)
        {
            return null;
        }

        double angle = Math.Atan2(2 * xy, xx - yy) / 2;
        return (Math.Cos(angle), Math.Sin(angle));
    }

    /// <summary>The mean brightness at each distance along a direction, in steps of a pixel.</summary>
    private static void FillProfile(Plane picture, (double X, double Y) across, Span<float> profile)
    {
        Span<int> counts = stackalloc int[profile.Length];
        counts.Clear();
        profile.Clear();
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<float> row = picture.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                int place = (int)Math.Round(PlaceOf(picture, across, x, y));
                profile[place] += row[x];
                counts[place]++;
            }
        }

        // Corners of the picture have few pixels at a distance; they are as their neighbours are.
        int enough = Math.Min(picture.Width, picture.Height) / 4;
        (int first, int last) = (0, profile.Length - 1);
        while (first < last && counts[first] < enough)
        {
            first++;
        }

        while (last > first && counts[last] < enough)
        {
            last--;
        }

        for (int i = first; i <= last; i++)
        {
            profile[i] = counts[i] == 0 ? profile[i - 1] : profile[i] / counts[i];
        }

        profile[..first].Fill(profile[first]);
        profile[(last + 1)..].Fill(profile[last]);
    }

    /// <summary>How far a profile goes back on its way from its darker end to the lighter one.</summary>
    private static double ReturnOf(ReadOnlySpan<float> profile)
    {
        bool isRising = profile[^1] >= profile[0];
        (double furthest, double most) = (double.NegativeInfinity, 0);
        for (int i = 0; i < profile.Length; i++)
        {
            double level = profile[isRising ? i : profile.Length - 1 - i];
            furthest = Math.Max(furthest, level);
            most = Math.Max(most, furthest - level);
        }

        return most;
    }

    private static bool HasContent(Plane picture, (double X, double Y) across, ReadOnlySpan<float> profile, double contrast)
    {
        using Plane deviations = Plane.Rent(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<float> row = picture.Row(y);
            Span<float> deviation = deviations.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                double place = PlaceOf(picture, across, x, y);
                int before = (int)place;
                double part = place - before;
                double expected = ((1 - part) * profile[before]) + (part * profile[Math.Min(before + 1, profile.Length - 1)]);
                deviation[x] = (float)(row[x] - expected);
            }
        }

        TensorPrimitives.Abs(deviations.Values, deviations.Values);
        float most = (float)Math.Max(MaxContent * contrast, NoiseFactor * Histogram.Percentile(deviations.Values, 0.5f));
        return most > MaxNoise * contrast || Sweep.CountFrom(deviations.Values, most) > MaxSpecks;
    }

    /// <summary>How far a pixel is along a direction, from the picture's nearest corner.</summary>
    private static double PlaceOf(Plane picture, (double X, double Y) across, int x, int y) =>
        (across.X * x) + (across.Y * y) - Math.Min(0, across.X * (picture.Width - 1)) - Math.Min(0, across.Y * (picture.Height - 1));

    private static int LengthOf(Plane picture, (double X, double Y) across) =>
        (int)Math.Ceiling((Math.Abs(across.X) * (picture.Width - 1)) + (Math.Abs(across.Y) * (picture.Height - 1))) + 2;
}
