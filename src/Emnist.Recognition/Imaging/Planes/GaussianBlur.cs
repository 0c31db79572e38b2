using System.Numerics.Tensors;

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
        int radius = kernel.Length / 2;
        using Plane across = new(plane.Width, plane.Height);
        for (int k = -radius; k <= radius; k++)
        {
            (int from, int to, int count) = Overlap(k, plane.Width);
            for (int y = 0; y < plane.Height && count > 0; y++)
            {
                AddWeighted(plane.Row(y).Slice(from, count), kernel[k + radius], across.Row(y).Slice(to, count));
            }
        }

        plane.Values.Clear();
        for (int k = -radius; k <= radius; k++)
        {
            (int from, int to, int count) = Overlap(k, plane.Height);
            for (int y = 0; y < count; y++)
            {
                AddWeighted(across.Row(from + y), kernel[k + radius], plane.Row(to + y));
            }
        }
    }

    /// <summary>Where values and those so many places after them both are within a length.</summary>
    private static (int From, int To, int Count) Overlap(int places, int length) =>
        (Math.Max(0, places), Math.Max(0, -places), length - Math.Abs(places));

    private static void AddWeighted(ReadOnlySpan<float> values, float weight, Span<float> sums) =>
        TensorPrimitives.MultiplyAdd(values, weight, sums, sums);

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
}
