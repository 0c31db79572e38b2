using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Compares a few pixels of ink, their soft edges and all, with the filled ellipse of the same second moments: of a dot hardly anything
/// is left over, of strokes much, however few pixels they are.
/// </summary>
/// <param name="Residual">The part of the ink's squares that the ellipse does not explain: 0 for one that is the same.</param>
/// <param name="Aspect">The longer axis of the ellipse to the shorter one.</param>
internal readonly record struct DotShape(double Residual, double Aspect)
{
    /// <summary>What is beside the box around ink, in pixels, and covered in part.</summary>
    private const int SoftEdge = 2;

    /// <summary>The variance of a pixel's own width, which the moments of ink in whole pixels have besides.</summary>
    private const double PixelVariance = 1.0 / 12;

    /// <summary>Measures ink.</summary>
    /// <param name="map">The picture's ink.</param>
    /// <param name="box">The box around the ink to be measured.</param>
    /// <param name="kept">Set for the labels of the pieces that are measured; others in the box are left out.</param>
    public static DotShape Of(InkMap map, PixelBox box, ReadOnlySpan<bool> kept)
    {
        PixelBox part = box.Grow(SoftEdge, map.Coverage.Width, map.Coverage.Height);
        (double mass, double x1, double y1, double xx, double xy, double yy) = (0, 0, 0, 0, 0, 0);
        for (int y = part.Top; y < part.Bottom; y++)
        {
            for (int x = part.Left; x < part.Right; x++)
            {
                double ink = InkAt(map, kept, x, y);
                (mass, x1, y1) = (mass + ink, x1 + (ink * x), y1 + (ink * y));
                (xx, xy, yy) = (xx + (ink * x * x), xy + (ink * x * y), yy + (ink * y * y));
            }
        }

        (x1, y1) = (x1 / mass, y1 / mass);
        (xx, xy, yy) = ((xx / mass) - (x1 * x1) + PixelVariance, (xy / mass) - (x1 * y1), (yy / mass) - (y1 * y1) + PixelVariance);
        double middle = (xx + yy) / 2;
        double spread = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        double determinant = (middle - spread) * (middle + spread);

        // A uniform ellipse ends two standard deviations from its middle. Its edge is a pixel wide.
        double pixels = Math.Sqrt(Math.Sqrt(determinant));
        (double squares, double products, double ellipses) = (0, 0, 0);
        for (int y = part.Top; y < part.Bottom; y++)
        {
            for (int x = part.Left; x < part.Right; x++)
            {
                (double dx, double dy, double ink) = (x - x1, y - y1, InkAt(map, kept, x, y));
                double distance = Math.Sqrt(((yy * dx * dx) - (2 * xy * dx * dy) + (xx * dy * dy)) / determinant);
                double ellipse = Math.Clamp(((2 - distance) * pixels) + 0.5, 0, 1);
                (squares, products, ellipses) = (squares + (ink * ink), products + (ink * ellipse), ellipses + (ellipse * ellipse));
            }
        }

        return new DotShape(1 - (products * products / (squares * ellipses)), Math.Sqrt((middle + spread) / (middle - spread)));
    }

    private static double InkAt(InkMap map, ReadOnlySpan<bool> kept, int x, int y)
    {
        int place = (y * map.Coverage.Width) + x;
        return map.Labels[place] == 0 || kept[map.Labels[place]] ? map.Coverage.Values[place] : 0;
    }
}
