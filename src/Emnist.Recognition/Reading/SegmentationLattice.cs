using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Neighbouring atoms of a line, taken for one character.</summary>
/// <param name="First">The first atom.</param>
/// <param name="Count">How many.</param>
/// <param name="Box">The box around them.</param>
/// <param name="ShapeCost">What their places, widths and cuts say against a character, negative where they speak for it.</param>
/// <param name="JoinCost">What their places and cuts alone say against it, negative where they speak for it.</param>
/// <param name="BarCost">What more its neighbours say against a level bar, which may be a part of one.</param>
/// <param name="IsCut">Whether it begins or ends where ink was cut.</param>
/// <param name="HasDot">Whether there is a dot over it.</param>
/// <param name="IsScrap">Whether it is a scrap by itself, which may be a speck.</param>
internal readonly record struct Segment(
    int First, int Count, PixelBox Box, double ShapeCost, double JoinCost, double BarCost, bool IsCut, bool HasDot, bool IsScrap);

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

    /// <summary>
    /// Ink that hangs together, and was cut only in case it is several characters, may be one of more atoms, and wider, for the line's
    /// height or its own, as an m or a 5 with a long bar. So wide may a character be as well whose last stroke is a bar that stands high and
    /// by itself: that of a 5, which is no character beside another.
    /// </summary>
    private const int MaxWholeAtoms = 8;
    private const double MaxWholeWidth = 2.2;

    /// <summary>Atoms further apart than this, in character heights, are never one character.</summary>
    private const double MaxGap = 0.25;

    /// <summary>The least probability that counts, so that one segment does not decide for the whole line.</summary>
    private const double MinProbability = 1e-4;

    /// <summary>The cost of a cut through connected ink: few characters touch.</summary>
    private const double CutCost = 1.5;

    /// <summary>Widths up to this, in heights, cost nothing, and how far they vary beyond it; those of ink that hangs together.</summary>
    private const double UsualWidth = 1.2;
    private const double WidthDeviation = 0.2;
    private const double WholeDeviation = 0.6;

    /// <summary>
    /// The cost of taking atoms apart from each other for one character, and what each character height between them adds. A straight
    /// stroke close to another atom is more likely a part of it, as in a 4, an H or a V.
    /// </summary>
    private const double JoinCost = 1;
    private const double GapCost = 10;
    private const double StraightCost = -1;
    private const double StraightGapCost = 15;

    /// <summary>What a scrap by itself costs as a character, for which it is too small.</summary>
    private const double ScrapCost = 6;

    /// <summary>A stroke lower than characters are costs so much by itself, and each character height to its neighbour so much.</summary>
    private const double LooseCost = 1.5;
    private const double LooseGapCost = 4;

    /// <summary>
    /// Level bars that are marks stand so far from their neighbours, in character heights; nearer ones cost so much for either.
    /// </summary>
    private const double BarGap = 0.1;
    private const double BarNearCost = 3;

    private readonly double[][] _costs;

    /// <summary>Creates the lattice of a line.</summary>
    /// <param name="atomCount">The number of the line's atoms.</param>
    /// <param name="segments">What <see cref="SegmentsOf"/> makes of them.</param>
    /// <param name="costs">[segments][symbols, and last a speck]: what it costs to read each segment as each.</param>
    public SegmentationLattice(int atomCount, IReadOnlyList<Segment> segments, double[][] costs)
    {
        AtomCount = atomCount;
        Segments = segments;
        _costs = costs;
    }

    /// <summary>The number of atoms to be divided.</summary>
    public int AtomCount { get; }

    /// <summary>Every segment that may be a character, by their first atoms.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>What it costs to read a segment as each symbol, and last as a speck; costs add up along a path.</summary>
    public ReadOnlyMemory<double> CostsOf(int segment) => _costs[segment];

    /// <summary>The lattice of likely symbols alone.</summary>
    /// <param name="most">How much more than a segment's likeliest symbol others may cost.</param>
    /// <param name="costOf">What each segment costs besides; infinite for those that are not to be taken.</param>
    public SegmentationLattice Likely(double most, Func<int, double> costOf)
    {
        double[][] likely = new double[_costs.Length][];
        for (int i = 0; i < likely.Length; i++)
        {
            double limit = TensorPrimitives.Min<double>(_costs[i]) + most;
            double besides = costOf(i);
            likely[i] = [.. _costs[i].Select(cost => cost <= limit ? cost + besides : double.PositiveInfinity)];
        }

        return new SegmentationLattice(AtomCount, Segments, likely);
    }

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
            bool hasDot = false;
            bool isOnePiece = !atoms[first].IsCut;
            for (int count = 1; count <= Math.Min(isOnePiece ? MaxWholeAtoms : MaxAtoms, atoms.Count - first); count++)
            {
                InkAtom atom = atoms[first + count - 1];
                bool tooFar = count > 1 && atom.Box.Left - box.Right > MaxGap * atom.CharacterHeight;
                PixelBox rest = box;
                joins += count > 1 && !atom.IsCut ? CostOfJoin(box, atoms[first + count - 2], atom, height) : 0;
                box = box.Include(atom.Box);
                hasDot |= atom.HasDot;
                InkAtom? left = first > 0 ? atoms[first - 1] : null;
                InkAtom? right = first + count < atoms.Count ? atoms[first + count] : null;
                isOnePiece &= count == 1 || atom.IsCut;
                bool isWhole = isOnePiece && right?.IsCut != true;
                double wholeWide = MaxWholeWidth * Math.Max(atom.CharacterHeight, box.Height);
                bool isBarred = count > 1 && rest.Width <= MaxWidth * atom.CharacterHeight && IsHighBar(atom, box);
                double wide = isBarred ? wholeWide : MaxWidth * atom.CharacterHeight;
                if (count > 1 && (tooFar || (!isOnePiece && box.Width > wide)))
                {
                    break;
                }

                // What is too wide for its height may have a tall part yet.
                if (count > 1 && isOnePiece && box.Width > wholeWide)
                {
                    continue;
                }

                if (count > 1 && !isWhole && (count > MaxAtoms || box.Width > wide))
                {
                    continue;
                }

                double apart = joins + (atoms[first].IsCut ? CutCost : 0);
                double alone = count > 1 ? 0 : (atom.IsLoose ? LooseCost : 0) + (atom.IsScrap ? ScrapCost : 0);
                double cost = apart + WidthCost(box, height, isWhole || isBarred ? WholeDeviation : WidthDeviation) + alone;
                yield return new Segment(
                    first,
                    count,
                    box,
                    cost,
                    apart,
                    Closeness(box, left, right, height),
                    atoms[first].IsCut || right?.IsCut == true,
                    hasDot,
                    count == 1 && atom.IsScrap);
            }
        }
    }

    /// <summary>Whether the last atom of a box is a stroke in its upper half that is lower than characters are, and no scrap.</summary>
    private static bool IsHighBar(InkAtom atom, PixelBox box) =>
        atom is { IsLoose: true, IsScrap: false } && 2 * atom.Box.Bottom <= box.Top + box.Bottom;

    /// <summary>
    /// What it costs that a bar stands close to its neighbours, as loose parts of characters do, and more if close to both. Scraps, and what
    /// is low, such as the comma of "5,-", have no parts.
    /// </summary>
    private static double Closeness(PixelBox box, InkAtom? left, InkAtom? right, int height)
    {
        bool isBehindComma = left is { IsScrap: true } || (left is { IsLoose: true } && left.Box.Top + left.Box.Bottom > 2 * box.Bottom);
        double before = left is null || isBehindComma ? 1 : Near(box.Left - left.Box.Right, height);
        double behind = right is null or { IsScrap: true } ? 1 : Near(right.Box.Left - box.Right, height);
        return BarNearCost * ((1 - before) + (1 - behind));
    }

    /// <summary>From 0 for what touches to 1 for what stands apart.</summary>
    private static double Near(int gap, int height) => Math.Clamp(gap / (BarGap * height), 0, 1);

    /// <summary>What it costs to take an atom for a part of the same character as those before it.</summary>
    private static double CostOfJoin(PixelBox before, InkAtom last, InkAtom atom, int height)
    {
        double gap = (atom.Box.Left - before.Right) / (double)height;
        return last.IsLoose || atom.IsLoose ? LooseGapCost * Math.Max(0, gap)
            : last.IsStraight || atom.IsStraight ? StraightCost + (StraightGapCost * Math.Max(0, gap))
            : JoinCost + (GapCost * Math.Max(0, gap));
    }

    /// <summary>
    /// <c>-ln p</c> times the number of atoms, where p is the probability that the segment is what it is taken for, a character or a mark.
    /// Every path takes each atom of the line once: with a term for each atom, the sums
    /// of all paths have the same number of terms. With one for each segment they would not, and a path of fewer, longer
    /// segments would be cheaper for being short.
    /// </summary>
    public static double Cost(Segment segment, double probability) => -Math.Log(Math.Max(MinProbability, probability)) * segment.Count;

    /// <summary>
    /// What speaks against a segment that is wider than characters are: the negative logarithm of a Gaussian of the
    /// distance from usual widths, for two characters in one look like a third one to the network.
    /// </summary>
    private static double WidthCost(PixelBox box, int height, double deviation)
    {
        double ratio = box.Width / Math.Max(box.Height, 0.8 * height);
        double excess = Math.Max(0, ratio - UsualWidth) / deviation;
        return excess * excess / 2;
    }
}
