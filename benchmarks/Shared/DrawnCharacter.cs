using Emnist.Recognition.Imaging;

namespace Emnist.Recognition;

/// <summary>Pictures of characters, drawn with strokes of a round pen: the same ones at every run.</summary>
internal static class DrawnCharacter
{
    /// <summary>Strokes of points in a square of 0 to 1, y downwards, that a smooth curve goes through.</summary>
    private static readonly Dictionary<char, (float X, float Y)[][]> Strokes = new()
    {
        ['0'] = [[
            (.55f, .05f), (.3f, .15f), (.2f, .5f), (.32f, .88f), (.55f, .95f), (.76f, .75f), (.8f, .42f), (.7f, .12f), (.52f, .06f)]],
        ['1'] = [[(.54f, .05f), (.51f, .5f), (.48f, .95f)]],
        ['2'] = [
            [(.2f, .28f), (.34f, .1f), (.6f, .06f), (.76f, .22f), (.7f, .42f), (.45f, .68f), (.18f, .93f)],
            [(.18f, .93f), (.84f, .93f)]],
        ['3'] = [
            [(.22f, .16f), (.42f, .06f), (.68f, .1f), (.72f, .28f), (.58f, .43f), (.4f, .48f)],
            [(.4f, .48f), (.66f, .5f), (.78f, .66f), (.7f, .87f), (.44f, .96f), (.2f, .87f)]],
        ['4'] = [[(.52f, .06f), (.36f, .3f), (.15f, .6f)], [(.15f, .6f), (.86f, .57f)], [(.66f, .36f), (.64f, .66f), (.62f, .97f)]],
        ['5'] = [
            [(.76f, .07f), (.34f, .08f)], [(.34f, .08f), (.28f, .42f)],
            [(.28f, .42f), (.6f, .4f), (.76f, .64f), (.62f, .9f), (.22f, .92f)]],
        ['6'] = [[
            (.68f, .05f), (.44f, .2f), (.27f, .48f), (.24f, .76f), (.42f, .95f), (.66f, .92f), (.76f, .72f), (.62f, .54f), (.42f, .56f),
            (.26f, .74f)]],
        ['7'] = [[(.15f, .12f), (.82f, .1f)], [(.82f, .1f), (.62f, .42f), (.46f, .7f), (.36f, .97f)]],
        ['8'] = [[
            (.64f, .14f), (.44f, .05f), (.26f, .18f), (.36f, .38f), (.62f, .54f), (.74f, .76f), (.56f, .95f), (.32f, .9f), (.26f, .7f),
            (.44f, .5f), (.66f, .34f), (.68f, .18f), (.62f, .12f)]],
        ['9'] = [
            [(.72f, .2f), (.5f, .05f), (.27f, .2f), (.28f, .42f), (.5f, .52f), (.7f, .38f), (.73f, .18f)],
            [(.73f, .18f), (.7f, .55f), (.6f, .95f)]],
        ['A'] = [[(.5f, .05f), (.36f, .42f), (.12f, .96f)], [(.5f, .05f), (.66f, .44f), (.88f, .95f)], [(.27f, .64f), (.74f, .63f)]],
        ['E'] = [
            [(.26f, .06f), (.23f, .5f), (.25f, .94f)], [(.26f, .07f), (.8f, .05f)], [(.25f, .49f), (.7f, .47f)],
            [(.25f, .94f), (.82f, .92f)]],
        ['H'] = [[(.2f, .06f), (.21f, .5f), (.19f, .95f)], [(.8f, .05f), (.78f, .5f), (.79f, .96f)], [(.2f, .5f), (.79f, .49f)]],
        ['R'] = [
            [(.24f, .96f), (.23f, .5f), (.24f, .07f)], [(.24f, .07f), (.56f, .04f), (.78f, .2f), (.66f, .42f), (.26f, .5f)],
            [(.44f, .49f), (.62f, .72f), (.84f, .95f)]],
    };

    /// <summary>The characters that are drawn for a measurement.</summary>
    public const string Characters = "2346789AEHR";

    /// <summary>A picture of one character, which takes two thirds of its side.</summary>
    public static GrayImage Draw(char character, ImageSize size, Ground ground)
    {
        float[] ink = new float[size.Width * size.Height];
        float side = 0.66f * Math.Min(size.Width, size.Height);
        AddInk(ink, size, character, ((size.Width - side) / 2, (size.Height - side) / 2, side), pen: Math.Max(2, side / 9));
        return Paint(ink, size, ground, seed: character);
    }

    /// <summary>Draws a character into a plane of ink, 0 to 1.</summary>
    public static void AddInk(Span<float> ink, ImageSize size, char character, (float X, float Y, float Side) place, float pen)
    {
        foreach ((float X, float Y)[] stroke in Strokes[character])
        {
            (float X, float Y) last = default;
            foreach ((float x, float y) in Curve(stroke))
            {
                (float X, float Y) next = (place.X + (place.Side * x), place.Y + (place.Side * y));
                if (last != default)
                {
                    AddLine(ink, size, last, next, pen / 2);
                }

                last = next;
            }
        }
    }

    /// <summary>Ink on its ground.</summary>
    public static GrayImage Paint(ReadOnlySpan<float> ink, ImageSize size, Ground ground, int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[ink.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, size.Width);
            (float across, float down) = ((float)x / size.Width, (float)y / size.Height);
            float noise = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2;
            (float paper, float pen) = ground switch
            {
                Ground.Plain => (250, 30),
                Ground.Noisy => (240 + (14 * noise), 40 + (14 * noise)),
                Ground.Dark => (35, 235),
                Ground.Shadow => (235 - (105 * Math.Clamp(((across + (0.4f * down) - 0.7f) * 12) + 0.5f, 0, 1)) + (4 * noise), 30),
                Ground.Odd => (IsLine(x, y, size) ? 110 - (60 * across) : 80 - (60 * across) + (5 * noise), 220),
                _ => (215 - (70 * across) - (20 * down) + (8 * noise), 70 - (20 * across) + (8 * noise)),
            };
            pixels[i] = (byte)Math.Clamp(paper + (ink[i] * (pen - paper)), 0, 255);
        }

        return new GrayImage(size, pixels);
    }

    private static bool IsLine(int x, int y, ImageSize size) => x % (size.Width / 8) == 3 || y % (size.Width / 8) == 3;

    /// <summary>Points along a Catmull-Rom spline.</summary>
    private static IEnumerable<(float X, float Y)> Curve((float X, float Y)[] points)
    {
        const int Steps = 12;
        (float X, float Y)[] ends = [points[0], .. points, points[^1]];
        for (int i = 1; i < points.Length; i++)
        {
            for (int step = 0; step < Steps; step++)
            {
                float t = (float)step / Steps;
                yield return (Spline(ends[i - 1].X, ends[i].X, ends[i + 1].X, ends[i + 2].X, t),
                    Spline(ends[i - 1].Y, ends[i].Y, ends[i + 1].Y, ends[i + 2].Y, t));
            }
        }

        yield return points[^1];
    }

    private static float Spline(float a, float b, float c, float d, float t) =>
        0.5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));

    private static void AddLine(Span<float> ink, ImageSize size, (float X, float Y) from, (float X, float Y) to, float radius)
    {
        (float dx, float dy) = (to.X - from.X, to.Y - from.Y);
        float reach = radius + 1;
        int top = Math.Max(0, (int)(Math.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(size.Height - 1, (int)(Math.Max(from.Y, to.Y) + reach));
        int left = Math.Max(0, (int)(Math.Min(from.X, to.X) - reach));
        int right = Math.Min(size.Width - 1, (int)(Math.Max(from.X, to.X) + reach));
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                float t = Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
                float distance = MathF.Sqrt(Square(x - from.X - (t * dx)) + Square(y - from.Y - (t * dy)));
                ref float pixel = ref ink[(y * size.Width) + x];
                pixel = Math.Max(pixel, Math.Clamp(radius - distance + 0.5f, 0, 1));
            }
        }
    }

    private static float Square(float value) => value * value;
}
