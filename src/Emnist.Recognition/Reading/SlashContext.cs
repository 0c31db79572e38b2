using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Tells slashes from leaning 1s by the line they stand in, where a stroke by itself may be either: how far it reaches over its neighbours,
/// how much further it leans than they do, what it parts, and whether the writer's 1s are other strokes (logistic regression).
/// </summary>
internal static class SlashContext
{
    /// <summary>
    /// What is less likely a slash by its shape is none, and what is less likely than the other is none to its neighbours: their tops and
    /// feet are compared with its own, and no side ends there.
    /// </summary>
    private const double MinShape = 0.004;
    private const double MinBeside = 0.02;

    /// <summary>
    /// The weights, in log-odds: of none of what follows; of the log-odds that the shape has; of the lean beyond the line's, in its
    /// standard deviations; of how far the stroke reaches above its neighbours' tops, and below their feet, and of how much taller it is than
    /// the tallest of the line, in heights, at most so far each. How far down it reaches says the most: 1s begin as high as one likes, but
    /// stand on the line.
    /// </summary>
    private const double Bias = -1.35;
    private const double ShapeWeight = 0.3;
    private const double LeanWeight = 0.1;
    private const double AboveWeight = 8;
    private const double BelowWeight = 30;
    private const double TallestWeight = 11;
    private const double MinOverhang = -0.3;
    private const double MaxOverhang = 0.5;

    /// <summary>
    /// A 1 elsewhere in the line that is no such stroke, as one with a flag or a foot: who writes those writes no bare ones.
    /// </summary>
    private const double OtherOneWeight = 1.5;

    /// <summary>
    /// How much wider the gap on one side is than on the other, in heights, up to so many: a 1 begins or ends a word, and a slash none. Where
    /// the line ends, the gap is taken to be so wide.
    /// </summary>
    private const double UnevenWeight = -5;
    private const double MostUneven = 1;
    private const double GapAtEnd = 0.3;

    /// <summary>
    /// A side where the line ends, or another slash is next, and each character more than so many on one side, up to so many: a slash
    /// parts short numbers.
    /// </summary>
    private const double EndWeight = -8.5;
    private const double NothingWeight = -0.5;
    private const double LongWeight = -1;
    private const int ShortSide = 4;
    private const int LongestSide = 10;

    /// <summary>A stroke ends a side that is no less likely a slash than this one by so much.</summary>
    private const double SideTolerance = 0.25;

    /// <summary>Tops and feet are those of so many neighbours, which are looked for within so many places to either side.</summary>
    private const int Neighbours = 4;
    private const int NeighbourReach = 8;

    /// <summary>
    /// The lean of digits, and its standard deviation, in degrees, which count as much as so many of the line's characters: of a few
    /// characters it cannot be told. Strokes that are slashes by their shape with this probability have no say.
    /// </summary>
    private const double UsualLean = 10;
    private const double UsualDeviation = 7;
    private const int LeanPrior = 1;
    private const double LikelyShape = 0.3;

    /// <summary>Gives the segments of a line that are slashes by their shapes the probabilities that they have in their line.</summary>
    /// <param name="atoms">The line's atoms from the left.</param>
    /// <param name="segments">Its segments, by their first atoms.</param>
    /// <param name="stroke">How thick the pen is.</param>
    /// <param name="ones">[segments]: whether the network takes each for a 1.</param>
    /// <param name="marks">[segments]: the marks that each may be by its shape; changed where a slash is among them.</param>
    public static void Reconsider(
        IReadOnlyList<InkAtom> atoms,
        IReadOnlyList<Segment> segments,
        double stroke,
        ReadOnlySpan<bool> ones,
        Span<IReadOnlyList<Mark>> marks)
    {
        List<Body> bodies = BodiesOf(atoms, segments, ones, marks);
        double otherOne = bodies.Exists(static body => body is { IsOne: true, IsLoose: false, Slash: < MinShape }) ? OtherOneWeight : 0;
        (double Lean, double Deviation) line = LeanOf(bodies);
        for (int i = 0; i < bodies.Count; i++)
        {
            if (bodies[i].Slash < MinShape || NeighboursOf(bodies, i) is not { Count: > 0 } neighbours)
            {
                continue;
            }

            Body body = bodies[i];
            double odds = Bias + (ShapeWeight * Math.Log(body.Slash / (1 - body.Slash)))
                + (LeanWeight * (LeanOf(body.Box, stroke) - line.Lean) / line.Deviation)
                + otherOne
                + Placement(bodies, i, neighbours)
                + CostOfSide(bodies, i, -1) + CostOfSide(bodies, i, 1);
            marks[body.Segment] = WithSlash(marks[body.Segment], 1 / (1 + Math.Exp(-odds)));
        }
    }

    /// <summary>The pieces of ink of the line but scraps, before they were cut.</summary>
    private static List<Body> BodiesOf(
        IReadOnlyList<InkAtom> atoms,
        IReadOnlyList<Segment> segments,
        ReadOnlySpan<bool> ones,
        ReadOnlySpan<IReadOnlyList<Mark>> marks)
    {
        List<Body> bodies = [];
        for (int i = 0; i < segments.Count; i++)
        {
            Segment segment = segments[i];
            bool isWhole = !segment.IsCut && !segment.IsScrap;
            for (int atom = segment.First + 1; atom < segment.First + segment.Count; atom++)
            {
                isWhole &= atoms[atom].IsCut;
            }

            if (isWhole)
            {
                InkAtom first = atoms[segment.First];
                double slash = marks[i].FirstOrDefault(static mark => mark.Character == "/").Probability;
                bodies.Add(new Body(i, segment.Box, slash, first.IsLoose, first.Lean, ones[i]));
            }
        }

        return bodies;
    }

    /// <summary>How far a line's characters lean, and how much they differ in it.</summary>
    private static (double Lean, double Deviation) LeanOf(List<Body> bodies)
    {
        double[] leans = [.. bodies.Where(static body => body.Slash < LikelyShape).Select(static body => body.Lean).OfType<double>()];
        double lean = (leans.Sum() + (LeanPrior * UsualLean)) / (leans.Length + LeanPrior);
        double variance = leans.Sum(one => (one - lean) * (one - lean)) + (LeanPrior * UsualDeviation * UsualDeviation);
        return (lean, Math.Sqrt(variance / (leans.Length + LeanPrior)));
    }

    /// <summary>How far a straight stroke leans that rises to the right, by the box around it.</summary>
    private static double LeanOf(PixelBox box, double stroke) =>
        Math.Atan2(Math.Max(0, box.Width - stroke), Math.Max(1, box.Height - stroke)) * 180 / Math.PI;

    /// <summary>The boxes of the nearest bodies that are no slashes; of others, where there are none.</summary>
    private static List<PixelBox> NeighboursOf(List<Body> bodies, int place)
    {
        List<PixelBox> plain = [];
        List<PixelBox> others = [];
        for (int step = 1; step <= NeighbourReach && plain.Count < Neighbours; step++)
        {
            foreach (int i in (ReadOnlySpan<int>)[place - step, place + step])
            {
                if (i >= 0 && i < bodies.Count && !bodies[i].IsLoose)
                {
                    (bodies[i].Slash < MinBeside ? plain : others).Add(bodies[i].Box);
                }
            }
        }

        return plain.Count > 0 ? plain : others;
    }

    /// <summary>
    /// What it says for a slash how far it reaches beyond the tops and feet of its neighbours, that it is taller than all, and how evenly it
    /// stands between those beside it.
    /// </summary>
    private static double Placement(List<Body> bodies, int place, List<PixelBox> neighbours)
    {
        PixelBox box = bodies[place].Box;
        double height = Math.Max(1, Median.Of(neighbours.Select(static other => (double)other.Height)));
        double above = BeyondSmall((Median.Of(neighbours.Select(static other => (double)other.Top)) - box.Top) / height);
        double below = (box.Bottom - Median.Of(neighbours.Select(static other => (double)other.Bottom))) / height;
        int tallest = bodies.Where((_, i) => i != place).Max(static other => other.Box.Height);
        double taller = BeyondSmall((box.Height / (double)tallest) - 1);
        double before = place == 0 ? GapAtEnd : (box.Left - bodies[place - 1].Box.Right) / height;
        double behind = place == bodies.Count - 1 ? GapAtEnd : (bodies[place + 1].Box.Left - box.Right) / height;
        return (AboveWeight * Math.Clamp(above, MinOverhang, MaxOverhang))
            + (BelowWeight * Math.Clamp(below, MinOverhang, MaxOverhang))
            + (TallestWeight * Math.Clamp(taller, MinOverhang, MaxOverhang))
            + (UnevenWeight * Math.Min(Math.Abs(before - behind), MostUneven));
    }

    /// <summary>An overhang, but none where it is that of a capital among small letters: that is rather an l.</summary>
    private static double BeyondSmall(double overhang) => Math.Min(overhang, Math.Abs(overhang - ((1 / LineGeometry.SmallHeight) - 1)));

    /// <summary>What a side takes from the log-odds of a slash: the characters up to another one, or to the line's end.</summary>
    private static double CostOfSide(List<Body> bodies, int place, int step)
    {
        double until = Math.Max(MinBeside, bodies[place].Slash - SideTolerance);
        int count = 0;
        for (int i = place + step; i >= 0 && i < bodies.Count && count < LongestSide && bodies[i].Slash < until; i += step)
        {
            count++;
        }

        return place + step < 0 || place + step >= bodies.Count ? EndWeight
            : count == 0 ? NothingWeight
            : LongWeight * Math.Max(0, count - ShortSide);
    }

    /// <summary>The marks with another probability of a slash, the others as they are to each other.</summary>
    private static Mark[] WithSlash(IReadOnlyList<Mark> marks, double slash)
    {
        double before = marks.First(static mark => mark.Character == "/").Probability;
        double scale = (1 - slash) / (1 - before);
        return [.. marks.Select(mark => mark with { Probability = mark.Character == "/" ? slash : scale * mark.Probability })];
    }

    /// <param name="Segment">Which of the line's segments it is.</param>
    /// <param name="Box">The box around it.</param>
    /// <param name="Slash">How likely it is a slash by its shape.</param>
    /// <param name="IsLoose">Whether it is lower than characters are.</param>
    /// <param name="Lean">How far it leans, in degrees, if that is known.</param>
    /// <param name="IsOne">Whether the network takes it for a 1.</param>
    private readonly record struct Body(int Segment, PixelBox Box, double Slash, bool IsLoose, double? Lean, bool IsOne);
}
