namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Tells ink from ground, whichever of them is the darker.</summary>
internal static class InkSeparation
{
    /// <summary>Coverage from which a pixel counts as ink.</summary>
    public const float InkFrom = 0.5f;

    /// <summary>
    /// Coverage from which a pixel counts as faint ink where it goes on from ink. Lines of paper that <see cref="RuledLines"/>
    /// does not look for have less.
    /// </summary>
    public const float FaintFrom = 0.25f;

    /// <summary>Contrast below this, in grey levels, is no ink.</summary>
    public const float LeastContrast = 10;

    /// <summary>So many standard deviations of the ground's noise are no ink either.</summary>
    private const float NoiseFactor = 5;

    /// <summary>The percentile of what stands out from the ground that is taken for full ink.</summary>
    private const float FullInkPercentile = 0.75f;

    /// <summary>Contrast, relative to full ink, at which coverage starts and at which it is complete.</summary>
    private const float CoverageStart = 0.1f;
    private const float CoverageEnd = 0.9f;

    /// <summary>The part of each pixel that ink covers.</summary>
    /// <returns>Coverage, 0 to 1, anti-aliased edges kept; null where nothing stands out from the ground.</returns>
    public static Plane? Separate(Plane picture) => ToCoverage(Contrast(picture));

    /// <summary>How far each pixel stands out from its ground, ink positive, in grey levels.</summary>
    public static Plane Contrast(Plane picture)
    {
        if (TwoLevels.Contrast(picture) is { } plain)
        {
            return plain;
        }

        Plane flat = LightSurface.Subtract(picture, null);
        float threshold = Histogram.Otsu(flat.Values);
        bool lightInk = IsMinority(flat, threshold);
        Plane upright = lightInk ? picture : Negative(picture);
        Plane contrast = LightSurface.Subtract(upright, i => flat.Values[i] < threshold == lightInk);
        return GroundCheck.IsEven(picture, contrast, lightInk) ? contrast : LocalGround.Contrast(picture);
    }

    /// <summary>Whether the values from a threshold up are ink: ink is less of the picture and less of its edge.</summary>
    public static bool IsMinority(Plane flat, float threshold)
    {
        (int high, int highOnEdge, int edge) = (0, 0, 0);
        for (int y = 0; y < flat.Height; y++)
        {
            ReadOnlySpan<float> row = flat.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                int isHigh = row[x] >= threshold ? 1 : 0;
                high += isHigh;
                if (x == 0 || y == 0 || x == flat.Width - 1 || y == flat.Height - 1)
                {
                    edge++;
                    highOnEdge += isHigh;
                }
            }
        }

        return ((double)high / flat.Values.Length) + ((double)highOnEdge / edge) < 1;
    }

    public static Plane Negative(Plane picture)
    {
        Plane negative = new(picture.Width, picture.Height);
        for (int i = 0; i < negative.Values.Length; i++)
        {
            negative.Values[i] = 255 - picture.Values[i];
        }

        return negative;
    }

    private static Plane? ToCoverage(Plane contrast)
    {
        float floor = Math.Max(LeastContrast, NoiseFactor * Noise(contrast));
        if (FullInk(contrast, floor) is not { } withLines)
        {
            return null;
        }

        Plane ink = RuledLines.Erase(contrast, withLines);
        if ((ink == contrast ? withLines : FullInk(ink, floor)) is not { } full)
        {
            return null;
        }

        float start = Math.Max(CoverageStart * full, floor / 2);
        float scale = 1 / (Math.Max(CoverageEnd * full, floor) - start);
        Plane coverage = new(ink.Width, ink.Height);
        for (int i = 0; i < coverage.Values.Length; i++)
        {
            coverage.Values[i] = Math.Clamp((ink.Values[i] - start) * scale, 0, 1);
        }

        return coverage;
    }

    /// <summary>The contrast of full ink; null where nothing stands out.</summary>
    private static float? FullInk(Plane contrast, float floor)
    {
        float least = Math.Max(floor, Histogram.Otsu(contrast.Values));
        float[] standingOut = Samples(contrast, v => v > least, most: 1 << 20);
        return standingOut.Length == 0 ? null : Histogram.Percentile(standingOut, FullInkPercentile);
    }

    /// <summary>The standard deviation of the ground, from the median absolute deviation, which ink's edges do not move.</summary>
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
