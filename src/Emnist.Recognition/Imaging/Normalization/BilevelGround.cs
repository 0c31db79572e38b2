using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The bilevel case, which a surface serves badly: a character cut out so closely that its ink reaches the picture's
/// edge and is as much as its ground. Where ground and ink are each of one brightness, which Otsu's criterion of
/// separability tells (IEEE Trans. SMC 9, 1979), no surface is needed.
/// </summary>
internal static class BilevelGround
{
    /// <summary>Two brightnesses explain this part of all variance: Otsu's eta.</summary>
    private const double MinSeparability = 0.9;

    /// <summary>Ink takes up more than this part of the picture's edge.</summary>
    private const double MinInkOnEdge = 0.03;

    /// <summary>The picture less its ground's brightness, ink positive; null where the case is another.</summary>
    public static Plane? Contrast(Plane picture)
    {
        Span<float> edge = stackalloc float[picture.EdgeLength];
        picture.CopyEdge(edge);
        if (!edge.ContainsAnyExcept(edge[0]))
        {
            return null;
        }

        float threshold = Histogram.Otsu(picture.Values);
        (double dark, double light, double separability) = Means(picture, threshold);
        if (separability < MinSeparability)
        {
            return null;
        }

        float middle = (float)(light - dark) / 2;
        bool lightInk = Polarity.HasLightInk(picture, threshold);
        float ground = lightInk ? (float)dark : (float)light;
        Subtract(edge, ground, lightInk, edge);
        if (Sweep.CountFrom(edge, middle) < MinInkOnEdge * edge.Length)
        {
            return null;
        }

        Plane contrast = Plane.Rent(picture.Width, picture.Height);
        Subtract(picture.Values, ground, lightInk, contrast.Values);
        if (!GroundCheck.HasSolidArea(contrast, middle))
        {
            return contrast;
        }

        contrast.Dispose();
        return null;
    }

    private static void Subtract(ReadOnlySpan<float> values, float ground, bool lightInk, Span<float> contrast)
    {
        if (lightInk)
        {
            TensorPrimitives.Subtract(values, ground, contrast);
        }
        else
        {
            TensorPrimitives.Subtract(ground, values, contrast);
        }
    }

    /// <summary>The means below and from a threshold, and the part of the variance that lies between them.</summary>
    public static (double Dark, double Light, double Separability) Means(Plane picture, float threshold)
    {
        int light = Sweep.CountFrom(picture.Values, threshold);
        double lightSum = Sweep.SumFrom(picture.Values, threshold);
        (double sum, double squares) = Sweep.Sums(picture.Values);
        double darkSum = sum - lightSum;
        int count = picture.Values.Length;
        int dark = count - light;
        double mean = sum / count;
        double variance = (squares / count) - (mean * mean);
        if (dark == 0 || light == 0 || variance <= 0)
        {
            return (mean, mean, 0);
        }

        double distance = (lightSum / light) - (darkSum / dark);
        return (darkSum / dark, lightSum / light, (double)dark / count * light / count * distance * distance / variance);
    }
}
