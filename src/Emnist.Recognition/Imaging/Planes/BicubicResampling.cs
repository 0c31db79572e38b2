namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Resampling with the cubic convolution kernel (Keys 1981, a = -0.5), widened when it shrinks, so that no detail is
/// skipped; rows first, then columns. Outside the picture stands 0.
/// </summary>
internal static class BicubicResampling
{
    /// <summary>Draws a scaled picture onto a square.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="scale">Pixels of the result to a pixel of the picture.</param>
    /// <param name="centerX">The place in the picture, in its pixels, that falls on the square's centre.</param>
    /// <param name="centerY">The same, downwards.</param>
    /// <param name="size">The square's side.</param>
    public static Plane ToSquare(Plane picture, double scale, double centerX, double centerY, int size)
    {
        Plane narrow = new(size, picture.Height);
        for (int i = 0; i < size; i++)
        {
            (int first, float[] weights) = Weights(i, scale, centerX, size, picture.Width);
            for (int y = 0; y < picture.Height; y++)
            {
                narrow.Values[(y * size) + i] = Sum(picture.Values, (y * picture.Width) + first, 1, weights);
            }
        }

        Plane square = new(size, size);
        for (int i = 0; i < size; i++)
        {
            (int first, float[] weights) = Weights(i, scale, centerY, size, picture.Height);
            for (int x = 0; x < size; x++)
            {
                square.Values[(i * size) + x] = Sum(narrow.Values, (first * size) + x, size, weights);
            }
        }

        return square;
    }

    private static (int First, float[] Weights) Weights(int i, double scale, double center, int size, int length)
    {
        double place = center + ((i + 0.5 - (size / 2.0)) / scale);
        double stretch = Math.Max(1, 1 / scale);
        int first = Math.Max(0, (int)Math.Ceiling(place - (2 * stretch) - 0.5));
        int last = Math.Min(length - 1, (int)Math.Floor(place + (2 * stretch) - 0.5));
        float[] weights = new float[Math.Max(0, last - first + 1)];
        for (int k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)(Kernel((first + k + 0.5 - place) / stretch) / stretch);
        }

        return (Math.Min(first, length - 1), weights);
    }

    private static double Kernel(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : 0;
    }

    private static float Sum(ReadOnlySpan<float> values, int first, int stride, ReadOnlySpan<float> weights)
    {
        float sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            sum += weights[k] * values[first + (k * stride)];
        }

        return sum;
    }
}
