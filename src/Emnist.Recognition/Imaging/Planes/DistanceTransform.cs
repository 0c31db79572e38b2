namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// The distance of each pixel of one value to the nearest of another, or to the picture's edge, by two passes with the steps 1 and
/// 1.351 (a chamfer: Borgefors, "Distance transformations in digital images", CVGIP 34, 1986).
/// </summary>
internal static class DistanceTransform
{
    private const float Straight = 0.962f;
    private const float Diagonal = 1.36f;

    /// <summary>
    /// No distance is longer where the largest square of such pixels has this side: a pixel that is further within has a larger one around
    /// it. A little more, since the distances are rounded sums.
    /// </summary>
    public static float MostWithin(int side) => 1.00001f * Diagonal / 2 * (side + 1);

    /// <summary>Measures.</summary>
    /// <param name="mask">The picture.</param>
    /// <param name="value">The value of the pixels that are measured; all others get 0.</param>
    public static Plane Of(Plane mask, float value)
    {
        // With a border of nothing, so that every pixel has eight neighbours.
        using Plane distance = new(mask.Width + 2, mask.Height + 2);
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<float> row = mask.Row(y);
            ReadOnlySpan<float> above = distance.Row(y);
            Span<float> here = distance.Row(y + 1);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] == value)
                {
                    here[x + 1] = Math.Min(Math.Min(here[x], above[x + 1]) + Straight, Math.Min(above[x], above[x + 2]) + Diagonal);
                }
            }
        }

        Plane result = Plane.Rent(mask.Width, mask.Height);
        for (int y = mask.Height - 1; y >= 0; y--)
        {
            Span<float> here = distance.Row(y + 1);
            ReadOnlySpan<float> below = distance.Row(y + 2);
            for (int x = mask.Width - 1; x >= 0; x--)
            {
                if (here[x + 1] > 0)
                {
                    float least = Math.Min(Math.Min(here[x + 2], below[x + 1]) + Straight, Math.Min(below[x], below[x + 2]) + Diagonal);
                    here[x + 1] = Math.Min(here[x + 1], least);
                }
            }

            here.Slice(1, mask.Width).CopyTo(result.Row(y));
        }

        return result;
    }
}
