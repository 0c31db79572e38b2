using System.Numerics;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>A box of a form, cut out upright with some of what is around it.</summary>
/// <param name="Contrast">How far each pixel stands out from the ground; open to change.</param>
/// <param name="Inside">The box within it, along the middle of its walls.</param>
internal sealed record FieldPatch(Plane Contrast, PixelBox Inside)
{
    /// <summary>How far a patch goes beyond its box, in parts of the box's shorter side.</summary>
    private const double Margin = 0.2;

    /// <summary>The box's shorter side becomes at least so many pixels, and its longer side at most so many.</summary>
    private const double MinSide = 48;
    private const double MaxSide = 96;

    /// <summary>Cuts a box out of a picture; what is beyond the picture is ground.</summary>
    /// <param name="contrast">How far each pixel of the picture stands out from the ground.</param>
    /// <param name="box">The box.</param>
    public static FieldPatch Cut(Plane contrast, FormBox box)
    {
        double scale = Math.Min(Math.Max(1, MinSide / Math.Min(box.Width, box.Height)), MaxSide / Math.Max(box.Width, box.Height));
        int width = Math.Max(8, (int)Math.Round(box.Width * scale));
        int height = Math.Max(8, (int)Math.Round(box.Height * scale));
        int margin = Math.Max(2, (int)Math.Round(Margin * Math.Min(width, height)));
        Plane patch = new(width + (2 * margin), height + (2 * margin));
        int samples = scale < 1 ? 1 + (int)Math.Ceiling(1 / scale) : 1;
        for (int y = 0; y < patch.Height; y++)
        {
            Span<float> row = patch.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                row[x] = Mean(contrast, box, (x - margin, y - margin), (width, height), samples);
            }
        }

        return new FieldPatch(patch, new PixelBox(margin, margin, margin + width, margin + height));
    }

    /// <summary>The mean over a pixel of the patch, of so many samples a side that none of the picture is skipped.</summary>
    private static float Mean(Plane contrast, FormBox box, (double X, double Y) place, (int Width, int Height) size, int samples)
    {
        float sum = 0;
        for (int i = 0; i < samples * samples; i++)
        {
            double x = (place.X + (((i % samples) + 0.5) / samples)) / size.Width;
            double y = (place.Y + (((i / samples) + 0.5) / samples)) / size.Height;
            Vector2 point = box.At(x, y);
            sum += samples > 1 ? Nearest(contrast, point) : Sample(contrast, point.X, point.Y);
        }

        return sum / (samples * samples);
    }

    private static float Nearest(Plane picture, Vector2 point)
    {
        (int x, int y) = ((int)MathF.Round(point.X), (int)MathF.Round(point.Y));
        return x >= 0 && y >= 0 && x < picture.Width && y < picture.Height ? picture.Values[(y * picture.Width) + x] : 0;
    }

    /// <summary>Cubic convolution (Keys 1981, a = -0.5), which keeps thin strokes sharp where a patch is enlarged.</summary>
    private static float Sample(Plane picture, float x, float y)
    {
        (int left, int top) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        if (left < -2 || top < -2 || left > picture.Width || top > picture.Height)
        {
            return 0;
        }

        float sum = 0;
        for (int row = Math.Max(0, top - 1); row <= Math.Min(picture.Height - 1, top + 2); row++)
        {
            float weight = Kernel(y - row);
            for (int column = Math.Max(0, left - 1); column <= Math.Min(picture.Width - 1, left + 2); column++)
            {
                sum += weight * Kernel(x - column) * picture.Values[(row * picture.Width) + column];
            }
        }

        return sum;
    }

    private static float Kernel(float x)
    {
        x = MathF.Abs(x);
        return x < 1 ? (((1.5f * x) - 2.5f) * x * x) + 1 : x < 2 ? (((((-0.5f * x) + 2.5f) * x) - 4) * x) + 2 : 0;
    }
}
