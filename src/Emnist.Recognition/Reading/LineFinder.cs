using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Sorts characters into text lines, which may be tilted: from the left, each goes to the line whose part beside it it overlaps
/// most. Tall ones come first; what is lower, such as a stroke that stands off its character, goes to the lines that these make.
/// </summary>
internal static class LineFinder
{
    /// <summary>Lower groups, in character heights, make no line where there is one for them.</summary>
    private const double TallFrom = 0.6;

    /// <summary>Groups overlap the part of their line beside them downwards for this part of the lower of the two.</summary>
    private const double MinOverlap = 0.4;

    /// <summary>How far above or below a line a low group may lie, in character heights.</summary>
    private const double LooseReach = 0.3;

    /// <summary>How far from the characters of its line a scrap may be, in character heights.</summary>
    private const double ScrapReach = 1.5;

    /// <summary>So many groups are looked at beside another one.</summary>
    private const int Neighbours = 3;

    /// <summary>Finds the lines.</summary>
    /// <param name="groups">What is to be sorted.</param>
    /// <param name="scraps">What goes to the lines that the others make, if it is near one, and makes none.</param>
    /// <param name="tall">How tall the tall ones are, in pixels.</param>
    /// <returns>The lines from the top, each with its groups from the left, its scraps last.</returns>
    public static List<List<PieceGroup>> Find(IEnumerable<PieceGroup> groups, IEnumerable<PieceGroup> scraps, int tall)
    {
        List<Line> lines = [];
        ILookup<bool, PieceGroup> byHeight = groups.OrderBy(g => g.Box.Left).ToLookup(g => g.Box.Height >= TallFrom * tall);
        foreach (PieceGroup group in byHeight[true])
        {
            Line line = Find(lines, group.Box, 0) ?? Start(lines);
            line.Guides.Add(group);
        }

        int tallLines = lines.Count;
        foreach (PieceGroup group in byHeight[false])
        {
            Line line = Find(lines, group.Box, LooseReach * tall) ?? Start(lines);
            (lines.IndexOf(line, 0, tallLines) >= 0 ? line.Others : line.Guides).Add(group);
        }

        foreach (PieceGroup scrap in scraps)
        {
            if (Find(lines, scrap.Box, LooseReach * tall) is { } line && IsNear(line, scrap.Box, ScrapReach * tall))
            {
                line.Scraps.Add(scrap);
            }
        }

        return
        [
            .. lines.Select(line => (List<PieceGroup>)[.. line.Guides, .. line.Others, .. line.Scraps])
                .OrderBy(line => line.Average(g => g.Box.Top + g.Box.Bottom)),
        ];
    }

    private static Line Start(List<Line> lines)
    {
        lines.Add(new Line([], [], []));
        return lines[^1];
    }

    private static bool IsNear(Line line, PixelBox box, double reach) => line.Guides.Concat(line.Others)
        .Any(group => Math.Max(group.Box.Left - box.Right, box.Left - group.Box.Right) <= reach);

    private static Line? Find(List<Line> lines, PixelBox box, double reach)
    {
        (Line? best, double most, double least) = (null, 0, 0);
        foreach (Line line in lines)
        {
            (double overlap, double distance) = Compare(line.Guides, box, reach);
            if (overlap >= MinOverlap && (best is null || overlap > most || (overlap == most && distance < least)))
            {
                (best, most, least) = (line, overlap, distance);
            }
        }

        return best;
    }

    /// <summary>The first of a line's groups that lies further to the right.</summary>
    private static int IndexBehind(List<PieceGroup> line, int left)
    {
        (int low, int high) = (0, line.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = line[middle].Box.Left <= left ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// How much a box overlaps the part of a line beside it, as a part of the lower of the two, and how far their middles are apart.
    /// </summary>
    private static (double Overlap, double Distance) Compare(List<PieceGroup> line, PixelBox box, double reach)
    {
        int place = IndexBehind(line, box.Left);
        int first = Math.Clamp(place - (Neighbours - 1), 0, Math.Max(0, line.Count - Neighbours));
        int count = Math.Min(Neighbours, line.Count - first);
        (double top, double bottom) = (0, 0);
        for (int i = first; i < first + count; i++)
        {
            top += line[i].Box.Top;
            bottom += line[i].Box.Bottom;
        }

        (top, bottom) = ((top / count) - reach, (bottom / count) + reach);
        double overlap = (Math.Min(bottom, box.Bottom) - Math.Max(top, box.Top)) / Math.Min(bottom - top, box.Height);
        return (overlap, Math.Abs(top + bottom - box.Top - box.Bottom));
    }

    /// <param name="Guides">The groups that say where the line is, from the left: the tall ones, where there are any.</param>
    /// <param name="Others">Its other groups.</param>
    /// <param name="Scraps">Its scraps.</param>
    private sealed record Line(List<PieceGroup> Guides, List<PieceGroup> Others, List<PieceGroup> Scraps);
}
