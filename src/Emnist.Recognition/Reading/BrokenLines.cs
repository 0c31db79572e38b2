using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Puts lines together that are one: where a y follows an l, or a line is tilted much, its second half is no lower than another line, but
/// its small letters go on; and what stands over or under a character by itself, as the ring over a j, or the tail of a g that the pen left
/// out a part of, is no line.
/// </summary>
internal static class BrokenLines
{
    /// <summary>So many characters at their ends say whether two lines are one, by the medians of their tops and feet.</summary>
    private const int Ends = 3;

    /// <summary>
    /// The medians overlap for this part of the lower of the two, and the lines are so far apart at most, in character heights.
    /// </summary>
    private const double MinOverlap = 0.5;
    private const double MaxGap = 3;

    /// <summary>A line has so many characters at least, which what belongs to one of them does not.</summary>
    private const int LeastOfLine = 3;

    /// <summary>
    /// What belongs to a character is no taller than this, and no further from it, in character heights; half a letter, of any height, all
    /// but touches the other half, and both are no taller than a letter with a tail.
    /// </summary>
    private const double MaxHeight = 0.7;
    private const double Reach = 0.35;
    private const double Touching = 0.1;
    private const double TallestWhole = 1.5;

    /// <summary>It stands over or under that character for this part of its width.</summary>
    private const double MinShared = 0.6;

    /// <summary>Joins lines.</summary>
    /// <param name="lines">The lines from the top; one that is joined keeps the place of its left or longer part.</param>
    /// <param name="tall">How tall tall characters are, in pixels.</param>
    public static void Join(List<List<PieceGroup>> lines, int tall)
    {
        PutTogether(lines, (line, other) => GoesOn(line, other, tall));
        PutTogether(lines, (line, other) => IsPartOf(other, line, tall));
    }

    private static void PutTogether(List<List<PieceGroup>> lines, Func<PieceGroup[], PieceGroup[], bool> areOne)
    {
        List<PieceGroup[]> bodies = [.. lines.Select(BodiesOf)];
        for (int i = 0; i < lines.Count; i++)
        {
            for (int k = 0; k < lines.Count; k++)
            {
                if (i != k && areOne(bodies[i], bodies[k]))
                {
                    lines[i].AddRange(lines[k]);
                    bodies[i] = BodiesOf(lines[i]);
                    lines.RemoveAt(k);
                    bodies.RemoveAt(k);
                    i -= k < i ? 1 : 0;
                    k = -1;
                }
            }
        }
    }

    private static PieceGroup[] BodiesOf(List<PieceGroup> line) =>
        [.. line.Where(static group => !group.IsScrap).OrderBy(static group => group.Box.Left)];

    /// <summary>Whether the second is the first one's right part.</summary>
    private static bool GoesOn(PieceGroup[] line, PieceGroup[] other, int tall)
    {
        if (line.Length == 0 || other.Length == 0 || other[0].Box.Left <= line[^1].Box.Left
            || other[0].Box.Left - line[^1].Box.Right > MaxGap * tall || line.Any(group => group.Box.Right > other[0].Box.Right))
        {
            return false;
        }

        ReadOnlySpan<PieceGroup> end = line.AsSpan(Math.Max(0, line.Length - Ends)..);
        ReadOnlySpan<PieceGroup> beginning = other.AsSpan(..Math.Min(Ends, other.Length));
        (int highest, int lowest) = Extent(end);
        (int otherHighest, int otherLowest) = Extent(beginning);
        if (Math.Max(highest, otherHighest) >= Math.Min(lowest, otherLowest))
        {
            // Of most lines of a page, which are far above or below, no medians are asked.
            return false;
        }

        (double top, double bottom) = Band(end);
        (double otherTop, double otherBottom) = Band(beginning);
        return Math.Min(bottom, otherBottom) - Math.Max(top, otherTop) >= MinOverlap * Math.Min(bottom - top, otherBottom - otherTop);
    }

    private static (int Top, int Bottom) Extent(ReadOnlySpan<PieceGroup> groups)
    {
        (int top, int bottom) = (int.MaxValue, int.MinValue);
        foreach (PieceGroup group in groups)
        {
            (top, bottom) = (Math.Min(top, group.Box.Top), Math.Max(bottom, group.Box.Bottom));
        }

        return (top, bottom);
    }

    private static (double Top, double Bottom) Band(ReadOnlySpan<PieceGroup> groups)
    {
        PixelBox[] boxes = [.. groups.ToArray().Select(static group => group.Box)];
        return (Median.Of(boxes.Select(static box => (double)box.Top)), Median.Of(boxes.Select(static box => (double)box.Bottom)));
    }

    /// <summary>Whether all of a few stands over or under characters of a line.</summary>
    private static bool IsPartOf(PieceGroup[] few, PieceGroup[] line, int tall)
    {
        if (few.Length is 0 or >= LeastOfLine || line.Length < LeastOfLine)
        {
            return false;
        }

        // What is below is as far as it is from the letters' feet: a tail may come down to another line.
        int[] bottoms = [.. line.Select(static group => group.Box.Bottom).Order()];
        int foot = bottoms[bottoms.Length / 4];
        return Array.TrueForAll(few, part => Array.Exists(line, group => Belongs(part.Box, group.Box, foot, few.Length == 1, tall)));
    }

    private static bool Belongs(PixelBox part, PixelBox box, int foot, bool isAlone, int tall)
    {
        int apart = Math.Max(part.Top - Math.Min(box.Bottom, foot), box.Top - part.Bottom);
        int shared = Math.Min(part.Right, box.Right) - Math.Max(part.Left, box.Left);
        bool isHalf = isAlone && apart <= Touching * tall && box.Include(part).Height <= TallestWhole * tall;
        return shared >= MinShared * part.Width && (isHalf || (apart <= Reach * tall && part.Height <= MaxHeight * tall));
    }
}
