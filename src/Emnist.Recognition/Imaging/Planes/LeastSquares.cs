namespace Emnist.Recognition.Imaging.Planes;

/// <summary>The normal equations of a least squares fit.</summary>
internal static class LeastSquares
{
    /// <summary>Solves a symmetric positive definite system by Cholesky's decomposition.</summary>
    /// <param name="matrix">The matrix, <c>[n, n]</c>; its lower triangle is overwritten.</param>
    /// <param name="vector">The right-hand side, <c>[n]</c>; the solution on return.</param>
    public static void Solve(Span<double> matrix, Span<double> vector)
    {
        int n = vector.Length;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    sum -= matrix[(i * n) + k] * matrix[(j * n) + k];
                }

                matrix[(i * n) + j] = i == j ? Math.Sqrt(sum) : sum / matrix[(j * n) + j];
            }

            for (int k = 0; k < i; k++)
            {
                vector[i] -= matrix[(i * n) + k] * vector[k];
            }

            vector[i] /= matrix[(i * n) + i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++)
            {
                vector[i] -= matrix[(k * n) + i] * vector[k];
            }

            vector[i] /= matrix[(i * n) + i];
        }
    }
}
