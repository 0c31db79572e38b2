using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Neighbouring atoms of a line, taken for one character.</summary>
/// <param name="First">The first atom.</param>
/// <param name="Count">How many.</param>
/// <param name="Box">The box around them.</param>
internal readonly record struct Segment(int First, int Count, PixelBox Box);

/// <summary>
/// The segmentation lattice of a line: every segment that may be a character, what the network takes it for, and what
/// it costs. A path through the lattice, from the line's first atom to its last, divides the line into characters.
/// </summary>
internal sealed class SegmentationLattice
{
    /// <summary>A character is made of so many atoms at most.</summary>
    private const int MaxAtoms = 4;

    /// <summary>A character of several atoms is no wider than this, in character heights.</summary>
    private const double MaxWidth = 1.6;

    /// <summary>Atoms further apart than this, in character heights, are never one character.</summary>
    private const double MaxGap = 0.25;

    /// <summary>The least probability that counts, so that one segment does not decide for the whole line.</summary>
    private const double MinProbability = 1e-4;

    /// <summary>The cost of a cut through connected ink: few characters touch.</summary>
    private const double CutCost = 1.5;

    /// <summary>Widths up to this, in heights, cost nothing, and how far they vary beyond it.</summary>
    private const double UsualWidth = 1.2;
    private const double WidthDeviation = 0.2;

    /// <summary>
    /// The cost of taking atoms apart from each other for one character, and what each character height between them
    /// adds.
    /// </summary>
    private const double JoinCost = 1;
    private const double GapCost = 10;

    /// <summary>Creates the lattice of a line.</summary>
    /// <param name="atoms">The line's atoms from the left.</param>
    /// <param name="segments">What <see cref="SegmentsOf"/> makes of them.</param>
    /// <param name="candidates">The network's answers for each segment, best first.</param>
    /// <param name="images">What the network saw of each segment, <c>[segments, 28, 28]</c>.</param>
    /// <param name="height">How tall characters are, roughly, in pixels.</param>
    public SegmentationLattice(
        IReadOnlyList<InkAtom> atoms, IReadOnlyList<Segment> segments, CharacterCandidate[][] candidates, byte[] images, int height)
    {
        AtomCount = atoms.Count;
        Segments = segments;
        Candidates = candidates;
        Images = images;
        Costs = [.. segments.Select((segment, i) => Cost(atoms, segment, candidates[i], height))];
    }

    /// <summary>The number of atoms to be divided.</summary>
    public int AtomCount { get; }

    /// <summary>Every segment that may be a character, by their first atoms.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>The answers for each segment, best first.</summary>
    public CharacterCandidate[][] Candidates { get; }

    /// <summary>What the network saw of each segment, <c>[segments, 28, 28]</c>.</summary>
    public byte[] Images { get; }

    /// <summary>What taking each segment for a character costs, 0 or more; costs add up along a path.</summary>
    public IReadOnlyList<double> Costs { get; }

    /// <summary>
    /// The segments of a line: its atoms alone, and neighbours together that are near enough to be one character.
    /// </summary>
    /// <returns>The segments by their first atoms, the shorter ones first.</returns>
    public static IEnumerable<Segment> SegmentsOf(IReadOnlyList<InkAtom> atoms)
    {
        for (int first = 0; first < atoms.Count; first++)
        {
            PixelBox box = PixelBox.Empty;
            for (int count = 1; count <= Math.Min(MaxAtoms, atoms.Count - first); count++)
            {
                InkAtom atom = atoms[first + count - 1];
                bool tooFar = count > 1 && atom.Box.Left - box.Right > MaxGap * atom.CharacterHeight;
                box = box.Include(atom.Box);
                if (count > 1 && (tooFar || box.Width > MaxWidth * atom.CharacterHeight))
                {
                    break;
                }

                yield return new Segment(first, count, box);
            }
        }
    }

    /// <summary>
    /// <c>-ln p</c> times the number of atoms, where p is the probability that the segment is a character, and what its
    /// width, its cut and its gaps add. Every path takes each atom of the line once: with a term for each atom, the sums
    /// of all paths have the same number of terms. With one for each segment they would not, and a path of fewer, longer
    /// segments would be cheaper for being short.
    /// </summary>
    private static double Cost(IReadOnlyList<InkAtom> atoms, Segment segment, CharacterCandidate[] candidates, int height)
    {
        double cost = -Math.Log(Math.Max(MinProbability, Likeness(candidates))) * segment.Count;
        cost += WidthCost(segment.Box, height);
        if (atoms[segment.First].IsCut)
        {
            cost += CutCost;
        }

        for (int i = segment.First + 1; i < segment.First + segment.Count; i++)
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
    /// What speaks against a segment that is wider than characters are: the negative logarithm of a Gaussian of the
    /// distance from usual widths, for two characters in one look like a third one to the network.
    /// </summary>
    private static double WidthCost(PixelBox box, int height)
    {
        double ratio = box.Width / Math.Max(box.Height, 0.8 * height);
        double excess = Math.Max(0, ratio - UsualWidth) / WidthDeviation;
        return excess * excess / 2;
    }

    /// <summary>
    /// How much a segment is like a character: the probability of the best three classes, since a 1, an I and an L are
    /// often one and the same stroke, and no less a character for that.
    /// </summary>
    private static double Likeness(CharacterCandidate[] candidates) =>
        candidates.Take(3).Sum(c => (double)c.Confidence);
}
