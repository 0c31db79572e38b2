namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Gaussian blur, rows and then columns. Outside the picture stands 0.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs in place.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="sigma">The standard deviation in pixels; 0 or less changes nothing.</param>
    public static void Apply(Plane plane, double sigma)
    {
        if (sigma <= 0)
        {
            return;
        }

        float[] kernel = Kernel(sigma);
        float[] line = new float[Math.Max(plane.Width, plane.Height)];
        for (int y = 0; y < plane.Height; y++)
        {
            Along(plane.Values, y * plane.Width, 1, line.AsSpan(0, plane.Width), kernel);
        }

        for (int x = 0; x < plane.Width; x++)
        {
            Along(plane.Values, x, plane.Width, line.AsSpan(0, plane.Height), kernel);
        }
    }

    private static float[] Kernel(double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        float[] kernel = new float[(2 * radius) + 1];
        float sum = 0;
        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] = (float)Math.Exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
            sum += kernel[i];
        }

        for (int i = 0; i < kernel.Length; i++)
        {
            kernel[i] /= sum;
        }

        return kernel;
    }

    private static void Along(float[] values, int start, int stride, Span<float> line, float[] kernel)
    {
        int radius = kernel.Length / 2;
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = values[start + (i * stride)];
        }

        for (int i = 0; i < line.Length; i++)
        {
            float sum = 0;
            for (int k = Math.Max(0, i - radius); k <= Math.Min(line.Length - 1, i + radius); k++)
            {
                sum += line[k] * kernel[k - i + radius];
            }

            values[start + (i * stride)] = sum;
        }
    }
}
