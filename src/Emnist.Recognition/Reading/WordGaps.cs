using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Finds the gaps between words by the rhythm of a line.</summary>
internal static class WordGaps
{
    /// <summary>No gap between words is narrower, in character heights.</summary>
    private const double Least = 0.4;

    /// <summary>A gap between words is so many times as wide as the line's usual gap, or a gap within a word.</summary>
    private const double ToUsual = 2.2;

    /// <summary>From one character's middle to the next's it is so many times as far as usual.</summary>
    private const double PitchToUsual = 1.3;

    /// <summary>
    /// The usual gap is that of those that are no wider, in character heights. A line of few gaps may have none of them: its words are
    /// apart by the last.
    /// </summary>
    private const double Narrow = 0.45;
    private const int Rhythm = 3;
    private const double Wide = 0.8;

    /// <summary>Finds the gaps.</summary>
    /// <param name="path">What the line is divided into, from the left.</param>
    /// <param name="atomCount">The number of its atoms.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    /// <returns>[atoms]: whether a gap is before an atom.</returns>
    public static bool[] Find(IReadOnlyList<Segment> path, int atomCount, int height)
    {
        bool[] found = new bool[atomCount];
        if (path.Count < 2)
        {
            return found;
        }

        double[] gaps = new double[path.Count - 1];
        double[] pitches = new double[path.Count - 1];
        for (int i = 0; i < gaps.Length; i++)
        {
            (PixelBox left, PixelBox right) = (path[i].Box, path[i + 1].Box);
            gaps[i] = right.Left - left.Right;
            pitches[i] = (right.Left + right.Right - left.Left - left.Right) / 2.0;
        }

        // Gaps between words may be most of a short line's.
        int[] within = [.. Enumerable.Range(0, gaps.Length).Where(i => gaps[i] <= Narrow * height)];
        if (within.Length == 0)
        {
            within = [.. Enumerable.Range(0, gaps.Length)];
        }

        double usual = Math.Max(0, Median.Of(within.Select(i => gaps[i])));
        double usualPitch = Median.Of(within.Select(i => pitches[i]));
        for (int i = 0; i < gaps.Length; i++)
        {
            found[path[i + 1].First] = gaps.Length < Rhythm && usual > Narrow * height
                ? gaps[i] > Wide * height
                : gaps[i] > Math.Max(Least * height, ToUsual * usual) && pitches[i] > PitchToUsual * usualPitch;
        }

        return found;
    }
}
