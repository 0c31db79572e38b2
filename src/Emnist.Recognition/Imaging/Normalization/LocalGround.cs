using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// The bare ground around each pixel, for light that no smooth surface follows: the edge of a shadow, a sheet on a
/// desk. It is the grey closing of dark ink, or the opening of light ink (the bottom-hat and the top-hat transform:
/// Serra, "Image Analysis and Mathematical Morphology", 1982), by a square wider than any stroke; edges between wide
/// areas stay where they are.
/// </summary>
internal static class LocalGround
{
    /// <summary>The square's side, as a part of the picture's longer one.</summary>
    private const double WindowPart = 0.2;

    /// <summary>
    /// How far ink stands out from its ground, in parts of 255, as if the ground were white everywhere.
    /// </summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="lightInk">Whether ink is lighter than its ground.</param>
    public static Plane Contrast(Plane picture, bool lightInk) => Contrast(picture, lightInk, WindowPart);

    /// <summary>The same for a square of another side.</summary>
    /// <param name="picture">Grey values.</param>
    /// <param name="lightInk">Whether ink is lighter than its ground.</param>
    /// <param name="windowPart">The square's side, as a part of the picture's longer one.</param>
    public static Plane Contrast(Plane picture, bool lightInk, double windowPart)
    {
        int reach = Math.Max(1, (int)(windowPart * Math.Max(picture.Width, picture.Height) / 2));
        Plane upright = lightInk ? picture.Negative() : picture;
        Plane ground = Smooth(upright);

        // A closing: dilation, then erosion, which is the dilation of the negative.
        GrayDilation.Apply(ground, reach);
        Negate(ground);
        GrayDilation.Apply(ground, reach);
        Negate(ground);

        Plane contrast = new(picture.Width, picture.Height);
        for (int i = 0; i < contrast.Values.Length; i++)
        {
            // Light multiplies what paper and ink throw back, so that their ratio stays the same in a shadow; but the
            // ratio would bring out the grain of a dark desk as if it were ink. The root is between the two.
            float paper = Math.Clamp(lightInk ? 255 : ground.Values[i], 1, 255);
            contrast.Values[i] = (ground.Values[i] - upright.Values[i]) * MathF.Sqrt(255 / paper);
        }

        return contrast;
    }

    /// <summary>The mean filter of 3 x 3, without which a maximum would be that of the noise.</summary>
    private static Plane Smooth(Plane picture)
    {
        Plane smooth = new(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<float> above = picture.Row(Math.Max(0, y - 1));
            ReadOnlySpan<float> row = picture.Row(y);
            ReadOnlySpan<float> below = picture.Row(Math.Min(picture.Height - 1, y + 1));
            Span<float> result = smooth.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                int left = Math.Max(0, x - 1);
                int right = Math.Min(row.Length - 1, x + 1);
                result[x] = (above[left] + above[x] + above[right] + row[left] + row[x] + row[right]
                    + below[left] + below[x] + below[right]) / 9;
            }
        }

        return smooth;
    }

    private static void Negate(Plane plane)
    {
        foreach (ref float value in plane.Values.AsSpan())
        {
            value = -value;
        }
    }
}
