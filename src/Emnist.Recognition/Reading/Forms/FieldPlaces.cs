using System.Numerics;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds the boxes of a form that are said to be at given places: the form may lie a little aside, and its walls be within or without
/// of what was said.
/// </summary>
internal sealed class FieldPlaces(LineDrawing drawing)
{
    /// <summary>Walls are looked for within this part of a field's shorter side from its edges.</summary>
    private const double Reach = 0.15;

    /// <summary>
    /// The walls of a box are apart by a width that is within this part of the side, or so many pixels, from what was said.
    /// </summary>
    private const double SameWidth = 0.08;
    private const int MinSameWidth = 4;

    /// <summary>
    /// Two walls are drawn over this much of their lengths together, where they are to tell the box's place. One alone may be a stroke.
    /// </summary>
    private const double MinDrawn = 0.9;
    private const double MinDrawnEach = 0.25;

    /// <summary>What a pixel further away counts less.</summary>
    private const double Nearer = 0.01;

    /// <summary>The box at a place, which is told by its edges.</summary>
    public FormBox Find(float left, float top, float right, float bottom)
    {
        int reach = Math.Max(2, (int)(Reach * Math.Min(right - left, bottom - top)));
        (int Low, int High)? uprights = Shift(
            reach, right - left, d => (new(left + d, top), new(left + d, bottom)), d => (new(right + d, top), new(right + d, bottom)));
        (left, right) = uprights is { } x ? (left + x.Low, right + x.High) : (left, right);
        (int Low, int High)? levels = Shift(
            reach, bottom - top, d => (new(left, top + d), new(right, top + d)), d => (new(left, bottom + d), new(right, bottom + d)));
        (top, bottom) = levels is { } y ? (top + y.Low, bottom + y.High) : (top, bottom);
        return new FormBox(new Vector2(left, top), new Vector2(right, top), new Vector2(right, bottom), new Vector2(left, bottom))
        {
            Walls = (uprights is not null, levels is not null),
        };
    }

    /// <summary>How far two walls that face each other are from where they should be; null where they are not drawn.</summary>
    private (int Low, int High)? Shift(int reach, float width, Func<int, (Vector2 From, Vector2 To)> low, Func<int, (Vector2 From, Vector2 To)> high)
    {
        double[] lows = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(d => Drawn(low(d)))];
        double[] highs = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(d => Drawn(high(d)))];
        double same = Math.Max(MinSameWidth, SameWidth * width);
        (double best, (int Low, int High)? shift) = (0, null);
        for (int i = 0; i < lows.Length; i++)
        {
            for (int j = 0; j < highs.Length; j++)
            {
                double score = lows[i] + highs[j] - (Nearer * (Math.Abs(i - j) + (Math.Abs(i + j - (2 * reach)) / 2.0)));
                if (lows[i] >= MinDrawnEach && highs[j] >= MinDrawnEach && lows[i] + highs[j] >= MinDrawn
                    && Math.Abs(i - j) <= same && score > best)
                {
                    (best, shift) = (score, (i - reach, j - reach));
                }
            }
        }

        return shift;
    }

    private double Drawn((Vector2 From, Vector2 To) wall) => drawing.PartDrawn(wall.From, wall.To, 1);
}
