using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training;

/// <summary>
/// Changes a character as it was scanned, in black and white, and only then makes it small: turned, slanted and distorted lines stay
/// sharp, and thick and thin ones round. A part is made small as <see cref="CharacterNormalizer"/> does it, the rest as EMNIST's
/// makers did. One thread uses it.
/// </summary>
/// <param name="augmentation">The changes; those of lengths are in pixels of the small image.</param>
/// <param name="size">The size of an original.</param>
internal sealed class RedrawnOriginal(Augmentation augmentation, ImageSize size)
{
    /// <summary>The longer side of a character of EMNIST in its small image, in pixels.</summary>
    private const float SmallLongSide = 22.6f;

    /// <summary>
    /// The blur before strokes are drawn anew, as a standard deviation in pixels of the small image; the level that is taken for
    /// their edge makes them wider or narrower, 0.5 neither.
    /// </summary>
    private const float Blur = 0.6f;
    private const float Widening = 0.35f;
    private const float Narrowing = 0.14f;

    /// <summary>The largest <see cref="Augmentation.StrokeThickness"/>, which the two above belong to, is half a pixel.</summary>
    private const float WholeThickness = 0.5f;

    /// <summary>Levels over which ink begins.</summary>
    private const float EdgeWidth = 0.25f;

    private readonly ImageWarp _warp = new(augmentation, size);

    /// <summary>Draws an original anew.</summary>
    /// <param name="original">[height, width], 255 for ink.</param>
    /// <param name="random">Decides the changes.</param>
    /// <param name="destination">[28, 28], written.</param>
    /// <returns>Whether there was ink left.</returns>
    public bool TryRedraw(ReadOnlySpan<byte> original, ref SplitMix64 random, Span<byte> destination)
    {
        PixelBox box = BoxOf(original);
        if (box.Right <= box.Left)
        {
            return false;
        }

        float unit = box.LongSide / SmallLongSide;
        var warped = new Plane(_warp.Stride, size.Height);
        _warp.Apply(original, unit, ref random, warped.Values);
        double thickness = augmentation.StrokeThickness / WholeThickness * ((2 * random.NextDouble()) - 1);
        bool asPicture = random.NextDouble() < augmentation.Redrawing || augmentation.Framing == CharacterFraming.Mnist;
        Plane ink = Redraw(warped, Blur * unit, 0.5f - (float)(thickness * (thickness > 0 ? Widening : Narrowing)));
        PixelBox drawn = BoxOf(ink);
        if (drawn.Right <= drawn.Left)
        {
            return false;
        }

        if (asPicture)
        {
            CharacterDrawing.Draw(ink, drawn, augmentation.Framing, destination);
        }
        else
        {
            EmnistRecipe.Draw(ink, destination);
        }

        return true;
    }

    private static Plane Redraw(Plane warped, float sigma, float level)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < warped.Values.Length; i++)
        {
            if (warped.Values[i] > 0)
            {
                box = box.Include(i % warped.Width, i / warped.Width);
            }
        }

        if (box.Right <= box.Left)
        {
            return warped;
        }

        // With room for the blur, and for wider strokes.
        int border = (int)MathF.Ceiling(3 * sigma);
        var ink = new Plane(box.Width + (2 * border), box.Height + (2 * border));
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<float> from = warped.Row(box.Top + y).Slice(box.Left, box.Width);
            Span<float> to = ink.Row(border + y).Slice(border, box.Width);
            for (int x = 0; x < to.Length; x++)
            {
                to[x] = from[x] / 255;
            }
        }

        GaussianBlur.Apply(ink, sigma);
        foreach (ref float value in ink.Values)
        {
            value = Math.Clamp(((value - level) / EdgeWidth) + 0.5f, 0, 1);
        }

        return ink;
    }

    private PixelBox BoxOf(ReadOnlySpan<byte> original)
    {
        PixelBox box = PixelBox.Empty;
        for (int y = 0; y < size.Height; y++)
        {
            ReadOnlySpan<byte> row = original.Slice(y * size.Width, size.Width);
            int first = row.IndexOfAnyInRange((byte)128, byte.MaxValue);
            if (first >= 0)
            {
                box = box.Include(first, y).Include(row.LastIndexOfAnyInRange((byte)128, byte.MaxValue), y);
            }
        }

        return box;
    }

    private static PixelBox BoxOf(Plane ink)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < ink.Values.Length; i++)
        {
            if (ink.Values[i] >= 0.5f)
            {
                box = box.Include(i % ink.Width, i / ink.Width);
            }
        }

        return box;
    }
}
