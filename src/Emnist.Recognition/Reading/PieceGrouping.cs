using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Pieces of ink that belong to one character for certain, such as an i and its dot.</summary>
internal sealed class PieceGroup
{
    private readonly List<InkPiece> _pieces = [];

    public PieceGroup(InkPiece body) => Add(body);

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

    /// <summary>What is smaller than this in both directions, in character heights, is a speck.</summary>
    private const double MinScrap = 0.06;

    /// <summary>Bodies one over the other for this part of the narrower one's width are one character.</summary>
    private const double StackedOverlap = 0.6;

    /// <summary>Gives dots and scraps to the bodies that they belong to; the others are dropped.</summary>
    public static void Attach(IReadOnlyList<PieceGroup> bodies, IEnumerable<InkPiece> scraps, int height)
    {
        PixelBox[] boxes = [.. bodies.Select(body => body.Box)];
        foreach (InkPiece scrap in scraps.Where(s => s.Box.LongSide >= MinScrap * height))
        {
            (PieceGroup? owner, double least) = (null, 1);
            for (int i = 0; i < boxes.Length; i++)
            {
                double distance = Distance(boxes[i], scrap.Box) / height;
                if (distance < least)
                {
                    (owner, least) = (bodies[i], distance);
                }
            }

            owner?.Add(scrap);
        }
    }

    /// <summary>Joins bodies of a line that stand one over the other, such as a 5 and its bar.</summary>
    /// <param name="line">The groups; sorted from the left on return.</param>
    public static void MergeStacked(List<PieceGroup> line)
    {
        line.Sort((a, b) => a.Box.Left.CompareTo(b.Box.Left));
        for (int i = 0; i + 1 < line.Count;)
        {
            if (Overlap(line[i].Box, line[i + 1].Box) >= StackedOverlap)
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

    /// <summary>The shared columns as a part of the narrower one's.</summary>
    private static double Overlap(PixelBox a, PixelBox b) =>
        (Math.Min(a.Right, b.Right) - Math.Max(a.Left, b.Left)) / (double)Math.Min(a.Width, b.Width);

    /// <summary>The distance as a part of what is allowed, times the height; 1 height or more is too far.</summary>
    private static double Distance(PixelBox body, PixelBox scrap)
    {
        int aside = Math.Max(0, Math.Max(scrap.Left - body.Right, body.Left - scrap.Right));
        int over = Math.Max(0, body.Top - scrap.Bottom);
        int under = Math.Max(0, scrap.Top - body.Bottom);
        return (aside / (over > 0 ? DotReach : ScrapReach)) + (over / DotReach) + (under / ScrapReach);
    }
}
