using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Neighbouring atoms of a line, taken for one character.</summary>
/// <param name="First">The first atom.</param>
/// <param name="Count">How many.</param>
/// <param name="Box">The box around them.</param>
/// <param name="ShapeCost">What their places, widths and cuts say against it, negative where they speak for it.</param>
internal readonly record struct Segment(int First, int Count, PixelBox Box, double ShapeCost);

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
    /// The cost of taking atoms apart from each other for one character, and what each character height between them adds. A straight
    /// stroke close to another atom is more likely a part of it, as in a 4, an H or a V.
    /// </summary>
    private const double JoinCost = 1;
    private const double GapCost = 10;
    private const double StraightCost = -1;
    private const double StraightGapCost = 15;

    /// <summary>A stroke lower than characters are costs so much by itself, and each character height to its neighbour so much.</summary>
    private const double LooseCost = 1.5;
    private const double LooseGapCost = 4;

    /// <summary>Creates the lattice of a line.</summary>
    /// <param name="atomCount">The number of the line's atoms.</param>
    /// <param name="segments">What <see cref="SegmentsOf"/> makes of them.</param>
    /// <param name="candidates">The network's answers for each segment, best first.</param>
    /// <param name="images">What the network saw of each segment, <c>[segments, 28, 28]</c>.</param>
    public SegmentationLattice(
        int atomCount, IReadOnlyList<Segment> segments, CharacterCandidate[][] candidates, ReadOnlyMemory<byte> images)
    {
        AtomCount = atomCount;
        Segments = segments;
        Candidates = candidates;
        Images = images;
        Costs = [.. segments.Select((segment, i) => Cost(segment, candidates[i]))];
    }

    /// <summary>The number of atoms to be divided.</summary>
    public int AtomCount { get; }

    /// <summary>Every segment that may be a character, by their first atoms.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>The answers for each segment, best first.</summary>
    public CharacterCandidate[][] Candidates { get; }

    /// <summary>What the network saw of each segment, <c>[segments, 28, 28]</c>.</summary>
    public ReadOnlyMemory<byte> Images { get; }

    /// <summary>What taking each segment for a character costs; costs add up along a path.</summary>
    public IReadOnlyList<double> Costs { get; }

    /// <summary>
    /// The segments of a line: its atoms alone, and neighbours together that are near enough to be one character.
    /// </summary>
    /// <param name="atoms">The line's atoms from the left.</param>
    /// <param name="height">How tall characters are, roughly, in pixels.</param>
    /// <returns>The segments by their first atoms, the shorter ones first.</returns>
    public static IEnumerable<Segment> SegmentsOf(IReadOnlyList<InkAtom> atoms, int height)
    {
        for (int first = 0; first < atoms.Count; first++)
        {
            PixelBox box = PixelBox.Empty;
            double joins = 0;
            for (int count = 1; count <= Math.Min(MaxAtoms, atoms.Count - first); count++)
            {
                InkAtom atom = atoms[first + count - 1];
                bool tooFar = count > 1 && atom.Box.Left - box.Right > MaxGap * atom.CharacterHeight;
                joins += count > 1 && !atom.IsCut ? CostOfJoin(box, atoms[first + count - 2], atom, height) : 0;
                box = box.Include(atom.Box);
                if (count > 1 && (tooFar || box.Width > MaxWidth * atom.CharacterHeight))
                {
                    break;
                }

                double cost = joins + WidthCost(box, height) + (atoms[first].IsCut ? CutCost : 0);
                yield return new Segment(first, count, box, count == 1 && atom.IsLoose ? cost + LooseCost : cost);
            }
        }
    }

    /// <summary>What it costs to take an atom for a part of the same character as those before it.</summary>
    private static double CostOfJoin(PixelBox before, InkAtom last, InkAtom atom, int height)
    {
        double gap = (atom.Box.Left - before.Right) / (double)height;
        return last.IsLoose || atom.IsLoose ? LooseGapCost * Math.Max(0, gap)
            : last.IsStraight || atom.IsStraight ? StraightCost + (StraightGapCost * Math.Max(0, gap))
            : JoinCost + (GapCost * Math.Max(0, gap));
    }

    /// <summary>
    /// <c>-ln p</c> times the number of atoms, where p is the probability that the segment is a character, and what its
    /// shape costs. Every path takes each atom of the line once: with a term for each atom, the sums
    /// of all paths have the same number of terms. With one for each segment they would not, and a path of fewer, longer
    /// segments would be cheaper for being short.
    /// </summary>
    private static double Cost(Segment segment, CharacterCandidate[] candidates) =>
        (-Math.Log(Math.Max(MinProbability, Likeness(candidates))) * segment.Count) + segment.ShapeCost;

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
