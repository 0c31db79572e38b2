using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The brightness of the bare ground as a quadratic surface, fitted with least absolute deviations (by reweighted least
/// squares), so that ink, the minority, hardly pulls at it. It takes out uneven light and vignetting.
/// </summary>
internal static class LightSurface
{
    private const int Terms = 6;
    private const int Iterations = 6;

    /// <summary>At most so many samples a side take part.</summary>
    private const int SamplesPerSide = 32;

    /// <summary>Residuals below this, in grey levels, count as equally good.</summary>
    private const double SmallResidual = 1;

    /// <summary>Holds the slopes back where the samples do not determine them, as in a single row.</summary>
    private const double Ridge = 1e-4;

    /// <summary>The picture less its ground.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="ground">Tells from a value's index whether it may be bare ground; all may be where null.</param>
    public static Plane Subtract(Plane picture, Func<int, bool>? ground)
    {
        double[] surface = Fit(picture, ground);
        Plane result = new(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            double v = Coordinate(y, picture.Height);
            double constant = surface[0] + (surface[2] * v) + (surface[5] * v * v);
            double linear = surface[1] + (surface[4] * v);
            ReadOnlySpan<float> from = picture.Row(y);
            Span<float> to = result.Row(y);
            for (int x = 0; x < to.Length; x++)
            {
                double u = Coordinate(x, picture.Width);
                to[x] = from[x] - (float)(constant + (u * (linear + (surface[3] * u))));
            }
        }

        return result;
    }

    private static double[] Fit(Plane picture, Func<int, bool>? ground)
    {
        int stepX = (picture.Width + SamplesPerSide - 1) / SamplesPerSide;
        int stepY = (picture.Height + SamplesPerSide - 1) / SamplesPerSide;
        double[] surface = new double[Terms];
        double[] basis = new double[Terms];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[,] matrix = new double[Terms, Terms];
            double[] vector = new double[Terms];
            for (int y = stepY / 2; y < picture.Height; y += stepY)
            {
                for (int x = stepX / 2; x < picture.Width; x += stepX)
                {
                    int index = (y * picture.Width) + x;
                    if (ground is not null && !ground(index))
                    {
                        continue;
                    }

                    SetBasis(Coordinate(x, picture.Width), Coordinate(y, picture.Height), basis);
                    double value = picture.Values[index];
                    double residual = Math.Abs(value - Dot(surface, basis));
                    double weight = iteration == 0 ? 1 : 1 / Math.Max(SmallResidual, residual);
                    Accumulate(matrix, vector, basis, value, weight);
                }
            }

            HoldBack(matrix);
            LeastSquares.Solve(matrix, vector);
            surface = vector;
        }

        return surface;
    }

    private static double Coordinate(int i, int length) => ((2 * i) + 1 - length) / (double)length;

    private static void SetBasis(double u, double v, double[] basis) =>
        (basis[0], basis[1], basis[2], basis[3], basis[4], basis[5]) = (1, u, v, u * u, u * v, v * v);

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < Terms; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Accumulate(double[,] matrix, double[] vector, double[] basis, double value, double weight)
    {
        for (int i = 0; i < Terms; i++)
        {
            double weighted = weight * basis[i];
            vector[i] += weighted * value;
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] += weighted * basis[j];
            }
        }
    }

    private static void HoldBack(double[,] matrix)
    {
        double held = (Ridge * matrix[0, 0]) + 1e-9;
        for (int i = 0; i < Terms; i++)
        {
            matrix[i, i] += i == 0 ? 1e-9 : held;
        }
    }
}
