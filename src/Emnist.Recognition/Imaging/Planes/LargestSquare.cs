namespace Emnist.Recognition.Imaging.Planes;

/// <summary>The largest square that is all set, by dynamic programming over a grid of samples.</summary>
internal static class LargestSquare
{
    /// <summary>At most so many samples a side.</summary>
    private const int SamplesPerSide = 64;

    /// <summary>Finds the side of the largest square in which every sampled value is a threshold or more.</summary>
    /// <returns>The side as a part of the picture's longer one, 0 to 1.</returns>
    public static double Side(Plane picture, float threshold)
    {
        (int samples, int step) = Find(picture, threshold);
        return samples * step / (double)Math.Max(picture.Width, picture.Height);
    }

    /// <summary>No square in which every value is a threshold or more has a longer side, in pixels: as long as its samples allow.</summary>
    public static int MostPixels(Plane picture, float threshold)
    {
        (int samples, int step) = Find(picture, threshold);
        return ((samples + 1) * step) - 1;
    }

    private static (int Samples, int Step) Find(Plane picture, float threshold)
    {
        int step = (Math.Max(picture.Width, picture.Height) + SamplesPerSide - 1) / SamplesPerSide;
        Span<int> above = stackalloc int[picture.Width];
        above.Clear();
        int largest = 0;
        for (int y = step / 2; y < picture.Height; y += step)
        {
            ReadOnlySpan<float> row = picture.Row(y);
            (int left, int aboveLeft) = (0, 0);
            for (int x = step / 2; x < row.Length; x += step)
            {
                int side = row[x] >= threshold ? 1 + Math.Min(left, Math.Min(above[x], aboveLeft)) : 0;
                (left, aboveLeft) = (side, above[x]);
                above[x] = side;
                largest = Math.Max(largest, side);
            }
        }

        return (largest, step);
    }
}
