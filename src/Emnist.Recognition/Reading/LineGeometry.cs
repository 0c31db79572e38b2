using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Where the foot of a line is, which may be tilted, and how tall its digits and capitals are: a supposition, since a line of small letters
/// looks like one of capitals that are less tall.
/// </summary>
/// <param name="Foot">Where the foot is at the picture's left edge.</param>
/// <param name="Slope">How much lower it is a pixel further right.</param>
/// <param name="Height">How tall digits and capitals are.</param>
/// <param name="Cost">What speaks against the supposition, as the negative logarithm of a probability.</param>
/// <param name="Lean">How far its upright strokes lean to the right, in degrees; null where that is not known.</param>
internal sealed record LineGeometry(double Foot, double Slope, double Height, double Cost, double? Lean)
{
    /// <summary>How tall a small letter without strokes above is to a capital.</summary>
    public const double SmallHeight = 0.62;

    /// <summary>What is lower than this part of the line's height says nothing of where its foot is.</summary>
    private const double MinBody = 0.45;

    /// <summary>Ink that is wider than this, in heights, is several characters where it was cut.</summary>
    private const double MaxCharacter = 1.2;

    /// <summary>
    /// The parts of the characters whose feet, and tops, are looked at: some letters reach below the line, or above the others.
    /// </summary>
    private const double HighPart = 0.25;
    private const double LowPart = 0.75;

    /// <summary>Feet that differ less, in heights, are one.</summary>
    private const double Same = 0.08;

    /// <summary>Characters whose heights differ by less are all tall, or all small.</summary>
    private const double Even = 0.75;

    /// <summary>That a line has small letters alone is less likely than that it has digits or capitals.</summary>
    public const double AllSmallCost = 1.5;

    /// <summary>Lines are tilted by no more, and a tilt that is not less may be one of letters that reach below a level line.</summary>
    public const double MaxSlope = 0.1;
    private const double LeastSlope = 0.02;

    /// <summary>So many characters tell a lean, by their median, and so many a tilt; of no more than so many it is asked.</summary>
    private const int LeanFrom = 3;
    private const int TiltFrom = 4;
    private const int MaxAsked = 40;

    /// <summary>The suppositions that a line's ink allows, the likeliest first.</summary>
    /// <param name="atoms">The line's ink from the left.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    public static IReadOnlyList<LineGeometry> Suppose(IReadOnlyList<InkAtom> atoms, int height)
    {
        PixelBox[] boxes = [.. BoxesOf(atoms, height)];
        double[] leans = [.. atoms.Select(static atom => atom.Lean).OfType<double>().Order()];
        double? lean = leans.Length < LeanFrom ? null : leans[(leans.Length - 1) / 2];
        PixelBox[] bodies = [.. boxes.Where(box => box.Height >= MinBody * height)];
        bodies = bodies.Length > 0 ? bodies : [.. boxes];
        List<LineGeometry> found = [];
        double tilt = Math.Clamp(SlopeOf(bodies), -MaxSlope, MaxSlope);
        foreach (double slope in Math.Abs(tilt) < LeastSlope ? [tilt] : new[] { tilt, 0 })
        {
            Suppose(bodies, slope, lean, found);
        }

        return found;
    }

    /// <summary>
    /// The boxes around what is no scrap. The parts of ink that was cut, and is no wider than a character, are looked at together: where it
    /// is one character, tops and feet of its parts are not those of the line.
    /// </summary>
    private static List<PixelBox> BoxesOf(IReadOnlyList<InkAtom> atoms, int height)
    {
        List<PixelBox> boxes = [];
        int first = 0;
        while (first < atoms.Count)
        {
            List<InkAtom> parts = [atoms[first], .. atoms.Skip(first + 1).TakeWhile(static atom => atom.IsCut)];
            PixelBox all = parts.Aggregate(PixelBox.Empty, static (box, atom) => box.Include(atom.Box));
            List<InkAtom> bodies = [.. parts.Where(static atom => !atom.IsScrap)];
            boxes.AddRange(all.Width > MaxCharacter * height ? bodies.Select(static atom => atom.Box) : bodies.Count > 0 ? [all] : []);
            first += parts.Count;
        }

        return boxes;
    }

    private static void Suppose(PixelBox[] bodies, double slope, double? lean, List<LineGeometry> found)
    {
        double[] feet = [.. bodies.Select(box => box.Bottom - (slope * Middle(box))).Order()];
        double[] tops = [.. bodies.Select(box => box.Top - (slope * Middle(box))).Order()];
        double top = At(tops, HighPart);
        foreach (double foot in new[] { At(feet, HighPart), At(feet, LowPart) })
        {
            double tall = Math.Max(1, foot - top);
            if (!found.Exists(other => other.Slope == slope && Math.Abs(other.Foot - foot) < Same * tall))
            {
                found.Add(new LineGeometry(foot, slope, tall, 0, lean));
                if (foot - At(tops, LowPart) >= Even * tall)
                {
                    found.Add(new LineGeometry(foot, slope, tall / SmallHeight, AllSmallCost, lean));
                }
            }
        }
    }

    /// <summary>Whether another supposition says the same of the place of characters.</summary>
    public bool IsLike(LineGeometry other) =>
        Math.Abs(Height - other.Height) < Same * Height
        && Math.Abs(Foot - other.Foot) < Same * Height
        && Math.Abs(Slope - other.Slope) < LeastSlope;

    /// <summary>The measures at a place.</summary>
    public LineMeasures At(PixelBox box, double stroke) => new(Foot + (Slope * Middle(box)), Height, stroke) { Lean = Lean };

    private static double Middle(PixelBox box) => (box.Left + box.Right) / 2.0;

    private static double At(double[] ordered, double part) => ordered[(int)(part * (ordered.Length - 1) + 0.5)];

    /// <summary>The median slope between the feet of two characters (Theil and Sen).</summary>
    private static double SlopeOf(PixelBox[] boxes)
    {
        if (boxes.Length < TiltFrom)
        {
            return 0;
        }

        int step = (boxes.Length + MaxAsked - 1) / MaxAsked;
        PixelBox[] asked = [.. boxes.Where((_, i) => i % step == 0)];
        double[] slopes =
        [
            .. from i in Enumerable.Range(0, asked.Length)
               from j in Enumerable.Range(i + 1, asked.Length - i - 1)
               let across = Middle(asked[j]) - Middle(asked[i])
               where across >= asked[i].Height
               orderby (asked[j].Bottom - asked[i].Bottom) / across
               select (asked[j].Bottom - asked[i].Bottom) / across,
        ];
        return slopes.Length == 0 ? 0 : slopes[slopes.Length / 2];
    }
}
