namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Means along the rows of a picture, in which noise is less and level lines are what they were.</summary>
internal static class LineMean
{
    /// <summary>The mean of each pixel and those beside it in its row; at the picture's edge, of those that are there.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="length">So many pixels, or one more where that is even.</param>
    public static Plane Of(Plane picture, int length)
    {
        Plane means = Plane.Rent(picture.Width, picture.Height);
        int reach = length / 2;
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<float> row = picture.Row(y);
            Span<float> to = means.Row(y);
            (double sum, int count) = (0, 0);
            for (int x = -reach; x < row.Length; x++)
            {
                if (x + reach < row.Length)
                {
                    (sum, count) = (sum + row[x + reach], count + 1);
                }

                if (x - reach > 0)
                {
                    (sum, count) = (sum - row[x - reach - 1], count - 1);
                }

                if (x >= 0)
                {
                    to[x] = (float)(sum / count);
                }
            }
        }

        return means;
    }
}
