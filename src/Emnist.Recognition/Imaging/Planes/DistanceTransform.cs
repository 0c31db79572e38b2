namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// The distance of each pixel of one value to the nearest of another, or to the picture's edge, by two passes with the steps 1 and
/// 1.351 (a chamfer: Borgefors, "Distance transformations in digital images", CVGIP 34, 1986).
/// </summary>
internal static class DistanceTransform
{
    private const float Straight = 0.962f;
    private const float Diagonal = 1.36f;

    /// <summary>Measures.</summary>
    /// <param name="mask">The picture.</param>
    /// <param name="value">The value of the pixels that are measured; all others get 0.</param>
    public static Plane Of(Plane mask, float value)
    {
        (int width, int height) = (mask.Width, mask.Height);
        Plane distance = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                distance.Values[(y * width) + x] = mask.Values[(y * width) + x] == value ? Least(x, y, -1) : 0;
            }
        }

        for (int y = height - 1; y >= 0; y--)
        {
            for (int x = width - 1; x >= 0; x--)
            {
                ref float here = ref distance.Values[(y * width) + x];
                here = Math.Min(here, Least(x, y, 1));
            }
        }

        return distance;

        // By way of the neighbours in the row before, or behind, and the one beside.
        float Least(int x, int y, int step) => Math.Min(
            Math.Min(At(x + step, y), At(x, y + step)) + Straight,
            Math.Min(At(x - 1, y + step), At(x + 1, y + step)) + Diagonal);

        float At(int x, int y) => x >= 0 && y >= 0 && x < width && y < height ? distance.Values[(y * width) + x] : 0;
    }
}
