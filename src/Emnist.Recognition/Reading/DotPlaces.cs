using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Finds the dots of i and j, which may be short strokes, by the upright strokes below them. Other letters may be nearer, and a line of
/// small letters be so low that a dot looks like another line.
/// </summary>
internal static class DotPlaces
{
    /// <summary>A dot is shorter than this, in character heights, and no longer than this part of the height of what it stands over.</summary>
    private const double MaxSize = 0.55;
    private const double MaxOfStem = 0.7;

    /// <summary>A stem is at least so tall, in character heights, and so narrow to its own height.</summary>
    private const double MinStem = 0.3;
    private const double StemWidth = 0.6;

    /// <summary>A j may be wider, and has its dot over its right end: that part of its width.</summary>
    private const double HookWidth = 0.85;
    private const double HookEnd = 0.35;

    /// <summary>
    /// A dot is no higher above its stem than this, in character heights, and its foot is so far below the stem's top at most.
    /// </summary>
    private const double MaxAbove = 0.6;
    private const double MaxBelow = 0.08;

    /// <summary>
    /// It is no further aside, in character heights; further to the right by this part of how far it is above, since writing leans.
    /// </summary>
    private const double MaxAside = 0.12;
    private const double Lean = 0.5;

    /// <summary>Gives dots to their stems.</summary>
    /// <param name="bodies">The bodies, each a piece by itself; those that are dots go.</param>
    /// <param name="scraps">What is too small for a body.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    /// <returns>The scraps that are no dots.</returns>
    public static List<InkPiece> Attach(List<PieceGroup> bodies, IEnumerable<InkPiece> scraps, int height)
    {
        List<PieceGroup> stems =
            [.. bodies.Where(body => body.Box.Height >= MinStem * height && body.Box.Width <= HookWidth * body.Box.Height)];
        foreach (PieceGroup body in bodies.Where(body => body.Box.LongSide < MaxSize * height).ToList())
        {
            if (body.Pieces.Count == 1 && StemOf(body.Pieces[0], stems, height) is { } stem)
            {
                stem.AddAll(body);
                _ = bodies.Remove(body);
                _ = stems.Remove(body);
            }
        }

        List<InkPiece> others = [];
        foreach (InkPiece scrap in scraps)
        {
            if (StemOf(scrap, stems, height) is { } stem)
            {
                stem.Add(scrap);
            }
            else
            {
                others.Add(scrap);
            }
        }

        return others;
    }

    /// <summary>Whether a piece is small and stands over another, as a dot does.</summary>
    public static bool IsOver(PixelBox piece, PixelBox body, int height) =>
        piece.LongSide < MaxSize * height && piece.Bottom <= body.Top + (MaxBelow * height);

    private static PieceGroup? StemOf(InkPiece dot, List<PieceGroup> stems, int height)
    {
        (PieceGroup? owner, double least) = (null, double.PositiveInfinity);
        foreach (PieceGroup stem in stems)
        {
            if (stem.Pieces[0] != dot && Distance(dot.Box, stem.Pieces[0].Box, height) is { } distance && distance < least)
            {
                (owner, least) = (stem, distance);
            }
        }

        return owner;
    }

    /// <summary>How far a dot is from a stem; null where it is none of it.</summary>
    private static double? Distance(PixelBox dot, PixelBox stem, int height)
    {
        if (!IsOver(dot, stem, height))
        {
            return null;
        }

        double above = Math.Max(0, stem.Top - dot.Bottom);
        double aside = Math.Max(0, Math.Max(stem.Left - dot.Right, dot.Left - stem.Right - (Lean * above)));
        bool isOverEnd = stem.Width <= StemWidth * stem.Height || dot.Left + dot.Right >= 2 * (stem.Right - (HookEnd * stem.Width));
        return above <= MaxAbove * height && aside <= MaxAside * height
            && dot.LongSide <= MaxOfStem * stem.Height && isOverEnd
            ? above + aside
            : null;
    }
}
