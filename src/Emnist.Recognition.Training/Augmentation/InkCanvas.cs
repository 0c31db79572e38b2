using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Training;

/// <summary>
/// A sheet on which characters of images and strokes of a pen are put together as ink, to be drawn as one character. One thread uses it.
/// Lengths are in its pixels.
/// </summary>
/// <param name="ink">The sheet, <see cref="Width"/> x <see cref="Height"/>; cleared before it is used.</param>
internal sealed class InkCanvas(Plane ink)
{
    public const int Width = 160;
    public const int Height = 96;

    /// <summary>What the longer side of an image's ink becomes.</summary>
    public const float CharacterSide = 34;

    /// <summary>Grey values of an image over which the sheet goes from ground to ink.</summary>
    private const float EdgeWidth = 48;

    private const int ImageSide = 28;

    private readonly Plane _ink = ink;

    public void Clear() => _ink.Values.Clear();

    /// <summary>The box around the ink of an image.</summary>
    public static PixelBox BoxOf(ReadOnlySpan<byte> image)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < image.Length; i++)
        {
            if (image[i] >= 128)
            {
                box = box.Include(i % ImageSide, i / ImageSide);
            }
        }

        return box;
    }

    /// <summary>Puts the ink of an image down.</summary>
    /// <param name="image">[28, 28], 255 for ink.</param>
    /// <param name="box">The box around its ink.</param>
    /// <param name="left">Where the box's left edge comes to lie.</param>
    /// <param name="top">Where its top comes to lie.</param>
    /// <param name="size">What the longer side becomes.</param>
    /// <param name="level">The grey value at which the ink's edge runs: the lower, the wider the strokes.</param>
    /// <returns>The right edge of the ink.</returns>
    public float Stamp(ReadOnlySpan<byte> image, PixelBox box, float left, float top, float size, float level)
    {
        float step = box.LongSide / size;
        (int firstX, int lastX) = ((int)MathF.Floor(left) - 2, (int)MathF.Ceiling(left + (box.Width / step)) + 2);
        (int firstY, int lastY) = ((int)MathF.Floor(top) - 2, (int)MathF.Ceiling(top + (box.Height / step)) + 2);
        for (int y = Math.Max(0, firstY); y < Math.Min(Height, lastY); y++)
        {
            float v = box.Top + ((y + 0.5f - top) * step) - 0.5f;
            Span<float> row = _ink.Row(y);
            for (int x = Math.Max(0, firstX); x < Math.Min(Width, lastX); x++)
            {
                float u = box.Left + ((x + 0.5f - left) * step) - 0.5f;
                float coverage = Math.Clamp(((Sample(image, u, v) - level) / EdgeWidth) + 0.5f, 0, 1);
                row[x] = Math.Max(row[x], coverage);
            }
        }

        return left + (box.Width / step);
    }

    /// <summary>Draws straight strokes from point to point.</summary>
    public void Stroke(ReadOnlySpan<(float X, float Y)> points, float width)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            Line(points[i], points[i + 1], width / 2);
        }
    }

    /// <summary>Draws a smooth stroke through points (Catmull and Rom's spline).</summary>
    public void Curve(ReadOnlySpan<(float X, float Y)> points, float width)
    {
        const int Parts = 6;
        Span<(float X, float Y)> line = stackalloc (float X, float Y)[Parts + 1];
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (float X, float Y) a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.Min(points.Length - 1, i + 2)];
            for (int part = 0; part <= Parts; part++)
            {
                float t = (float)part / Parts;
                line[part] = (Spline(a.X, b.X, c.X, d.X, t), Spline(a.Y, b.Y, c.Y, d.Y, t));
            }

            Stroke(line, width);
        }
    }

    /// <summary>Fills an ellipse whose axes lie along the sides.</summary>
    public void Fill((float X, float Y) middle, float radiusX, float radiusY)
    {
        for (int y = Math.Max(0, (int)(middle.Y - radiusY)); y < Math.Min(Height, middle.Y + radiusY + 1); y++)
        {
            Span<float> row = _ink.Row(y);
            for (int x = Math.Max(0, (int)(middle.X - radiusX)); x < Math.Min(Width, middle.X + radiusX + 1); x++)
            {
                (float u, float v) = ((x + 0.5f - middle.X) / radiusX, (y + 0.5f - middle.Y) / radiusY);
                row[x] = (u * u) + (v * v) <= 1 ? 1 : row[x];
            }
        }
    }

    /// <summary>Wipes all ink off but that of some columns.</summary>
    public void KeepColumns(float left, float right)
    {
        for (int y = 0; y < Height; y++)
        {
            Span<float> row = _ink.Row(y);
            row[..Math.Clamp((int)left, 0, Width)].Clear();
            row[Math.Clamp((int)right, 0, Width)..].Clear();
        }
    }

    /// <summary>Wipes all ink off but that of some rows.</summary>
    public void KeepRows(float top, float bottom)
    {
        _ink.Values[..(Math.Clamp((int)top, 0, Height) * Width)].Clear();
        _ink.Values[(Math.Clamp((int)bottom, 0, Height) * Width)..].Clear();
    }

    /// <summary>The ink of some columns, in pixels.</summary>
    public float InkOf(float left, float right)
    {
        (int first, int last) = (Math.Clamp((int)left, 0, Width), Math.Clamp((int)right, 0, Width));
        float sum = 0;
        for (int y = 0; y < Height; y++)
        {
            foreach (float value in _ink.Row(y)[Math.Min(first, last)..last])
            {
                sum += value;
            }
        }

        return sum;
    }

    /// <summary>Draws all ink as one character.</summary>
    /// <param name="framing">How characters are framed.</param>
    /// <param name="destination">[28, 28], written.</param>
    /// <returns>Whether there is ink.</returns>
    public bool TryDraw(CharacterFraming framing, Span<byte> destination)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < _ink.Values.Length; i++)
        {
            if (_ink.Values[i] >= 0.5f)
            {
                box = box.Include(i % Width, i / Width);
            }
        }

        if (box.Right <= box.Left)
        {
            return false;
        }

        CharacterDrawing.Draw(_ink, box, framing, destination);
        return true;
    }

    private void Line((float X, float Y) from, (float X, float Y) to, float radius)
    {
        (float dx, float dy) = (to.X - from.X, to.Y - from.Y);
        float length = Math.Max(1e-6f, (dx * dx) + (dy * dy));
        (int firstX, int lastX) = Range(from.X, to.X, radius + 1, Width);
        (int firstY, int lastY) = Range(from.Y, to.Y, radius + 1, Height);
        for (int y = firstY; y < lastY; y++)
        {
            Span<float> row = _ink.Row(y);
            for (int x = firstX; x < lastX; x++)
            {
                (float px, float py) = (x + 0.5f - from.X, y + 0.5f - from.Y);
                float t = Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
                (float ex, float ey) = (px - (t * dx), py - (t * dy));
                float coverage = Math.Clamp(radius + 0.5f - MathF.Sqrt((ex * ex) + (ey * ey)), 0, 1);
                row[x] = Math.Max(row[x], coverage);
            }
        }
    }

    private static (int First, int Last) Range(float a, float b, float reach, int size) =>
        (Math.Clamp((int)(Math.Min(a, b) - reach), 0, size), Math.Clamp((int)(Math.Max(a, b) + reach) + 1, 0, size));

    private static float Spline(float a, float b, float c, float d, float t) =>
        b + (t / 2 * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    /// <summary>The image between its pixels, bilinearly; 0 outside.</summary>
    private static float Sample(ReadOnlySpan<byte> image, float x, float y)
    {
        (int column, int row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        (float u, float v) = (x - column, y - row);
        float top = At(image, column, row) + (u * (At(image, column + 1, row) - At(image, column, row)));
        float bottom = At(image, column, row + 1) + (u * (At(image, column + 1, row + 1) - At(image, column, row + 1)));
        return top + (v * (bottom - top));
    }

    private static float At(ReadOnlySpan<byte> image, int x, int y) =>
        (uint)x < ImageSide && (uint)y < ImageSide ? image[(y * ImageSide) + x] : 0;
}
