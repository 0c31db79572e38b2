using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Pieces of ink that belong to one character for certain, such as an i and its dot.</summary>
internal sealed class PieceGroup
{
    private readonly List<InkPiece> _pieces = [];

    /// <param name="first">Its first piece: the body, or a scrap that stands by itself.</param>
    /// <param name="isScrap">Whether it is a scrap: a mark, a loose part of a neighbour, or a speck.</param>
    public PieceGroup(InkPiece first, bool isScrap = false)
    {
        IsScrap = isScrap;
        Add(first);
    }

    /// <summary>Whether it is too small for a character.</summary>
    public bool IsScrap { get; }

    /// <summary>The pieces, the body first.</summary>
    public IReadOnlyList<InkPiece> Pieces => _pieces;

    /// <summary>The box around all pieces.</summary>
    public PixelBox Box { get; private set; } = PixelBox.Empty;

    public void Add(InkPiece piece)
    {
        _pieces.Add(piece);
        Box = Box.Include(piece.Box);
    }

    public void AddAll(PieceGroup other)
    {
        foreach (InkPiece piece in other._pieces)
        {
            Add(piece);
        }
    }
}

/// <summary>Groups the connected pieces that a character falls into, by the places of their boxes.</summary>
internal static class PieceGrouping
{
    /// <summary>A dot hangs no further from its body than this, in character heights.</summary>
    private const double DotReach = 0.6;

    /// <summary>A scrap beside a body or below it belongs to it within this distance, in character heights.</summary>
    private const double ScrapReach = 0.12;

    /// <summary>Where marks are read, a scrap right under a body belongs to it within this distance, as in a question mark.</summary>
    private const double UnderReach = 0.35;

    /// <summary>Bodies one over the other for this part of the narrower one's width are one character.</summary>
    private const double StackedOverlap = 0.6;

    /// <summary>
    /// A scrap that is level with a body belongs to it where there is ink of it within this distance, in character heights.
    /// </summary>
    private const double InkReach = 0.1;

    /// <summary>
    /// The dots of a colon are no further apart from each other, in character heights: aside, where the upper one is to the right by so
    /// much more of how far it is over the lower one, since writing leans; and upwards.
    /// </summary>
    private const double ScrapStep = 0.1;
    private const double ScrapLean = 0.3;
    private const double ScrapDistance = 0.7;

    /// <summary>A dash is so many times as wide as high, and lower than this, in character heights, and a comma than that.</summary>
    private const double LevelBar = 1.8;
    private const double MaxDash = 0.3;
    private const double MaxComma = 0.5;

    /// <summary>Gives dots and scraps to the bodies that they belong to.</summary>
    /// <param name="bodies">The bodies.</param>
    /// <param name="scraps">The scraps.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    /// <param name="map">
    /// The ink, where scraps that stand beside bodies are left by themselves, as marks may be; null where they are not.
    /// </param>
    /// <returns>The scraps that belong to no body.</returns>
    public static List<InkPiece> Attach(IReadOnlyList<PieceGroup> bodies, IEnumerable<InkPiece> scraps, int height, InkMap? map)
    {
        List<InkPiece> left = [];
        PixelBox[] boxes = [.. bodies.Select(body => body.Box)];
        foreach (InkPiece scrap in scraps)
        {
            (PieceGroup? owner, double least) = (null, 1);
            for (int i = 0; i < boxes.Length; i++)
            {
                double distance = Distance(boxes[i], scrap.Box, map is not null, height) / height;
                distance = distance < least && map is not null && IsBeside(map, bodies[i].Pieces[0], scrap.Box, height) ? 1 : distance;
                if (distance < least)
                {
                    (owner, least) = (bodies[i], distance);
                }
            }

            if (owner is null)
            {
                left.Add(scrap);
            }
            else
            {
                owner.Add(scrap);
            }
        }

        return left;
    }

    /// <summary>
    /// Joins bodies of a line that stand one over the other, such as a 5 and its bar, and scraps, such as the dots of a colon.
    /// </summary>
    /// <param name="line">The groups; sorted from the left on return.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    public static void MergeStacked(List<PieceGroup> line, int height)
    {
        line.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
        for (int i = 0; i + 1 < line.Count;)
        {
            if (AreStacked(line[i], line[i + 1], height))
            {
                // The taller one is the body, where touching characters are cut: the bar of a T is not.
                (PieceGroup body, PieceGroup other) =
                    line[i].Box.Height >= line[i + 1].Box.Height ? (line[i], line[i + 1]) : (line[i + 1], line[i]);
                body.AddAll(other);
                line[i] = body;
                line.RemoveAt(i + 1);
                i = Math.Max(0, i - 1);
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>
    /// Whether a scrap stands level with a body, and none of its ink is near: behind the foot of a leaning stroke, or below an overhang.
    /// </summary>
    private static bool IsBeside(InkMap map, InkPiece body, PixelBox scrap, int height) =>
        scrap.Bottom > body.Box.Top && scrap.Top < body.Box.Bottom
        && map.AreaIn(scrap.Grow((int)(InkReach * height), map.Coverage.Width, map.Coverage.Height), body) == 0;

    private static bool AreStacked(PieceGroup left, PieceGroup right, int height) => left.IsScrap
        ? right.IsScrap && !IsDashBehindComma(left.Box, right.Box, height)
            && Apart(left.Box, right.Box) is > 0 and var apart && apart <= ScrapDistance * height
            && right.Box.Left - left.Box.Right <= (ScrapStep * height) + (ScrapLean * Math.Max(0, left.Box.Top - right.Box.Bottom))
        : !right.IsScrap && Overlap(left.Box, right.Box) >= StackedOverlap && !IsDashBehindComma(left.Box, right.Box, height);

    /// <summary>Whether a level bar begins about where something low ends, as behind the comma of "5,-".</summary>
    private static bool IsDashBehindComma(PixelBox comma, PixelBox dash, int height) =>
        IsDash(dash, height) && comma.Height < MaxComma * height && dash.Left + dash.Right >= 2 * comma.Right;

    private static bool IsDash(PixelBox bar, int height) => bar.Width >= LevelBar * bar.Height && bar.Height < MaxDash * height;

    /// <summary>How far boxes are apart upwards.</summary>
    private static int Apart(PixelBox a, PixelBox b) => Math.Max(a.Top - b.Bottom, b.Top - a.Bottom);

    /// <summary>The shared columns as a part of the narrower one's.</summary>
    private static double Overlap(PixelBox a, PixelBox b) =>
        (Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left)) / (double)Math.Min(a.Width, b.Width);

    /// <summary>
    /// The distance as a part of what is allowed, times the height; 1 height or more is too far. Where marks are read, what is under a dash
    /// is another one, as the comma of "5,-".
    /// </summary>
    private static double Distance(PixelBox body, PixelBox scrap, bool apart, int height)
    {
        int aside = Math.Max(0, Math.Max(scrap.Left - body.Right, body.Left - scrap.Right));
        int over = Math.Max(0, body.Top - scrap.Bottom);
        int under = Math.Max(0, scrap.Top - body.Bottom);
        return apart && over == 0 && (aside > 0 || (under > 0 && IsDash(body, height)))
            ? double.PositiveInfinity
            : (aside / (over > 0 ? DotReach : ScrapReach)) + (over / DotReach) + (under / (apart ? UnderReach : ScrapReach));
    }
}
