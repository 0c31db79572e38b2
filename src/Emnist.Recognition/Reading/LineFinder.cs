using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Sorts characters into text lines, which may be tilted: from the left, each goes to the line whose end it overlaps
/// most.
/// </summary>
internal static class LineFinder
{
    /// <summary>Characters overlap the end of their line downwards for this part of the lower of the two.</summary>
    private const double MinOverlap = 0.4;

    /// <summary>So many characters make up a line's end.</summary>
    private const int EndLength = 3;

    /// <summary>Finds the lines.</summary>
    /// <returns>The lines from the top, each with its groups from the left.</returns>
    public static List<List<PieceGroup>> Find(IEnumerable<PieceGroup> groups)
    {
        List<List<PieceGroup>> lines = [];
        foreach (PieceGroup group in groups.OrderBy(g => g.Box.Left))
        {
            List<PieceGroup>? line = lines.MaxBy(l => Overlap(EndOf(l), group.Box));
            if (line is null || Overlap(EndOf(line), group.Box) < MinOverlap)
            {
                lines.Add(line = []);
            }

            line.Add(group);
        }

        return [.. lines.OrderBy(line => line.Average(g => g.Box.Top + g.Box.Bottom))];
    }

    private static (double Top, double Bottom) EndOf(List<PieceGroup> line)
    {
        IEnumerable<PieceGroup> end = line.TakeLast(EndLength);
        return (end.Average(g => g.Box.Top), end.Average(g => g.Box.Bottom));
    }

    private static double Overlap((double Top, double Bottom) end, PixelBox box)
    {
        double shared = Math.Min(end.Bottom, box.Bottom) - Math.Max(end.Top, box.Top);
        return shared / Math.Min(end.Bottom - end.Top, box.Height);
    }
}
