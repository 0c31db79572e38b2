using System.Numerics;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>What the lines of a picture are looked for in.</summary>
/// <param name="Contrast">How far each pixel stands out from the ground.</param>
/// <param name="Threshold">A pixel may be part of a line from this contrast on.</param>
internal readonly record struct LineInk(Plane Contrast, float Threshold);

/// <summary>The ink of a picture, asked how much of a line is drawn in it.</summary>
/// <param name="levels">How far each pixel stands out from the ground, for level lines.</param>
/// <param name="uprights">The same for upright ones, as large.</param>
internal sealed class LineDrawing(LineInk levels, LineInk uprights)
{
    /// <summary>Gaps of so many pixels, as dotted lines have, count as drawn.</summary>
    private const int MaxGap = 6;

    /// <summary>So many places are looked at; a picture that needs more is a texture.</summary>
    private const int MaxPlaces = 4_000_000;

    private int _places;

    /// <summary>The ink of a picture for lines of both kinds.</summary>
    /// <param name="contrast">How far each pixel stands out from the ground.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    public LineDrawing(Plane contrast, float threshold)
        : this(new LineInk(contrast, threshold), new LineInk(contrast, threshold))
    {
    }

    /// <summary>Whether too much was asked, and the answers are none.</summary>
    public bool IsExhausted => _places > MaxPlaces;

    public int Width => levels.Contrast.Width;

    public int Height => levels.Contrast.Height;

    /// <summary>The part of a line between two points that is drawn, 0 to 1; what is beyond the picture counts as not drawn.</summary>
    /// <param name="from">One end.</param>
    /// <param name="to">The other.</param>
    /// <param name="reach">How far its ink may be aside, in pixels.</param>
    public double PartDrawn(Vector2 from, Vector2 to, double reach)
    {
        Vector2 way = to - from;
        int steps = Math.Max(1, (int)way.Length());
        _places += steps;
        if (IsExhausted)
        {
            _places = MaxPlaces + 1;
            return 0;
        }

        bool isLevel = Math.Abs(way.X) >= Math.Abs(way.Y);
        (Plane contrast, float threshold) = isLevel ? levels : uprights;
        ReadOnlySpan<float> ink = contrast.Values;
        (int drawn, int last) = (0, -1);
        for (int i = 0; i <= steps; i++)
        {
            Vector2 point = from + (way * (i / (float)steps));
            if (IsDrawn(ink, threshold, point, isLevel, (int)Math.Ceiling(reach)))
            {
                drawn += last >= 0 && i - last <= MaxGap ? i - last : 1;
                last = i;
            }
        }

        return drawn / (steps + 1.0);
    }

    /// <summary>The part of a line that lies in the picture (Liang and Barsky, ACM Trans. Graphics 3(1), 1984); null for none.</summary>
    public (Vector2 From, Vector2 To)? Within(Vector2 from, Vector2 to)
    {
        Vector2 way = to - from;
        (float first, float last) = (0, 1);
        foreach ((float step, float room) in (ReadOnlySpan<(float, float)>)
            [(-way.X, from.X), (way.X, Width - 1 - from.X), (-way.Y, from.Y), (way.Y, Height - 1 - from.Y)])
        {
            if (step == 0 && room < 0)
            {
                return null;
            }

            first = step < 0 ? Math.Max(first, room / step) : first;
            last = step > 0 ? Math.Min(last, room / step) : last;
        }

        return first < last ? (from + (way * first), from + (way * last)) : null;
    }

    private bool IsDrawn(ReadOnlySpan<float> ink, float threshold, Vector2 point, bool isLevel, int reach)
    {
        (int x, int y) = ((int)MathF.Round(point.X), (int)MathF.Round(point.Y));
        (int across, int down) = isLevel ? (0, reach) : (reach, 0);
        (int left, int right) = (Math.Max(0, x - across), Math.Min(Width - 1, x + across));
        (int top, int bottom) = (Math.Max(0, y - down), Math.Min(Height - 1, y + down));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                if (ink[(row * Width) + column] >= threshold)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
