using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training;

/// <summary>
/// Composes images of what is no single character, by a seed: outliers for a class of their own, so that a network does not name
/// everything (D. Hendrycks, M. Mazeika and T. Dietterich, "Deep anomaly detection with outlier exposure", ICLR 2019, arXiv
/// 1812.04606). One
/// thread uses it.
/// </summary>
/// <remarks>
/// What people would name is left out: narrow characters stand in pairs only well apart (a <c>1</c> and a <c>3</c> that touch are a B),
/// a half is never alone (that of an 8 is a 3), a ring or a box has something in it (alone it is a 0), one stroke through a character
/// is none too many (a 7 or a z is crossed out so), and there is no dot, dash, bracket, plus, equals or percent sign, which are marks.
/// </remarks>
internal sealed class NonCharacters
{
    /// <summary>An image whose ink is wider than this part of its longer side is no bare stroke.</summary>
    private const double WideShare = 0.55;

    private const int Tries = 20;

    /// <summary>The least part of the ink that is another character's: a little more is a stray speck.</summary>
    private const float LeastPart = 0.25f;

    /// <summary>Letters of which two that touch are another one, as two v are a w.</summary>
    private const string Joining = "UVNuvnr";

    private readonly LabeledImages _images;
    private readonly int[][] _members;
    private readonly Augmentation _augmentation;
    private readonly InkCanvas _canvas = new(new Plane(InkCanvas.Width, InkCanvas.Height));

    /// <param name="augmentation">How characters are framed.</param>
    /// <param name="images">The images to compose of.</param>
    /// <param name="members">The images of each class that has some, which <see cref="MembersOf"/> finds.</param>
    public NonCharacters(Augmentation augmentation, LabeledImages images, int[][] members)
    {
        _augmentation = augmentation;
        _images = images;
        _members = members;
    }

    /// <summary>The images of each class that has some, but for one class.</summary>
    public static int[][] MembersOf(ReadOnlySpan<int> labels, int classes, int without)
    {
        List<int>[] members = [.. Enumerable.Range(0, classes).Select(static _ => new List<int>())];
        for (int i = 0; i < labels.Length; i++)
        {
            members[labels[i]].Add(i);
        }

        return [.. members.Where((images, c) => c != without && images.Count > 0).Select(static images => images.ToArray())];
    }

    /// <summary>Composes an image.</summary>
    /// <param name="random">Decides what is composed.</param>
    /// <param name="destination">[28, 28], written.</param>
    public void Compose(ref SplitMix64 random, Span<byte> destination)
    {
        do
        {
            _canvas.Clear();
        }
        while (!TryDraw(ref random) || !_canvas.TryDraw(_augmentation.Framing, destination));
    }

    private bool TryDraw(ref SplitMix64 random)
    {
        switch (random.Next(100))
        {
            case < 23:
                Row(2, ref random);
                break;
            case < 32:
                Row(3, ref random);
                break;
            case < 49:
                return TryHalves(ref random);
            case < 61:
                return TryCutRow(ref random);
            case < 66:
                AboveEachOther(ref random);
                break;
            case < 70:
                UponEachOther(ref random);
                break;
            case < 72:
                Outline(ref random);
                break;
            case < 77:
                Box(ref random);
                break;
            case < 82:
                Ring(ref random);
                break;
            case < 86:
                CrossOut(ref random);
                break;
            case < 89:
                Tick(ref random);
                break;
            case < 93:
                Scribble(ref random);
                break;
            case < 96:
                Blot(ref random);
                break;
            case < 98:
                Texture(ref random);
                break;
            default:
                Lines(ref random);
                break;
        }

        return true;
    }

    /// <summary>Characters beside each other, which may touch where they are wide.</summary>
    private void Row(int count, ref SplitMix64 random)
    {
        float level = Between(ref random, 90, 170);
        float x = 4;
        (bool wasWide, bool wasJoining) = (true, false);
        for (int i = 0; i < count; i++)
        {
            (int image, PixelBox box) = Pick(mustBeWide: false, ref random);
            (bool isWide, bool isJoining) = (IsWide(box), Joining.Contains(_images.ClassNames[_images.GetLabel(image)], StringComparison.Ordinal));
            bool mayTouch = isWide && wasWide && !(isJoining && wasJoining);
            x += i == 0 ? 0 : mayTouch ? Between(ref random, -4, 7) : Between(ref random, 6, 12);
            x = Stamp(image, box, x, level, ref random);
            (wasWide, wasJoining) = (isWide, isJoining);
        }
    }

    /// <summary>One character below another, as of two lines that stand close; two o that touch may be read as an 8.</summary>
    private void AboveEachOther(ref SplitMix64 random)
    {
        float level = Between(ref random, 90, 170);
        float bottom = 6;
        for (int i = 0; i < 2; i++)
        {
            (int image, PixelBox box) = Pick(mustBeWide: true, ref random);
            float size = InkCanvas.CharacterSide * Between(ref random, 0.8f, 1.15f);
            float top = bottom + (i == 0 ? 0 : Between(ref random, -2, 7));
            _ = _canvas.Stamp(_images.GetImage(image), box, 60 + Between(ref random, -8, 8), top, size, level);
            bottom = top + (size * box.Height / box.LongSide);
        }
    }

    /// <summary>One character written over another, mostly out of its middle; now and then it may be read as one of the two.</summary>
    private void UponEachOther(ref SplitMix64 random)
    {
        (float left, float top, float right, float bottom) = Inner(ref random);
        (int image, PixelBox box) = Pick(mustBeWide: true, ref random);
        (float across, float down) = (Between(ref random, -0.5f, 0.5f), Between(ref random, -0.5f, 0.5f));
        float size = InkCanvas.CharacterSide * Between(ref random, 0.8f, 1.15f);
        (float x, float y) = (left + (across * (right - left)), top + (down * (bottom - top)));
        _ = _canvas.Stamp(_images.GetImage(image), box, x, y, size, Between(ref random, 90, 170));
    }

    /// <summary>A closed line with dents, which is neither a ring nor an 8.</summary>
    private void Outline(ref SplitMix64 random)
    {
        const int Points = 28;
        Span<(float X, float Y)> line = stackalloc (float X, float Y)[Points + 1];
        int dents = 3 + random.Next(3);
        (float depth, float second) = (Between(ref random, 0.25f, 0.45f), Between(ref random, 0, 0.2f));
        (float start, float other) = (Between(ref random, 0, 2 * MathF.PI), Between(ref random, 0, 2 * MathF.PI));
        (float a, float b) = (Between(ref random, 18, 30), Between(ref random, 18, 30));
        for (int i = 0; i <= Points; i++)
        {
            float angle = i * 2 * MathF.PI / Points;
            (float sin, float cos) = MathF.SinCos(angle);
            float radius = 1 + (depth * MathF.Cos((dents * angle) + start)) + (second * MathF.Cos((2 * angle) + other));
            line[i] = ((InkCanvas.Width / 2) + (a * radius * cos), (InkCanvas.Height / 2) + (b * radius * sin));
        }

        _canvas.Curve(line, Between(ref random, 2.5f, 4.5f));
    }

    /// <summary>The right part of a character and the left part of the next, as a cut in the wrong place leaves them.</summary>
    private bool TryHalves(ref SplitMix64 random)
    {
        float level = Between(ref random, 90, 170);
        (int left, PixelBox leftBox) = Pick(mustBeWide: true, ref random);
        (int right, PixelBox rightBox) = Pick(mustBeWide: true, ref random);
        float middle = Stamp(left, leftBox, 4, level, ref random);
        float start = middle + Between(ref random, -2, 8);
        float end = Stamp(right, rightBox, start, level, ref random);
        float from = middle - ((middle - 4) * Between(ref random, 0.35f, 0.6f));
        float to = start + ((end - start) * Between(ref random, 0.35f, 0.6f));
        _canvas.KeepColumns(from, to);
        return AreParts(from, (middle + start) / 2, to);
    }

    /// <summary>A character with a good part of a neighbour, on one side or on both.</summary>
    private bool TryCutRow(ref SplitMix64 random)
    {
        float level = Between(ref random, 90, 170);
        int sides = random.Next(3);
        (float left, float right) = (0, InkCanvas.Width);
        float x = 4;
        if (sides != 1)
        {
            (int image, PixelBox box) = Pick(mustBeWide: true, ref random);
            float end = Stamp(image, box, x, level, ref random);
            left = end - ((end - x) * Between(ref random, 0.45f, 0.7f));
            x = end + Between(ref random, -3, 6);
        }

        (int whole, PixelBox wholeBox) = Pick(mustBeWide: true, ref random);
        float before = x;
        x = Stamp(whole, wholeBox, x, level, ref random);
        float after = x;
        if (sides != 0)
        {
            x += Between(ref random, -3, 6);
            (int image, PixelBox box) = Pick(mustBeWide: true, ref random);
            float end = Stamp(image, box, x, level, ref random);
            right = x + ((end - x) * Between(ref random, 0.45f, 0.7f));
        }

        _canvas.KeepColumns(left, right);
        return AreParts(left, sides != 1 ? before : after, right);
    }

    /// <summary>Whether there is a good part of the ink on either side of a column.</summary>
    private bool AreParts(float left, float middle, float right)
    {
        (float first, float second) = (_canvas.InkOf(left, middle), _canvas.InkOf(middle, right));
        return Math.Min(first, second) >= LeastPart * (first + second);
    }

    /// <summary>A character in a box, of which a side may be missing.</summary>
    private void Box(ref SplitMix64 random)
    {
        (float left, float top, float right, float bottom) = Inner(ref random);
        float width = Pen(ref random);
        (float l, float t) = (left - Between(ref random, 4, 12), top - Between(ref random, 4, 12));
        (float r, float b) = (right + Between(ref random, 4, 12), bottom + Between(ref random, 4, 12));
        int missing = random.Next(6);
        Span<(float X, float Y)> corners =
            [Near(l, t, ref random), Near(r, t, ref random), Near(r, b, ref random), Near(l, b, ref random)];
        for (int side = 0; side < 4; side++)
        {
            if (side != missing)
            {
                _canvas.Stroke([corners[side], corners[(side + 1) % 4]], width);
            }
        }
    }

    /// <summary>A character with a ring around it.</summary>
    private void Ring(ref SplitMix64 random)
    {
        (float left, float top, float right, float bottom) = Inner(ref random);
        (float x, float y) = ((left + right) / 2, (top + bottom) / 2);
        float around = Between(ref random, 1.3f, 1.7f) / 2;
        (float a, float b) = (((right - left) * around) + 4, ((bottom - top) * around) + 4);
        const int Points = 14;
        Span<(float X, float Y)> ring = stackalloc (float X, float Y)[Points + 1];
        float start = Between(ref random, 0, 2 * MathF.PI);
        for (int i = 0; i <= Points; i++)
        {
            (float sin, float cos) = MathF.SinCos(start + (i * (2 * MathF.PI + 0.2f) / Points));
            float swell = Between(ref random, 0.95f, 1.08f);
            ring[i] = (x + (a * cos * swell), y + (b * sin * swell));
        }

        _canvas.Curve(ring, Pen(ref random));
    }

    /// <summary>A character that is crossed out by two strokes and more.</summary>
    private void CrossOut(ref SplitMix64 random)
    {
        (float left, float top, float right, float bottom) = Inner(ref random);
        float width = Pen(ref random);
        int strokes = 2 + random.Next(3);
        bool zigzag = random.Next(2) == 0;
        Span<(float X, float Y)> line = stackalloc (float X, float Y)[2 * strokes];
        for (int i = 0; i < strokes; i++)
        {
            float y = top + ((bottom - top) * (i + 1) / (strokes + 1));
            line[2 * i] = Near(left - 5, y + Between(ref random, -3, 6), ref random);
            line[(2 * i) + 1] = Near(right + 5, y + Between(ref random, -6, 3), ref random);
            if (!zigzag)
            {
                _canvas.Stroke(line.Slice(2 * i, 2), width);
            }
        }

        if (zigzag)
        {
            _canvas.Stroke(line, width);
        }
    }

    /// <summary>A tick: a short stroke down, and one up that is more than twice as long.</summary>
    private void Tick(ref SplitMix64 random)
    {
        float size = Between(ref random, 35, 60);
        (float x, float y) = (30, 80);
        _canvas.Curve(
            [
                (x - (size * Between(ref random, 0.18f, 0.3f)), y - (size * Between(ref random, 0.18f, 0.36f))),
                (x, y),
                (x + (size * Between(ref random, 0.35f, 0.5f)), y - (size * Between(ref random, 0.4f, 0.55f))),
                (x + (size * Between(ref random, 0.7f, 1.1f)), y - (size * Between(ref random, 0.85f, 1.1f))),
            ],
            Pen(ref random));
    }

    private void Scribble(ref SplitMix64 random)
    {
        int count = 9 + random.Next(12);
        Span<(float X, float Y)> points = stackalloc (float X, float Y)[count];
        (float width, float height) = (Between(ref random, 30, 80), Between(ref random, 25, 60));
        foreach (ref (float X, float Y) point in points)
        {
            point = (30 + Between(ref random, 0, width), 20 + Between(ref random, 0, height));
        }

        _canvas.Curve(points, Pen(ref random));
    }

    private void Blot(ref SplitMix64 random)
    {
        (float x, float y) = (InkCanvas.Width / 2, InkCanvas.Height / 2);
        int parts = 3 + random.Next(4);
        for (int i = 0; i < parts; i++)
        {
            _canvas.Fill((x, y), Between(ref random, 5, 16), Between(ref random, 4, 14));
            (x, y) = (x + Between(ref random, -14, 14), y + Between(ref random, -12, 12));
        }
    }

    /// <summary>Specks and fibres, as coarse paper leaves them.</summary>
    private void Texture(ref SplitMix64 random)
    {
        int specks = 15 + random.Next(50);
        (float width, float height) = (Between(ref random, 40, 100), Between(ref random, 40, 80));
        for (int i = 0; i < specks; i++)
        {
            (float x, float y) = (10 + Between(ref random, 0, width), 8 + Between(ref random, 0, height));
            _canvas.Stroke([(x, y), Near(x, y, ref random)], Between(ref random, 1.5f, 3.5f));
        }
    }

    /// <summary>Several lines side by side, or crossing as those of squared paper.</summary>
    private void Lines(ref SplitMix64 random)
    {
        int count = 3 + random.Next(4);
        bool grid = random.Next(2) == 0;
        float slant = grid ? 0 : Between(ref random, -20, 20);
        float length = Between(ref random, 35, 60);
        float gap = Between(ref random, 8, 13);
        float width = Between(ref random, 2, 4.5f);
        for (int i = 0; i < count; i++)
        {
            float x = 30 + (i * gap);
            _canvas.Stroke([Near(x + slant, 20, ref random), Near(x, 20 + length, ref random)], width);
            if (grid && i + 1 < count)
            {
                float y = 20 + ((i + 0.5f) * length / count);
                _canvas.Stroke([Near(24, y, ref random), Near(36 + ((count - 1) * gap), y, ref random)], width);
            }
        }
    }

    /// <summary>Puts a wide character where things can be drawn around it.</summary>
    private (float Left, float Top, float Right, float Bottom) Inner(ref SplitMix64 random)
    {
        (int image, PixelBox box) = Pick(mustBeWide: true, ref random);
        float size = Between(ref random, 24, 40);
        (float left, float top) = (55, (InkCanvas.Height - size) / 2);
        float right = _canvas.Stamp(_images.GetImage(image), box, left, top, size, Between(ref random, 90, 170));
        return (left, top, right, top + (size * box.Height / box.LongSide));
    }

    /// <summary>Puts a character of about the usual size on the line.</summary>
    private float Stamp(int image, PixelBox box, float left, float level, ref SplitMix64 random)
    {
        float size = InkCanvas.CharacterSide * Between(ref random, 0.8f, 1.15f);
        float top = ((InkCanvas.Height - size) / 2) + Between(ref random, -5, 5);
        return _canvas.Stamp(_images.GetImage(image), box, left, top, size, level);
    }

    /// <summary>Every class equally often, and within a class every image.</summary>
    private (int Image, PixelBox Box) Pick(bool mustBeWide, ref SplitMix64 random)
    {
        for (int i = 0; ; i++)
        {
            int[] members = _members[random.Next(_members.Length)];
            int image = members[random.Next(members.Length)];
            PixelBox box = InkCanvas.BoxOf(_images.GetImage(image));
            if (box.Right <= box.Left)
            {
                box = new PixelBox(0, 0, 28, 28);
            }

            if (i == Tries || !mustBeWide || IsWide(box))
            {
                return (image, box);
            }
        }
    }

    private static bool IsWide(PixelBox box) => box.Width >= WideShare * box.LongSide;

    private static float Pen(ref SplitMix64 random) => Between(ref random, 2.5f, 6);

    private static (float X, float Y) Near(float x, float y, ref SplitMix64 random) =>
        (x + Between(ref random, -2.5f, 2.5f), y + Between(ref random, -2.5f, 2.5f));

    private static float Between(ref SplitMix64 random, float min, float max) => min + ((max - min) * (float)random.NextDouble());
}
