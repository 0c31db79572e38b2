using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// How far a picture stands out from its ground, with the two levels between which that becomes ink: the noise's and
/// full ink's.
/// </summary>
internal sealed class InkContrast
{
    /// <summary>Contrast below this, in grey levels, is no ink.</summary>
    public const float MinGrayLevels = 10;

    /// <summary>So many standard deviations of the ground's noise are no ink either.</summary>
    private const float NoiseFactor = 5;

    /// <summary>The percentile of what stands out from the ground that is taken for full ink.</summary>
    private const float FullInkPercentile = 0.75f;

    /// <summary>Contrast, relative to full ink, at which coverage starts and at which it is complete.</summary>
    private const float CoverageStart = 0.1f;
    private const float CoverageEnd = 0.9f;

    private readonly float _floor;

    private InkContrast(Plane contrast, float floor, float full)
    {
        Contrast = contrast;
        _floor = floor;
        FullInk = full;
    }

    /// <summary>The picture less its ground, ink positive, in grey levels.</summary>
    public Plane Contrast { get; }

    /// <summary>The contrast of full ink, in grey levels.</summary>
    public float FullInk { get; }

    /// <summary>Measures the noise of the ground and the contrast of full ink.</summary>
    /// <param name="contrast">The picture less its ground, ink positive, in grey levels.</param>
    /// <returns>Null where nothing stands out from the ground.</returns>
    public static InkContrast? Measure(Plane contrast) =>
        Measure(contrast, Math.Max(MinGrayLevels, NoiseFactor * Noise(contrast)));

    /// <summary>The same picture with a part of its ink erased. Full ink is measured again, the noise is not.</summary>
    /// <param name="rest">What is left of <see cref="Contrast"/>; itself where nothing was erased.</param>
    /// <returns>Null where nothing that is left stands out from the ground.</returns>
    public InkContrast? AfterErasing(Plane rest) => rest == Contrast ? this : Measure(rest, _floor);

    /// <summary>The part of each pixel that ink covers: a linear ramp from the noise to full ink.</summary>
    /// <returns>Coverage, 0 to 1, anti-aliased edges kept.</returns>
    public Plane ToCoverage()
    {
        float start = Math.Max(CoverageStart * FullInk, _floor / 2);
        float scale = 1 / (Math.Max(CoverageEnd * FullInk, _floor) - start);
        Plane coverage = new(Contrast.Width, Contrast.Height);
        for (int i = 0; i < coverage.Values.Length; i++)
        {
            coverage.Values[i] = Math.Clamp((Contrast.Values[i] - start) * scale, 0, 1);
        }

        return coverage;
    }

    private static InkContrast? Measure(Plane contrast, float floor)
    {
        float least = Math.Max(floor, Histogram.Otsu(contrast.Values));
        float[] standingOut = Samples(contrast, v => v > least, most: 1 << 20);
        return standingOut.Length == 0
            ? null
            : new InkContrast(contrast, floor, Histogram.Percentile(standingOut, FullInkPercentile));
    }

    /// <summary>
    /// The standard deviation of the ground, from the median absolute deviation, which ink's edges do not move.
    /// </summary>
    private static float Noise(Plane contrast)
    {
        const float toStandardDeviation = 1.4826f;
        float threshold = Histogram.Otsu(contrast.Values);
        float[] ground = Samples(contrast, v => v < threshold, most: 1 << 12);
        if (ground.Length == 0)
        {
            return 0;
        }

        float middle = Histogram.Percentile(ground, 0.5f);
        foreach (ref float value in ground.AsSpan())
        {
            value = Math.Abs(value - middle);
        }

        return toStandardDeviation * Histogram.Percentile(ground, 0.5f);
    }

    /// <summary>The values that meet a condition, of so many pixels at most, evenly spread over the picture.</summary>
    private static float[] Samples(Plane plane, Func<float, bool> condition, int most)
    {
        List<float> samples = [];
        int step = (plane.Values.Length + most - 1) / most;
        for (int i = step / 2; i < plane.Values.Length; i += step)
        {
            if (condition(plane.Values[i]))
            {
                samples.Add(plane.Values[i]);
            }
        }

        return [.. samples];
    }
}
