using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The noise of a page with hardly any ink, where Otsu's threshold divides the noise and tells nothing of ink.
/// </summary>
/// <param name="Level">The ground: the median.</param>
/// <param name="Deviation">The noise's standard deviation, as lower percentiles tell it, which ink does not move.</param>
internal readonly record struct PageNoise(float Level, float Deviation)
{
    /// <summary>
    /// Otsu's threshold divides noise where it is between the first two percentiles, and they are as near as those of normal noise
    /// are: within so many of the standard deviations that the two lower ones tell.
    /// </summary>
    private const float GroundPart = 0.9f;
    private const float LowPart = 0.3f;
    private const float LowestPart = 0.1f;
    private const float NoiseSpread = 3;

    /// <summary>So many standard deviations from the ground is no noise: of a page's many pixels, some are as far as five.</summary>
    private const float NoiseFactor = 6;

    /// <summary>The value from which there is ink.</summary>
    public float Ceiling => Level + (NoiseFactor * Deviation);

    /// <summary>Measures the noise.</summary>
    /// <param name="samples">Values of a page.</param>
    /// <param name="threshold">Otsu's threshold of them.</param>
    /// <returns>Null where there is more than noise, or the threshold does not divide it.</returns>
    public static PageNoise? Measure(ReadOnlySpan<float> samples, float threshold)
    {
        double below = 1 - ((double)Sweep.CountFrom(samples, threshold) / samples.Length);
        if (below is <= LowPart or >= GroundPart)
        {
            return null;
        }

        // From the one percentile of a normal distribution to the other.
        const float standardDeviations = 0.757f;
        float low = Histogram.Percentile(samples, LowPart);
        float noise = (low - Histogram.Percentile(samples, LowestPart)) / standardDeviations;
        return Histogram.Percentile(samples, GroundPart) - low < NoiseSpread * noise
            ? new PageNoise(Histogram.Percentile(samples, 0.5f), noise)
            : null;
    }

    /// <summary>Whether what stands out of the noise is lighter than it; null where as much is darker.</summary>
    public bool? HasLightInk(Plane picture)
    {
        int light = Sweep.CountFrom(picture.Values, Ceiling);
        int dark = picture.Values.Length - Sweep.CountFrom(picture.Values, Level - (NoiseFactor * Deviation));
        return light == dark ? null : light > dark;
    }
}
