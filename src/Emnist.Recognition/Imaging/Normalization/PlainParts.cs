using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// A picture that is divided in two, each part taken for one brightness that the light from a side changes evenly: a plane for each,
/// fitted by least squares.
/// </summary>
internal sealed class PlainParts : IDisposable
{
    private const int Terms = 3;

    /// <summary>Holds the slopes back where a part does not determine them, as a single row.</summary>
    private const double Ridge = 1e-3;

    private readonly double _inside;

    /// <summary>Fits the planes.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="mask">1 for the pixels of one part, 0 for those of the other; both have some.</param>
    public PlainParts(Plane picture, Plane mask)
    {
        Span<double> outside = stackalloc double[Terms];
        Span<double> inside = stackalloc double[Terms];
        Fit(picture, mask, 0, outside);
        Fit(picture, mask, 1, inside);
        Residuals = Plane.Rent(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                bool isInside = mask.Values[(y * picture.Width) + x] == 1;
                Span<double> plane = isInside ? inside : outside;
                double own = plane[0] + (plane[1] * Place(x, picture.Width)) + (plane[2] * Place(y, picture.Height));
                Residuals.Values[(y * picture.Width) + x] = (float)(picture.Values[(y * picture.Width) + x] - own);
                _inside += isInside ? 1 : 0;
            }
        }

        _inside /= mask.Values.Length;

        // In the middle of the picture, which is the planes' mean over all of it.
        Contrast = Math.Abs(inside[0] - outside[0]);
    }

    /// <summary>How far the two parts are from each other, in grey levels.</summary>
    public double Contrast { get; }

    /// <summary>How far each pixel is from its part's plane.</summary>
    public Plane Residuals { get; }

    /// <summary>
    /// The part of all variance that lies between the two, that of the light left out: Otsu's eta where it is the same everywhere.
    /// </summary>
    public double Separability
    {
        get
        {
            double between = _inside * (1 - _inside) * Contrast * Contrast;
            return between / (between + (Sweep.Sums(Residuals.Values).Squares / Residuals.Values.Length) + 1e-9);
        }
    }

    public void Dispose() => Residuals.Dispose();

    private static void Fit(Plane picture, Plane mask, float part, Span<double> plane)
    {
        Span<double> matrix = stackalloc double[Terms * Terms];
        matrix.Clear();
        plane.Clear();
        for (int y = 0; y < picture.Height; y++)
        {
            double v = Place(y, picture.Height);
            for (int x = 0; x < picture.Width; x++)
            {
                if (mask.Values[(y * picture.Width) + x] == part)
                {
                    double u = Place(x, picture.Width);
                    double value = picture.Values[(y * picture.Width) + x];
                    plane[0] += value;
                    plane[1] += u * value;
                    plane[2] += v * value;
                    matrix[0] += 1;
                    matrix[3] += u;
                    matrix[4] += u * u;
                    matrix[6] += v;
                    matrix[7] += u * v;
                    matrix[8] += v * v;
                }
            }
        }

        matrix[4] += Ridge * matrix[0];
        matrix[8] += Ridge * matrix[0];
        LeastSquares.Solve(matrix, plane);
    }

    /// <summary>A place along a side, from -1 to 1.</summary>
    private static double Place(int i, int length) => ((2 * i) + 1 - length) / (double)length;
}
