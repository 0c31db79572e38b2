using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Takes out what a smooth surface leaves of the light on a page, such as a corner that a lamp reaches or the soft edge of a shadow: the
/// level of the ground in each cell of a coarse grid, and between the middles of cells by bilinear interpolation.
/// </summary>
internal static class LightRest
{
    /// <summary>So many cells along the longer side at most: wider than strokes on a page are.</summary>
    private const int Cells = 16;

    /// <summary>A picture whose longer side has fewer pixels is no page.</summary>
    private const int MinSide = 256;

    /// <summary>A cell has at least so many pixels a side, and the shorter side so many cells, or nothing is looked for.</summary>
    private const int MinCell = 24;
    private const int MinCells = 6;

    /// <summary>Of a cell so many pixels a side are looked at; this part of them is ground, even where paper is ruled.</summary>
    private const int SamplesPerSide = 5;
    private const double GroundPart = 0.35;

    /// <summary>Less unevenness than so many grey levels does no harm.</summary>
    private const float Least = 4;

    /// <summary>
    /// What is darker than the ground by more than this part of the darkest ink, at this percentile, is a wide stroke or a shape, and no
    /// light. However much brighter a patch is, no ink goes with it.
    /// </summary>
    private const float MostOfInk = 0.5f;
    private const float InkPercentile = 0.9995f;
    private const int InkSamples = 16384;

    /// <summary>Takes it out.</summary>
    /// <param name="contrast">The picture less a smooth surface, ink positive, changed.</param>
    /// <returns>Whether there was any.</returns>
    public static bool Subtract(Plane contrast)
    {
        int cell = Math.Max(MinCell, (Math.Max(contrast.Width, contrast.Height) + Cells - 1) / Cells);
        (int columns, int rows) = (contrast.Width / cell, contrast.Height / cell);
        if (Math.Max(contrast.Width, contrast.Height) < MinSide || Math.Min(columns, rows) < MinCells)
        {
            return false;
        }

        Span<float> levels = stackalloc float[columns * rows];
        Span<float> light = stackalloc float[columns * rows];
        FindLevels(contrast, columns, levels);
        MediansAround(levels, columns, light);
        light.CopyTo(levels);
        levels.Sort();
        float middle = levels[levels.Length / 2];
        (float darkest, float brightest) = (levels[^1] - middle, middle - levels[0]);
        if (Math.Max(darkest, brightest) < Least || darkest > MostOfInk * InkOf(contrast))
        {
            return false;
        }

        TensorPrimitives.Subtract(light, middle, light);
        Subtract(contrast, light, columns);
        return true;
    }

    private static float InkOf(Plane contrast)
    {
        using Plane samples = InkContrast.Samples(contrast, InkSamples);
        return Histogram.Percentile(samples.Values, InkPercentile);
    }

    /// <summary>The level of the ground in each cell.</summary>
    /// <param name="contrast">The picture.</param>
    /// <param name="columns">Cells a row.</param>
    /// <param name="levels"><c>[rows, columns]</c>, written.</param>
    private static void FindLevels(Plane contrast, int columns, Span<float> levels)
    {
        Span<float> samples = stackalloc float[SamplesPerSide * SamplesPerSide];
        for (int i = 0; i < levels.Length; i++)
        {
            for (int j = 0; j < samples.Length; j++)
            {
                int x = PlaceOf(i % columns, j % SamplesPerSide, contrast.Width, columns);
                int y = PlaceOf(i / columns, j / SamplesPerSide, contrast.Height, levels.Length / columns);
                samples[j] = contrast.Row(y)[x];
            }

            samples.Sort();
            levels[i] = samples[(int)(GroundPart * samples.Length)];
        }
    }

    private static int PlaceOf(int cell, int sample, int length, int cells) =>
        (int)(((2L * ((cell * SamplesPerSide) + sample)) + 1) * length / (2 * cells * SamplesPerSide));

    /// <summary>The median of each value and the eight around it, which a stroke through some of them does not move.</summary>
    private static void MediansAround(ReadOnlySpan<float> levels, int columns, Span<float> medians)
    {
        Span<float> around = stackalloc float[9];
        for (int i = 0; i < levels.Length; i++)
        {
            for (int j = 0; j < around.Length; j++)
            {
                int row = Math.Clamp((i / columns) + (j / 3) - 1, 0, (levels.Length / columns) - 1);
                around[j] = levels[(row * columns) + Math.Clamp((i % columns) + (j % 3) - 1, 0, columns - 1)];
            }

            around.Sort();
            medians[i] = around[around.Length / 2];
        }
    }

    private static void Subtract(Plane contrast, ReadOnlySpan<float> light, int columns)
    {
        int rows = light.Length / columns;
        using Plane wide = Plane.Rent(contrast.Width, rows);
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<float> from = light.Slice(y * columns, columns);
            Span<float> to = wide.Row(y);
            for (int x = 0; x < to.Length; x++)
            {
                (int left, int right, float part) = Between(x, to.Length, columns);
                to[x] = float.Lerp(from[left], from[right], part);
            }
        }

        using Plane line = Plane.Rent(contrast.Width, 1);
        for (int y = 0; y < contrast.Height; y++)
        {
            (int above, int below, float part) = Between(y, contrast.Height, rows);
            TensorPrimitives.Lerp(wide.Row(above), wide.Row(below), part, line.Values);
            TensorPrimitives.Subtract(contrast.Row(y), line.Values, contrast.Row(y));
        }
    }

    /// <summary>The two cells between whose middles a pixel lies, and how far.</summary>
    private static (int First, int Second, float Part) Between(int place, int length, int cells)
    {
        float at = Math.Clamp(((place + 0.5f) * cells / length) - 0.5f, 0, cells - 1);
        int first = (int)at;
        return (first, Math.Min(first + 1, cells - 1), at - first);
    }
}
