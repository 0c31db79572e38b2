using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a shadow, of whatever outline, from a shape that was drawn: it is no darker than paper in a shadow is, and its edge is soft, or leaves
/// the picture. How bright a pixel is depends on its way to the outline, and nothing as narrow as strokes differs from that.
/// </summary>
internal static class ShadowPatch
{
    /// <summary>
    /// The edge is soft that takes so many pixels for this part of the way from shadow to light, also if it were as steep everywhere as where it
    /// is steepest; where the outline is within the picture, as a drawn shape's is, so many.
    /// </summary>
    private const double SoftPart = 0.6;
    private const int SoftAtEdge = 2;
    private const int SoftWithin = 4;

    /// <summary>
    /// Strokes differ by more than this part of the contrast and so many standard deviations of the noise, and are of more pixels than so many.
    /// </summary>
    private const double MaxContent = 0.15;
    private const float NoiseFactor = 6;
    private const int MaxSpecks = 4;

    /// <summary>So near to an edge that is not soft, in pixels, nothing is looked for.</summary>
    private const int SoftEdge = 3;

    /// <summary>Noise that hides this part of the contrast hides strokes.</summary>
    private const double MaxNoise = 0.5;

    /// <summary>So many pixels beyond the picture's edge are taken for what is at it.</summary>
    private const int Beyond = 16;

    /// <summary>Strokes reach no further from their middle than this part of the picture's longer side.</summary>
    private const double StrokeReach = 0.1;

    /// <summary>Whether all of a picture is a shadow and its light.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="map">Two parts of it.</param>
    /// <param name="piece">The piece that may be the shadow, or the light beside it.</param>
    public static bool Is(Plane picture, InkMap map, InkPiece piece)
    {
        bool isAtEdge = piece.Box.Touches(picture.Width, picture.Height);
        using Plane mask = MaskOf(picture, map, piece);
        using Plane inside = Distance(mask, 1);
        using Plane outside = Distance(mask, 0);
        int reach = (int)Math.Ceiling(Math.Max(Sweep.Range(inside.Values).High, Sweep.Range(outside.Values).High));
        float[] profile = new float[(2 * reach) + 1];
        Profile(picture, inside, outside, profile, reach);
        (float low, float high) = (float.MaxValue, float.MinValue);
        foreach (float value in profile)
        {
            if (!float.IsNaN(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        float steepest = 0;
        for (int i = Math.Max(0, reach - Beyond); i < Math.Min(profile.Length - 1, reach + Beyond); i++)
        {
            float step = Math.Abs(profile[i + 1] - profile[i]);
            steepest = step > steepest ? step : steepest; // No number where a distance has no pixel.
        }

        int between = 0;
        foreach (float value in profile)
        {
            between += value > low + ((1 - SoftPart) / 2 * (high - low)) && value < high - ((1 - SoftPart) / 2 * (high - low)) ? 1 : 0;
        }

        // Light from a side makes the way longer, and none less steep.
        double softness = Math.Min(between, SoftPart * (high - low) / steepest);
        bool isSoft = softness >= (isAtEdge ? SoftAtEdge : SoftWithin);
        return low >= ShadowEdge.DarkestShadow * high && (isSoft || (isAtEdge && low >= ShadowEdge.SharpFrom * high))
            && !HasContent(picture, inside, outside, profile, reach, high - low, between >= SoftWithin ? 0 : SoftEdge);
    }

    /// <summary>1 for a piece and for what it holds, 0 for the largest part of all else.</summary>
    private static Plane MaskOf(Plane picture, InkMap map, InkPiece piece)
    {
        Plane rest = Plane.Rent(picture.Width, picture.Height);
        ReadOnlySpan<int> labels = map.Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            rest.Values[i] = labels[i] == piece.Label ? 0 : 1;
        }

        using InkMap parts = InkMap.Label(rest);
        int ground = parts.Pieces.MaxBy(static part => part.Area)?.Label ?? 0;
        Plane mask = Plane.Rent(picture.Width, picture.Height);
        ReadOnlySpan<int> partLabels = parts.Labels;
        for (int i = 0; i < partLabels.Length; i++)
        {
            mask.Values[i] = partLabels[i] == ground ? 0 : 1;
        }

        return mask;
    }

    /// <summary>How far the pixels of one part are from the other, beyond the picture's edge too, where each goes on.</summary>
    private static Plane Distance(Plane mask, float value)
    {
        using Plane padded = Padded(mask);
        using Plane distance = DistanceTransform.Of(padded, value);
        return Unpadded(distance, mask);
    }

    private static Plane Padded(Plane plane)
    {
        Plane padded = Plane.Rent(plane.Width + (2 * Beyond), plane.Height + (2 * Beyond));
        for (int y = 0; y < padded.Height; y++)
        {
            ReadOnlySpan<float> from = plane.Row(Math.Clamp(y - Beyond, 0, plane.Height - 1));
            Span<float> to = padded.Row(y);
            to[..Beyond].Fill(from[0]);
            from.CopyTo(to[Beyond..]);
            to[^Beyond..].Fill(from[^1]);
        }

        return padded;
    }

    private static Plane Unpadded(Plane padded, Plane size) =>
        padded.Crop(new PixelBox(Beyond, Beyond, Beyond + size.Width, Beyond + size.Height));

    /// <summary>The mean brightness at each distance from the outline; no number where no pixel is as far.</summary>
    private static void Profile(Plane picture, Plane inside, Plane outside, Span<float> profile, int reach)
    {
        Span<int> counts = new int[profile.Length];
        for (int i = 0; i < picture.Values.Length; i++)
        {
            int place = reach + (int)Math.Round(inside.Values[i] - outside.Values[i]);
            profile[place] += picture.Values[i];
            counts[place]++;
        }

        for (int i = 0; i < profile.Length; i++)
        {
            profile[i] /= counts[i];
        }
    }

    /// <summary>Whether anything as narrow as strokes differs from what its way to the outline explains, the same way as from all around it.</summary>
    private static bool HasContent(
        Plane picture, Plane inside, Plane outside, ReadOnlySpan<float> profile, int reach, double contrast, int softEdge)
    {
        float most = (float)Math.Max(MaxContent * contrast, NoiseFactor * NoiseOf(picture));
        if (most > MaxNoise * contrast)
        {
            return true;
        }

        using Plane dark = TopHat(picture, 1);
        using Plane light = TopHat(picture, -1);
        int content = 0;
        for (int i = 0; i < picture.Values.Length; i++)
        {
            (float near, float far) = (inside.Values[i], outside.Values[i]);
            float off = picture.Values[i] - profile[reach + (int)Math.Round(near - far)];
            bool isStroke = off < -most ? dark.Values[i] > most : off > most && light.Values[i] > most;
            content += isStroke && near + far > softEdge ? 1 : 0;
        }

        return content > MaxSpecks;
    }

    /// <summary>
    /// How far what is narrower than a square is from the ground around it: the grey closing less the picture (Serra 1982). Shadows are wider.
    /// </summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="sign">1 for what is darker, -1 for what is lighter.</param>
    private static Plane TopHat(Plane picture, float sign)
    {
        int reach = (int)(StrokeReach * Math.Max(picture.Width, picture.Height)) + 1;
        using Plane padded = Padded(picture);
        TensorPrimitives.Multiply(padded.Values, sign, padded.Values);
        GrayDilation.Dilate(padded, reach);
        GrayDilation.Erode(padded, reach);
        Plane closed = Unpadded(padded, picture);
        TensorPrimitives.MultiplyAdd(picture.Values, -sign, closed.Values, closed.Values);
        float ground = Histogram.Percentile(closed.Values, 0.5f);
        TensorPrimitives.Subtract(closed.Values, ground, closed.Values);
        return closed;
    }

    /// <summary>The noise, as a standard deviation, by what neighbours differ.</summary>
    private static float NoiseOf(Plane picture)
    {
        const float toStandardDeviation = 1.0483f;
        using Plane steps = Plane.Rent(picture.Width, picture.Height);
        for (int i = 0; i < steps.Values.Length; i++)
        {
            steps.Values[i] = i == 0 ? 0 : Math.Abs(picture.Values[i] - picture.Values[i - 1]);
        }

        return toStandardDeviation * Histogram.Percentile(steps.Values, 0.5f);
    }
}
