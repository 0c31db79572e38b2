using System.Numerics.Tensors;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Resampling with the cubic convolution kernel (Keys 1981, a = -0.5), widened when it shrinks, so that no detail is
/// skipped; columns first, then rows. Outside the picture stands 0.
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
        using Plane low = Plane.Rent(picture.Width, size);
        using Plane buffer = Plane.Rent(Math.Max(picture.Width, picture.Height), 1);
        for (int i = 0; i < size; i++)
        {
            int first = Weights(i, scale, centerY, size, picture.Height, buffer.Values, out ReadOnlySpan<float> weights);
            Span<float> row = low.Row(i);
            row.Clear();
            for (int k = 0; k < weights.Length; k++)
            {
                TensorPrimitives.MultiplyAdd(picture.Row(first + k), weights[k], row, row);
            }
        }

        Plane square = Plane.Rent(size, size);
        for (int i = 0; i < size; i++)
        {
            int first = Weights(i, scale, centerX, size, picture.Width, buffer.Values, out ReadOnlySpan<float> weights);
            for (int y = 0; y < size; y++)
            {
                square.Values[(y * size) + i] = TensorPrimitives.Dot(low.Row(y).Slice(first, weights.Length), weights);
            }
        }

        return square;
    }

    /// <summary>Which values make up one of the square's, and by how much each.</summary>
    /// <returns>The first of them.</returns>
    private static int Weights(
        int i, double scale, double center, int size, int length, Span<float> buffer, out ReadOnlySpan<float> weights)
    {
        double place = center + ((i + 0.5 - (size / 2.0)) / scale);
        double stretch = Math.Max(1, 1 / scale);
        int first = Math.Max(0, (int)Math.Ceiling(place - (2 * stretch) - 0.5));
        int last = Math.Min(length - 1, (int)Math.Floor(place + (2 * stretch) - 0.5));
        Span<float> written = buffer[..Math.Max(0, last - first + 1)];
        for (int k = 0; k < written.Length; k++)
        {
            written[k] = (float)(Kernel((first + k + 0.5 - place) / stretch) / stretch);
        }

        weights = written;
        return Math.Min(first, length - 1);
    }

    private static double Kernel(double x)
    {
        x = Math.Abs(x);
        return x < 1 ? (((1.5 * x) - 2.5) * x * x) + 1 : x < 2 ? (((((-0.5 * x) + 2.5) * x) - 4) * x) + 2 : 0;
    }
}
