using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Marks;

/// <summary>The middle of a stroke from scan line to scan line, as a polynomial of the place among them, -1 to 1.</summary>
/// <param name="Coefficients">From the constant on, in pixels.</param>
/// <param name="Error">How far the middles are from it, root mean square, in pixels.</param>
internal readonly record struct MiddleLine(double[] Coefficients, double Error)
{
    /// <summary>Fits the middles of those scan lines that cross one stroke; null where they are too few.</summary>
    public static MiddleLine? Fit(ScanLine[] lines, int degree)
    {
        int count = degree + 1;
        double[] matrix = new double[count * count];
        double[] coefficients = new double[count];
        double[] powers = new double[count];
        (int place, double Middle)[] single =
            [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].Runs == 1).Select(i => (i, lines[i].Middle))];
        if (single.Length < count + 2)
        {
            return null;
        }

        foreach ((int place, double middle) in single)
        {
            SetPowers(place);
            for (int i = 0; i < matrix.Length; i++)
            {
                matrix[i] += powers[i / count] * powers[i % count];
            }

            for (int i = 0; i < count; i++)
            {
                coefficients[i] += powers[i] * middle;
            }
        }

        LeastSquares.Solve(matrix, coefficients);
        double error = 0;
        foreach ((int place, double middle) in single)
        {
            SetPowers(place);
            double off = middle;
            for (int i = 0; i < count; i++)
            {
                off -= powers[i] * coefficients[i];
            }

            error += off * off;
        }

        return new MiddleLine(coefficients, Math.Sqrt(error / single.Length));

        void SetPowers(int place)
        {
            double t = ((2 * place) + 1 - lines.Length) / (double)lines.Length;
            for (int i = 0; i < count; i++)
            {
                powers[i] = i == 0 ? 1 : powers[i - 1] * t;
            }
        }
    }
}
