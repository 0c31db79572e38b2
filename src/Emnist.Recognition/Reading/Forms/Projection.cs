using System.Numerics;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// How a plane looks from aside (a homography): <c>x = (a u + b v + c) / (g u + h v + 1)</c>, <c>y = (d u + e v + f) / (g u + h v + 1)</c>.
/// </summary>
internal sealed class Projection
{
    private readonly double[] _values;

    private Projection(double[] values) => _values = values;

    /// <summary>
    /// The projection that brings points to their places with the least squares of the errors, each times its denominator.
    /// </summary>
    /// <param name="points">Four points or more, no three of four in a line: where they are on the plane, and in the picture.</param>
    /// <returns>Null where the points do not tell one.</returns>
    public static Projection? Fit(IReadOnlyList<(Vector2 OnPlane, Vector2 InPicture)> points)
    {
        double[] matrix = new double[8 * 8];
        double[] vector = new double[8];
        foreach (((float u, float v), (float x, float y)) in points.Select(static p => ((p.OnPlane.X, p.OnPlane.Y), (p.InPicture.X, p.InPicture.Y))))
        {
            Add(matrix, vector, [u, v, 1, 0, 0, 0, -u * x, -v * x], x);
            Add(matrix, vector, [0, 0, 0, u, v, 1, -u * y, -v * y], y);
        }

        LeastSquares.Solve(matrix, vector);
        return Array.TrueForAll(vector, double.IsFinite) ? new Projection(vector) : null;
    }

    /// <summary>Where a point of the plane is in the picture.</summary>
    public Vector2 Apply(double u, double v)
    {
        double w = (_values[6] * u) + (_values[7] * v) + 1;
        return new Vector2(
            (float)(((_values[0] * u) + (_values[1] * v) + _values[2]) / w), (float)(((_values[3] * u) + (_values[4] * v) + _values[5]) / w));
    }

    private static void Add(double[] matrix, double[] vector, ReadOnlySpan<double> row, double value)
    {
        for (int i = 0; i < row.Length; i++)
        {
            for (int j = 0; j < row.Length; j++)
            {
                matrix[(8 * i) + j] += row[i] * row[j];
            }

            vector[i] += row[i] * value;
        }
    }
}
