namespace DrawingPad.Tests;

/// <summary>Characters as the strokes of a pen.</summary>
internal static class Strokes
{
    /// <summary>Points that a smooth curve goes through, in a square of 0 to 1, y downwards.</summary>
    private static readonly Dictionary<char, (float X, float Y)[][]> Shapes = new()
    {
        ['0'] = [[(.5f, .05f), (.28f, .22f), (.22f, .5f), (.3f, .82f), (.52f, .95f), (.72f, .8f), (.78f, .48f), (.7f, .2f), (.5f, .05f)]],
        ['1'] = [[(.5f, .05f), (.5f, .5f), (.5f, .95f)]],
        ['2'] =
        [
            [(.2f, .28f), (.34f, .1f), (.6f, .06f), (.76f, .22f), (.7f, .42f), (.45f, .68f), (.18f, .93f)],
            [(.18f, .93f), (.5f, .9f), (.84f, .93f)],
        ],
        ['3'] =
        [
            [(.22f, .16f), (.42f, .06f), (.68f, .1f), (.72f, .28f), (.58f, .43f), (.4f, .48f)],
            [(.4f, .48f), (.66f, .5f), (.78f, .66f), (.7f, .87f), (.44f, .96f), (.2f, .87f)],
        ],
        ['4'] =
        [
            [(.52f, .06f), (.36f, .3f), (.15f, .6f)],
            [(.15f, .6f), (.5f, .6f), (.86f, .57f)],
            [(.66f, .36f), (.64f, .66f), (.62f, .97f)],
        ],
        ['5'] =
        [
            [(.3f, .08f), (.27f, .27f), (.25f, .46f)],
            [(.25f, .46f), (.46f, .4f), (.7f, .48f), (.76f, .7f), (.62f, .9f), (.4f, .95f), (.2f, .88f)],
            [(.3f, .08f), (.5f, .07f), (.76f, .06f)],
        ],
        ['6'] =
        [
            [
                (.68f, .05f), (.44f, .2f), (.27f, .48f), (.24f, .76f), (.42f, .95f), (.66f, .92f),
                (.76f, .72f), (.62f, .54f), (.42f, .56f), (.26f, .74f),
            ],
        ],
        ['7'] = [[(.15f, .12f), (.48f, .1f), (.82f, .1f)], [(.82f, .1f), (.62f, .42f), (.46f, .7f), (.36f, .97f)]],
        ['8'] =
        [
            [
                (.64f, .14f), (.44f, .05f), (.26f, .18f), (.36f, .38f), (.62f, .54f), (.74f, .76f), (.56f, .95f), (.32f, .9f), (.26f, .7f),
                (.44f, .5f), (.66f, .34f), (.68f, .18f), (.62f, .12f),
            ],
        ],
        ['9'] =
        [
            [(.72f, .3f), (.6f, .08f), (.36f, .1f), (.26f, .3f), (.38f, .48f), (.6f, .44f), (.72f, .28f)],
            [(.73f, .26f), (.7f, .6f), (.64f, .96f)],
        ],
        ['A'] =
        [
            [(.5f, .05f), (.36f, .42f), (.12f, .96f)],
            [(.5f, .05f), (.66f, .44f), (.88f, .95f)],
            [(.27f, .64f), (.5f, .62f), (.74f, .63f)],
        ],
        ['B'] =
        [
            [(.25f, .05f), (.24f, .5f), (.25f, .95f)],
            [(.25f, .06f), (.55f, .04f), (.72f, .18f), (.62f, .4f), (.26f, .47f)],
            [(.26f, .47f), (.62f, .5f), (.8f, .7f), (.64f, .92f), (.25f, .95f)],
        ],
        ['E'] =
        [
            [(.26f, .06f), (.23f, .5f), (.25f, .94f)], [(.26f, .07f), (.5f, .06f), (.8f, .05f)],
            [(.25f, .49f), (.48f, .48f), (.7f, .47f)], [(.25f, .94f), (.52f, .94f), (.82f, .92f)],
        ],
        ['H'] =
        [
            [(.2f, .06f), (.21f, .5f), (.19f, .95f)],
            [(.8f, .05f), (.78f, .5f), (.79f, .96f)],
            [(.2f, .5f), (.5f, .48f), (.79f, .49f)],
        ],
        ['K'] =
        [
            [(.24f, .05f), (.23f, .5f), (.25f, .96f)],
            [(.8f, .07f), (.52f, .36f), (.25f, .56f)],
            [(.38f, .48f), (.6f, .72f), (.84f, .95f)],
        ],
        ['R'] =
        [
            [(.24f, .96f), (.23f, .5f), (.24f, .07f)], [(.24f, .07f), (.56f, .04f), (.78f, .2f), (.66f, .42f), (.26f, .5f)],
            [(.44f, .49f), (.62f, .72f), (.84f, .95f)],
        ],
        ['g'] =
        [
            [(.72f, .14f), (.5f, .04f), (.3f, .16f), (.28f, .38f), (.46f, .5f), (.66f, .4f), (.74f, .2f)],
            [(.74f, .1f), (.74f, .5f), (.7f, .82f), (.48f, .97f), (.24f, .88f)],
        ],
        ['h'] = [[(.26f, .04f), (.25f, .5f), (.25f, .96f)], [(.25f, .66f), (.42f, .5f), (.64f, .54f), (.7f, .72f), (.71f, .96f)]],
    };

    /// <summary>The strokes of a line of characters, in the middle of a pad of 4 to 3 whose sides are 0 to 1.</summary>
    public static IEnumerable<(float X, float Y)[]> Of(string text)
    {
        // In the pad's own proportions, 4 wide and 3 high.
        float side = Math.Min(2f, 3.5f / text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            float left = 2 + ((i - (text.Length / 2f)) * side);
            foreach ((float X, float Y)[] stroke in Shapes[text[i]])
            {
                yield return [.. Curve(stroke).Select(point => ((left + (point.X * side)) / 4, (1.5f + ((point.Y - 0.5f) * side)) / 3))];
            }
        }
    }

    /// <summary>Points along a Catmull-Rom spline through those given.</summary>
    private static IEnumerable<(float X, float Y)> Curve((float X, float Y)[] points)
    {
        const int steps = 6;
        for (int i = 0; i < points.Length - 1; i++)
        {
            (float X, float Y)[] four = [points[Math.Max(i - 1, 0)], points[i], points[i + 1], points[Math.Min(i + 2, points.Length - 1)]];
            for (int step = 0; step < steps; step++)
            {
                float t = step / (float)steps;
                yield return (At(t, four[0].X, four[1].X, four[2].X, four[3].X), At(t, four[0].Y, four[1].Y, four[2].Y, four[3].Y));
            }
        }

        yield return points[^1];
    }

    private static float At(float t, float a, float b, float c, float d) =>
        0.5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
