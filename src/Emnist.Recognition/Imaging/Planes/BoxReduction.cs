namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>Brings a large picture down to a working size by averaging squares of whole pixels.</summary>
internal static class BoxReduction
{
    /// <summary>Reduces by the smallest whole factor that brings the longer side to the limit; 1 copies.</summary>
    /// <returns>Grey values, 0 to 255. Where the factor does not divide a side, its last squares are narrower.</returns>
    public static Plane ToLongSide(GrayImage image, int limit)
    {
        int factor = (Math.Max(image.Width, image.Height) + limit - 1) / limit;
        Plane reduced = new((image.Width + factor - 1) / factor, (image.Height + factor - 1) / factor);
        int[] sums = new int[reduced.Width];
        for (int y = 0; y < reduced.Height; y++)
        {
            int rows = Math.Min(factor, image.Height - (y * factor));
            Array.Clear(sums);
            for (int i = 0; i < rows; i++)
            {
                AddRow(image.Pixels.Slice(((y * factor) + i) * image.Width, image.Width), factor, sums);
            }

            Span<float> row = reduced.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = sums[x] / (float)(rows * Math.Min(factor, image.Width - (x * factor)));
            }
        }

        return reduced;
    }

    /// <summary>Reduces what has been reduced before.</summary>
    public static Plane ToLongSide(Plane picture, int limit)
    {
        int factor = (Math.Max(picture.Width, picture.Height) + limit - 1) / limit;
        if (factor == 1)
        {
            return picture;
        }

        Plane reduced = new((picture.Width + factor - 1) / factor, (picture.Height + factor - 1) / factor);
        for (int y = 0; y < picture.Height; y++)
        {
            Span<float> row = reduced.Row(y / factor);
            for (int x = 0; x < picture.Width; x++)
            {
                row[x / factor] += picture.Values[(y * picture.Width) + x];
            }
        }

        for (int y = 0; y < reduced.Height; y++)
        {
            int rows = Math.Min(factor, picture.Height - (y * factor));
            Span<float> row = reduced.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] /= rows * Math.Min(factor, picture.Width - (x * factor));
            }
        }

        return reduced;
    }

    private static void AddRow(ReadOnlySpan<byte> row, int factor, Span<int> sums)
    {
        for (int x = 0; x < sums.Length; x++)
        {
            foreach (byte value in row.Slice(x * factor, Math.Min(factor, row.Length - (x * factor))))
            {
                sums[x] += value;
            }
        }
    }
}
