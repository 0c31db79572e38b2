using System.Buffers;
using System.Numerics;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The brightness of the bare ground as a quadratic surface, fitted with least absolute deviations (by reweighted least
/// squares), so that ink, the minority, hardly pulls at it. It takes out uneven light and vignetting.
/// </summary>
internal static class LightSurface
{
    /// <summary>How often the fit is weighted anew.</summary>
    private const int Iterations = 6;

    /// <summary>At most so many samples a side take part.</summary>
    private const int SamplesPerSide = 32;

    /// <summary>Residuals below this, in grey levels, count as equally good.</summary>
    private const double SmallResidual = 1;

    /// <summary>Holds the slopes back where the samples do not determine them, as in a single row.</summary>
    private const double Ridge = 1e-4;

    /// <summary>The surface is the sum of these powers of the place across, u, and down, v, each from -1 to 1.</summary>
    private static readonly (int U, int V)[] Terms = [(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)];

    /// <summary>The highest power of the terms; that of their products is twice as high.</summary>
    private const int Degree = 2;

    /// <summary>The picture less its ground.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="ground">Tells from a value's index whether it may be bare ground; all may be where null.</param>
    public static Plane Subtract(Plane picture, Func<int, bool>? ground)
    {
        Span<double> surface = stackalloc double[Terms.Length];
        Fit(picture, ground, surface);
        Plane result = Plane.Rent(picture.Width, picture.Height);
        double[] rented = ArrayPool<double>.Shared.Rent(picture.Width);
        Span<double> across = rented.AsSpan(0, picture.Width);
        for (int x = 0; x < across.Length; x++)
        {
            across[x] = Coordinate(x, picture.Width);
        }

        for (int y = 0; y < picture.Height; y++)
        {
            double v = Coordinate(y, picture.Height);
            double constant = surface[0] + (surface[2] * v) + (surface[5] * v * v);
            double linear = surface[1] + (surface[4] * v);
            SubtractRow(picture.Row(y), across, constant, linear, surface[3], result.Row(y));
        }

        ArrayPool<double>.Shared.Return(rented);
        return result;
    }

    /// <summary>A row less <c>constant + u (linear + u square)</c>, u being the places across.</summary>
    private static void SubtractRow(
        ReadOnlySpan<float> row, ReadOnlySpan<double> across, double constant, double linear, double square, Span<float> rest)
    {
        int x = 0;
        for (; x <= row.Length - Vector<float>.Count; x += Vector<float>.Count)
        {
            Vector<double> low = new(across[x..]);
            Vector<double> high = new(across[(x + Vector<double>.Count)..]);
            low = (((low * square) + new Vector<double>(linear)) * low) + new Vector<double>(constant);
            high = (((high * square) + new Vector<double>(linear)) * high) + new Vector<double>(constant);
            (new Vector<float>(row[x..]) - Vector.Narrow(low, high)).CopyTo(rest[x..]);
        }

        for (; x < row.Length; x++)
        {
            rest[x] = row[x] - (float)((((across[x] * square) + linear) * across[x]) + constant);
        }
    }

    private static void Fit(Plane picture, Func<int, bool>? ground, Span<double> surface)
    {
        using Samples samples = new(picture, ground);
        Span<double> matrix = stackalloc double[Terms.Length * Terms.Length];
        Span<double> vector = stackalloc double[Terms.Length];
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            samples.SetUp(matrix, vector, iteration == 0 ? [] : surface);
            HoldBack(matrix);
            LeastSquares.Solve(matrix, vector);
            vector.CopyTo(surface);
        }
    }

    private static double Coordinate(int i, int length) => ((2 * i) + 1 - length) / (double)length;

    private static void HoldBack(Span<double> matrix)
    {
        double held = (Ridge * matrix[0]) + 1e-9;
        for (int i = 0; i < Terms.Length; i++)
        {
            matrix[(i * Terms.Length) + i] += i == 0 ? 1e-9 : held;
        }
    }

    /// <summary>A grid of a picture's values, row by row, each row filled up to whole vectors with values of no weight.</summary>
    private sealed class Samples : IDisposable
    {
        private readonly int _rows;
        private readonly int _stride;
        private readonly int _firstRow;
        private readonly int _rowStep;
        private readonly int _height;
        private readonly double[] _across;
        private readonly double[] _values;
        private readonly double[] _weights;

        public Samples(Plane picture, Func<int, bool>? ground)
        {
            (int firstColumn, int columnStep, int columns) = Places(picture.Width);
            (_firstRow, _rowStep, _rows) = Places(picture.Height);
            _height = picture.Height;
            _stride = (columns + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
            _across = ArrayPool<double>.Shared.Rent(_stride);
            _values = ArrayPool<double>.Shared.Rent(_rows * _stride);
            _weights = ArrayPool<double>.Shared.Rent(_rows * _stride);
            ReadOnlySpan<float> values = picture.Values;
            for (int i = 0; i < _stride; i++)
            {
                int x = firstColumn + (Math.Min(i, columns - 1) * columnStep);
                _across[i] = Coordinate(x, picture.Width);
                for (int j = 0; j < _rows; j++)
                {
                    int index = ((_firstRow + (j * _rowStep)) * picture.Width) + x;
                    _values[(j * _stride) + i] = values[index];
                    _weights[(j * _stride) + i] = i < columns && (ground is null || ground(index)) ? 1 : 0;
                }
            }
        }

        public void Dispose()
        {
            ArrayPool<double>.Shared.Return(_across);
            ArrayPool<double>.Shared.Return(_values);
            ArrayPool<double>.Shared.Return(_weights);
        }

        /// <summary>Sets up the normal equations. Those of a row are its sums of the powers of u, by those of v.</summary>
        /// <param name="matrix"><c>[terms, terms]</c>; the lower triangle is written.</param>
        /// <param name="vector">The right-hand side, written.</param>
        /// <param name="surface">What the weights go by; empty where all are the same.</param>
        public void SetUp(Span<double> matrix, Span<double> vector, ReadOnlySpan<double> surface)
        {
            // Sums of the products of powers of u and v, which many elements of the matrix share.
            const int Powers = (2 * Degree) + 1;
            Span<double> powers = stackalloc double[Powers];
            Span<double> values = stackalloc double[Degree + 1];
            Span<double> powerSums = stackalloc double[Powers * Powers];
            Span<double> valueSums = stackalloc double[(Degree + 1) * (Degree + 1)];
            powerSums.Clear();
            valueSums.Clear();
            for (int row = 0; row < _rows; row++)
            {
                double v = Coordinate(_firstRow + (row * _rowStep), _height);
                SumRow(row, v, surface, powers, values);
                double power = 1;
                for (int j = 0; j < Powers; j++)
                {
                    for (int i = 0; i < Powers - j; i++)
                    {
                        powerSums[(j * Powers) + i] += powers[i] * power;
                    }

                    for (int i = 0; i <= Degree - j; i++)
                    {
                        valueSums[(j * (Degree + 1)) + i] += values[i] * power;
                    }

                    power *= v;
                }
            }

            for (int i = 0; i < Terms.Length; i++)
            {
                vector[i] = valueSums[(Terms[i].V * (Degree + 1)) + Terms[i].U];
                for (int j = 0; j <= i; j++)
                {
                    matrix[(i * Terms.Length) + j] = powerSums[((Terms[i].V + Terms[j].V) * Powers) + Terms[i].U + Terms[j].U];
                }
            }
        }

        /// <param name="row">The row.</param>
        /// <param name="v">Its place.</param>
        /// <param name="surface">What the weights go by; empty where all are the same.</param>
        /// <param name="powers">Written: the sum of weight and u to the power i, for each i.</param>
        /// <param name="values">Written: the sum of weight, value and u to the power i, for each i.</param>
        private void SumRow(int row, double v, ReadOnlySpan<double> surface, Span<double> powers, Span<double> values)
        {
            Vector<double> constant = new(surface.IsEmpty ? 0 : surface[0] + (surface[2] * v) + (surface[5] * v * v));
            Vector<double> linear = new(surface.IsEmpty ? 0 : surface[1] + (surface[4] * v));
            Vector<double> square = new(surface.IsEmpty ? 0 : surface[3]);
            Vector<double> small = new(SmallResidual);
            Vector<double> p0 = default, p1 = default, p2 = default, p3 = default, p4 = default, q0 = default, q1 = default, q2 = default;
            for (int i = 0; i < _stride; i += Vector<double>.Count)
            {
                Vector<double> u = new(_across, i);
                Vector<double> value = new(_values, (row * _stride) + i);
                Vector<double> weight = new(_weights, (row * _stride) + i);
                if (!surface.IsEmpty)
                {
                    weight /= Vector.Max(small, Vector.Abs(value - (constant + (u * (linear + (square * u))))));
                }

                Vector<double> weighted = weight * value;
                Vector<double> u2 = u * u;
                p0 += weight;
                p1 += weight * u;
                p2 += weight * u2;
                p3 += weight * u * u2;
                p4 += weight * u2 * u2;
                q0 += weighted;
                q1 += weighted * u;
                q2 += weighted * u2;
            }

            (powers[0], powers[1], powers[2], powers[3], powers[4]) =
                (Vector.Sum(p0), Vector.Sum(p1), Vector.Sum(p2), Vector.Sum(p3), Vector.Sum(p4));
            (values[0], values[1], values[2]) = (Vector.Sum(q0), Vector.Sum(q1), Vector.Sum(q2));
        }

        private static (int First, int Step, int Count) Places(int length)
        {
            int step = (length + SamplesPerSide - 1) / SamplesPerSide;
            return (step / 2, step, (length - (step / 2) + step - 1) / step);
        }
    }
}
