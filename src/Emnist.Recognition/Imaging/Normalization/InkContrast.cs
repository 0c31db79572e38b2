using System.Numerics.Tensors;
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

    /// <summary>Beside ink that was erased, what has less than this part of its contrast is what a coded picture leaves around it.</summary>
    private const float LeastBesideErased = 0.1f;

    /// <summary>Full ink is measured on so many pixels at most, and the noise on so many.</summary>
    private const int MostSamples = 1 << 20;
    public const int MostNoiseSamples = 1 << 12;

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
    /// <param name="threshold">Otsu's threshold of it.</param>
    /// <returns>Null where nothing stands out from the ground.</returns>
    public static InkContrast? Measure(Plane contrast, float threshold) =>
        Measure(contrast, threshold, Math.Max(MinGrayLevels, NoiseFloor(contrast, threshold)));

    /// <summary>The same picture with a part of its ink erased. Full ink is measured again; of the noise the floor alone is raised.</summary>
    /// <param name="rest">What is left of <see cref="Contrast"/>; itself where nothing was erased.</param>
    /// <returns>Null where nothing that is left stands out from the ground.</returns>
    public InkContrast? AfterErasing(Plane rest) => rest == Contrast ? this : Measure(rest, Histogram.Otsu(rest.Values), Math.Max(_floor, LeastBesideErased * FullInk));

    /// <summary>A part of full ink's contrast, or that of the noise where it is more.</summary>
    public float Threshold(float part) => Math.Max(part * FullInk, _floor);

    /// <summary>A part of the picture: full ink is measured in it, the noise is not.</summary>
    /// <param name="part">A part of <see cref="Contrast"/>, perhaps resampled.</param>
    /// <param name="least">Full ink is at least this part of the whole picture's.</param>
    /// <returns>Null where nothing stands out in the part.</returns>
    public InkContrast? Part(Plane part, float least) => Measure(part, Histogram.Otsu(part.Values), _floor) is { } measured
        ? new InkContrast(part, _floor, Math.Max(measured.FullInk, least * FullInk))
        : null;

    /// <summary>The part of each pixel that ink covers: a linear ramp from the noise to full ink.</summary>
    /// <returns>Coverage, 0 to 1, anti-aliased edges kept.</returns>
    public Plane ToCoverage()
    {
        float start = Math.Max(CoverageStart * FullInk, _floor / 2);
        float scale = 1 / (Math.Max(CoverageEnd * FullInk, _floor) - start);
        Plane coverage = Plane.Rent(Contrast.Width, Contrast.Height);
        Sweep.Ramp(Contrast.Values, start, scale, coverage.Values);
        return coverage;
    }

    /// <summary>The ink of a picture whose ground was taken out in another way; it may be that nothing stands out.</summary>
    /// <param name="contrast">The picture less its ground, ink positive, in grey levels.</param>
    /// <param name="floor">Less contrast is no ink.</param>
    public static InkContrast From(Plane contrast, float floor) =>
        Measure(contrast, Histogram.Otsu(contrast.Values), floor) ?? new InkContrast(contrast, floor, floor);

    private static InkContrast? Measure(Plane contrast, float threshold, float floor)
    {
        float least = Math.Max(floor, threshold);
        using Plane samples = Samples(contrast, MostSamples);
        int count = Sweep.CopyAbove(samples.Values, least, samples.Values);
        return count == 0
            ? null
            : new InkContrast(contrast, floor, Histogram.Percentile(samples.Values[..count], FullInkPercentile));
    }

    /// <summary>
    /// The contrast up to which there is noise: some standard deviations of the ground, from the median absolute deviation, which ink's
    /// edges do not move.
    /// </summary>
    /// <param name="contrast">The picture less its ground, ink positive, in grey levels.</param>
    /// <param name="threshold">What has less is ground.</param>
    public static float NoiseFloor(Plane contrast, float threshold)
    {
        const float toStandardDeviation = 1.4826f;
        using Plane samples = Samples(contrast, MostNoiseSamples);
        if (PageNoise.Measure(samples.Values, threshold) is { } page)
        {
            return page.Ceiling;
        }

        Span<float> values = samples.Values;
        int count = 0;
        foreach (float value in values)
        {
            values[count] = value;
            count += value < threshold ? 1 : 0;
        }

        if (count == 0)
        {
            return 0;
        }

        values = values[..count];
        TensorPrimitives.Subtract(values, Histogram.Percentile(values, 0.5f), values);
        TensorPrimitives.Abs(values, values);
        return NoiseFactor * toStandardDeviation * Histogram.Percentile(values, 0.5f);
    }

    /// <summary>So many values at most, evenly spread.</summary>
    /// <returns>A row of them.</returns>
    public static Plane Samples(Plane plane, int most)
    {
        ReadOnlySpan<float> values = plane.Values;
        int step = (values.Length + most - 1) / most;
        Plane samples = Plane.Rent((values.Length - (step / 2) + step - 1) / step, 1);
        if (step == 1)
        {
            values.CopyTo(samples.Values);
            return samples;
        }

        Span<float> row = samples.Values;
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = values[(step / 2) + (i * step)];
        }

        return samples;
    }
}
