using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Segmentation;

namespace Emnist.Recognition;

/// <summary>The ways to divide a line into characters, and what each of them costs.</summary>
internal sealed class SpanGraph
{
    /// <summary>The least probability that counts, so that one span does not decide for the whole line.</summary>
    private const double LeastProbability = 1e-4;

    /// <summary>The cost of a cut through connected ink: few characters touch.</summary>
    private const double CutCost = 1.5;

    /// <summary>Widths up to this, in heights, cost nothing, and how far they vary beyond it.</summary>
    private const double UsualWidth = 1.2;
    private const double WidthDeviation = 0.2;

    /// <summary>The cost of taking atoms apart from each other for one character, and what each character height between them adds.</summary>
    private const double JoinCost = 1;
    private const double GapCost = 10;

    private readonly double[] _costs;

    public SpanGraph(
        IReadOnlyList<InkAtom> atoms, IReadOnlyList<InkSpan> spans, CharacterCandidate[][] candidates, byte[] images, int height)
    {
        AtomCount = atoms.Count;
        Spans = spans;
        Candidates = candidates;
        Images = images;
        _costs = [.. spans.Select((span, i) => Cost(atoms, span, candidates[i], height))];
    }

    /// <summary>The number of atoms to be divided.</summary>
    public int AtomCount { get; }

    /// <summary>Every span that may be a character.</summary>
    public IReadOnlyList<InkSpan> Spans { get; }

    /// <summary>The answers for each span, best first.</summary>
    public CharacterCandidate[][] Candidates { get; }

    /// <summary>What the network saw of each span, <c>[spans, 28, 28]</c>.</summary>
    public byte[] Images { get; }

    /// <summary>The cheapest way through every line.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="count">The number of characters in all lines together, where it is known.</param>
    /// <returns>For each line the indices of its spans, from the left; of all counts that are possible the nearest.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> BestPaths(IReadOnlyList<SpanGraph> lines, int? count)
    {
        List<SpanPaths> paths = [.. lines.Select(line => SpanPaths.Through(line, line._costs))];
        int[] counts = count is { } wanted ? SpanPaths.Share(paths, wanted) : [.. paths.Select(p => p.CheapestCount)];
        return [.. paths.Select((p, i) => p.Of(counts[i]))];
    }

    private static double Cost(IReadOnlyList<InkAtom> atoms, InkSpan span, CharacterCandidate[] candidates, int height)
    {
        double cost = -Math.Log(Math.Max(LeastProbability, Likeness(candidates))) * span.Count;
        cost += WidthCost(span.Box, height);
        if (atoms[span.First].IsCut)
        {
            cost += CutCost;
        }

        for (int i = span.First + 1; i < span.First + span.Count; i++)
        {
            if (!atoms[i].IsCut)
            {
                double gap = (atoms[i].Box.Left - atoms[i - 1].Box.Right) / (double)height;
                cost += JoinCost + (GapCost * Math.Max(0, gap));
            }
        }

        return cost;
    }

    /// <summary>
    /// What speaks against a span that is wider than characters are, as the square of its distance from usual widths: two
    /// characters in one look like a third one to the network.
    /// </summary>
    private static double WidthCost(PixelBox box, int height)
    {
        double ratio = box.Width / Math.Max(box.Height, 0.8 * height);
        double excess = Math.Max(0, ratio - UsualWidth) / WidthDeviation;
        return excess * excess / 2;
    }

    /// <summary>
    /// How much a span is like a character: the probability of the best three, since a 1, an I and an L are often one and
    /// the same stroke, and no less a character for that.
    /// </summary>
    private static double Likeness(CharacterCandidate[] candidates) =>
        candidates.Take(3).Sum(c => (double)c.Confidence);
}
