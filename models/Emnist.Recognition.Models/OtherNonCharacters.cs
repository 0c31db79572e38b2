using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>
/// Kinds of what is no single character that no model was trained on, to measure by: fractions, boxes that are ticked, words, corners of
/// four characters, stars, spirals, arrows, hearts, faces, zigzags and nested squares.
/// </summary>
internal sealed class OtherNonCharacters(LabeledImages images, int[][] members)
{
    public static IReadOnlyList<string> Kinds { get; } =
        ["fraction", "ticked box", "word", "corners", "star", "spiral", "arrow", "heart", "face", "zigzag", "nested squares", "underlined pair"];

    private const float MiddleX = InkCanvas.Width / 2;
    private const float MiddleY = InkCanvas.Height / 2;

    private readonly InkCanvas _canvas = new(new Plane(InkCanvas.Width, InkCanvas.Height));

    /// <summary>Composes an image.</summary>
    /// <param name="number">Decides what is composed: the kind is its remainder by their number.</param>
    /// <param name="destination">[28, 28], written.</param>
    public void Compose(int number, Span<byte> destination)
    {
        var random = new SplitMix64(SplitMix64.At(11, (ulong)number));
        do
        {
            _canvas.Clear();
            Draw(number % Kinds.Count, ref random);
        }
        while (!_canvas.TryDraw(Imaging.CharacterFraming.Emnist, destination));
    }

    private void Draw(int kind, ref SplitMix64 random)
    {
        float size = Between(ref random, 25, 38);
        float pen = Between(ref random, 2.5f, 5.5f);
        switch (kind)
        {
            case 0:
                Stamp(MiddleX - Between(ref random, 10, 20), MiddleY - size - 3 + Between(ref random, -4, 2), size, ref random);
                Stamp(MiddleX - Between(ref random, 10, 20), MiddleY + 3 + Between(ref random, -2, 4), size, ref random);
                (float before, float after) = (Between(ref random, -2, 2), Between(ref random, -2, 2));
                _canvas.Stroke([(MiddleX - size, MiddleY + before), (MiddleX + size, MiddleY + after)], pen);
                break;
            case 1:
                (float left, float top) = (MiddleX - (size / 2), MiddleY - (size / 2));
                _canvas.Stroke([(left, top), (left + size, top), (left + size, top + size), (left, top + size), (left, top)], pen);
                (float endX, float endY) = (left + (size * Between(ref random, 0.8f, 1.3f)), top - (size * Between(ref random, 0, 0.3f)));
                _canvas.Stroke(
                    [(left + (size * 0.2f), top + (size * 0.5f)), (left + (size * 0.45f), top + (size * 0.8f)), (endX, endY)], pen);
                break;
            case 2:
                float x = 5;
                for (int i = 4 + random.Next(3); i > 0; i--)
                {
                    x = Stamp(x, MiddleY - 15 + Between(ref random, -3, 3), 26, ref random) + Between(ref random, 0, 4);
                }

                break;
            case 3:
                float right = Stamp(20, 10, size, ref random);
                _ = Stamp(right + 2, 10, size, ref random);
                _ = Stamp(20, 12 + size, size, ref random);
                _ = Stamp(right + 2, 12 + size, size, ref random);
                _canvas.KeepColumns(right - (size * 0.5f), right + 2 + (size * 0.5f));
                _canvas.KeepRows(10 + (size * 0.5f), 12 + (size * 1.5f));
                break;
            case 4:
                Star(size, pen, ref random);
                break;
            case 5:
                Spiral(size, pen, ref random);
                break;
            case 6:
                float tip = MiddleX + size;
                _canvas.Stroke([(MiddleX - size, MiddleY + Between(ref random, -12, 12)), (tip, MiddleY)], pen);
                _canvas.Stroke([(tip - Between(ref random, 8, 16), MiddleY - Between(ref random, 8, 16)), (tip, MiddleY)], pen);
                _canvas.Stroke([(tip - Between(ref random, 8, 16), MiddleY + Between(ref random, 8, 16)), (tip, MiddleY)], pen);
                break;
            case 7:
                Heart(size, pen, ref random);
                break;
            case 8:
                Ring(MiddleX, MiddleY, size, size, 0, 2 * MathF.PI, pen, ref random);
                _canvas.Fill((MiddleX - (size * 0.35f), MiddleY - (size * 0.3f)), 3, 3);
                _canvas.Fill((MiddleX + (size * 0.35f), MiddleY - (size * 0.3f)), 3, 3);
                Ring(MiddleX, MiddleY, size * 0.6f, size * 0.6f, 0.5f, MathF.PI - 0.5f, pen, ref random);
                break;
            case 9:
                Zigzag(size, pen, ref random);
                break;
            case 10:
                for (float half = size; half > 8; half -= 10)
                {
                    _canvas.Stroke(
                        [(MiddleX - half, MiddleY - half), (MiddleX + half, MiddleY - half), (MiddleX + half, MiddleY + half), (MiddleX - half, MiddleY + half), (MiddleX - half, MiddleY - half)],
                        Math.Min(pen, 4));
                }

                break;
            default:
                float end = Stamp(30, 30, size, ref random);
                end = Stamp(end + Between(ref random, 1, 6), 30, size, ref random);
                float line = 33 + size + Between(ref random, 0, 6);
                _canvas.Stroke([(26, line), (end + 4, line + Between(ref random, -3, 3))], pen);
                break;
        }
    }

    private void Star(float size, float pen, ref SplitMix64 random)
    {
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[6];
        float turn = Between(ref random, -0.3f, 0.3f);
        for (int i = 0; i < points.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(turn + (i * 4 * MathF.PI / 5));
            points[i] = (MiddleX + (size * sin) + Between(ref random, -2, 2), MiddleY - (size * cos) + Between(ref random, -2, 2));
        }

        _canvas.Stroke(points, pen);
    }

    private void Spiral(float size, float pen, ref SplitMix64 random)
    {
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[26];
        float start = Between(ref random, 0, 6);
        for (int i = 0; i < points.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(start + (i * 0.75f));
            float radius = size * (i + 2) / points.Length;
            points[i] = (MiddleX + (radius * cos), MiddleY + (radius * sin));
        }

        _canvas.Curve(points, Math.Min(pen, 3.5f));
    }

    private void Heart(float size, float pen, ref SplitMix64 random)
    {
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[25];
        for (int i = 0; i < points.Length; i++)
        {
            float t = i * 2 * MathF.PI / (points.Length - 1);
            (float sin, float cos) = MathF.SinCos(t);
            float y = (13 * cos) - (5 * MathF.Cos(2 * t)) - (2 * MathF.Cos(3 * t)) - MathF.Cos(4 * t);
            points[i] = (MiddleX + (size * sin * sin * sin) + Between(ref random, -1, 1), MiddleY - (size * y / 16));
        }

        _canvas.Stroke(points, pen);
    }

    private void Zigzag(float size, float pen, ref SplitMix64 random)
    {
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[8 + random.Next(4)];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (20 + (i * size / 4), MiddleY + (size / 2 * (i % 2 == 0 ? 1 : -1)) + Between(ref random, -4, 4));
        }

        _canvas.Stroke(points, pen);
    }

    private void Ring(float x, float y, float a, float b, float from, float to, float pen, ref SplitMix64 random)
    {
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[20];
        for (int i = 0; i < points.Length; i++)
        {
            (float sin, float cos) = MathF.SinCos(from + (i * (to - from) / (points.Length - 1)));
            points[i] = (x + (a * cos) + Between(ref random, -0.7f, 0.7f), y + (b * sin));
        }

        _canvas.Stroke(points, pen);
    }

    private float Stamp(float left, float top, float size, ref SplitMix64 random)
    {
        while (true)
        {
            int[] own = members[random.Next(members.Length)];
            ReadOnlySpan<byte> image = images.GetImage(own[random.Next(own.Length)]);
            PixelBox box = InkCanvas.BoxOf(image);
            if (box.Right > box.Left && box.Width >= 0.5 * box.LongSide)
            {
                return _canvas.Stamp(image, box, left, top, size, 128);
            }
        }
    }

    private static float Between(ref SplitMix64 random, float min, float max) => min + ((max - min) * (float)random.NextDouble());
}
