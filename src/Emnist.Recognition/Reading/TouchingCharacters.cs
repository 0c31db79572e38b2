using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>
/// Ink that is never divided between two characters (a primitive segment): at most a character, perhaps a part of one.
/// </summary>
/// <param name="Box">The box around it.</param>
/// <param name="Labels">Its pieces in the <see cref="InkMap"/>.</param>
/// <param name="IsCut">Whether it hung together with the atom before it until it was cut off.</param>
/// <param name="IsLoose">Whether no stroke of it is nearly as tall as characters are: it may be a part of a neighbour.</param>
/// <param name="IsStraight">Whether it is one straight stroke, which may be a part of a neighbour as well.</param>
/// <param name="HasDot">Whether there is a scrap over it, as over an i.</param>
/// <param name="IsScrap">Whether it is too small for a character: a mark, a part of a neighbour, or a speck.</param>
/// <param name="CharacterHeight">How tall characters are about there.</param>
/// <param name="Lean">How far it leans to the right, in degrees; null of what is cut, or not tall.</param>
internal sealed record InkAtom(
    PixelBox Box,
    IReadOnlyList<int> Labels,
    bool IsCut,
    bool IsLoose,
    bool IsStraight,
    bool HasDot,
    bool IsScrap,
    int CharacterHeight,
    double? Lean);

/// <summary>
/// Cuts ink where two characters may touch: at the columns with the least ink, the minima of its vertical projection
/// (Casey and Lecolinet, IEEE PAMI 18(7), 1996).
/// </summary>
internal static class TouchingCharacters
{
    /// <summary>Ink narrower than this, in character heights, is one character; where their number is known, it may be two 1s.</summary>
    private const double MinWidth = 0.75;
    private const double MinCountedWidth = 0.4;

    /// <summary>Ink wider than this, in character heights, holds several characters, and has its own height.</summary>
    private const double WideWidth = 2.1;

    /// <summary>A stroke lower than this, in character heights, may be a loose part of a character.</summary>
    private const double LooseHeight = 0.5;

    /// <summary>How far ink leans is told of what is as tall as this, in character heights.</summary>
    private const double TallHeight = 0.6;

    /// <summary>A straight stroke is so much wider across than along at most, by its standard deviations.</summary>
    private const double MaxSlenderness = 0.15;

    /// <summary>The height of a tall letter to that of a small one.</summary>
    private const double TallToSmall = 1.5;

    /// <summary>Parts are no narrower than this, in character heights; where their number is known, those at the ends may be 1s.</summary>
    private const double MinPart = 0.25;
    private const double MinEnd = 0.12;

    /// <summary>A column with more ink than this, in stroke widths, is no place to cut.</summary>
    private const double MaxInk = 3;

    /// <summary>Cuts a line's groups and names the parts in the map.</summary>
    /// <param name="map">The ink.</param>
    /// <param name="line">The groups.</param>
    /// <param name="height">How tall characters are, roughly.</param>
    /// <param name="isCounted">Whether it is known how many characters there are, so that more cuts do no harm.</param>
    /// <returns>The atoms from the left.</returns>
    public static List<InkAtom> Cut(InkMap map, List<PieceGroup> line, int height, bool isCounted)
    {
        List<InkAtom> atoms = [];
        foreach (PieceGroup group in line)
        {
            InkPiece body = group.Pieces[0];
            int local = body.Box.Width > WideWidth * height ? Math.Clamp(HeightOf(map, body), height / 2, height) : height;
            double least = isCounted ? MinCountedWidth : MinWidth;
            bool mayTouch = body.Box.Width >= least * local && body.Box.Height >= LooseHeight * local;
            List<int> columns = mayTouch ? FindColumns(map, body, local, isCounted) : [];
            AddParts(map, group, columns, local, atoms);
        }

        return atoms;
    }

    private static void AddParts(InkMap map, PieceGroup group, List<int> columns, int height, List<InkAtom> atoms)
    {
        IReadOnlyList<InkPiece> parts = map.Split(group.Pieces[0], columns);
        for (int i = 0; i < parts.Count; i++)
        {
            int right = i < columns.Count ? columns[i] : int.MaxValue;
            int left = i > 0 ? columns[i - 1] : int.MinValue;
            PieceGroup part = new(parts[i]);
            foreach (InkPiece scrap in group.Pieces.Skip(1))
            {
                int center = (scrap.Box.Left + scrap.Box.Right) / 2;
                if (center >= left && center < right)
                {
                    part.Add(scrap);
                }
            }

            bool isWhole = parts.Count == 1;
            bool isLoose = isWhole && part.Pieces.Max(p => p.Box.Height) < LooseHeight * height;
            bool isStraight = isWhole && map.Slenderness(parts[0]) < MaxSlenderness;
            bool hasDot = part.Pieces.Skip(1).Any(piece => DotPlaces.IsOver(piece.Box, parts[i].Box, height));
            double? lean = isWhole && parts[i].Box.Height >= TallHeight * height ? map.Lean(parts[i]) : null;
            int[] labels = [.. part.Pieces.Select(static piece => piece.Label)];
            atoms.Add(new InkAtom(part.Box, labels, i > 0, isLoose, isStraight, hasDot, group.IsScrap, height, lean));
        }
    }

    /// <summary>
    /// How tall the characters of joined ink are: the rows that most strokes cross are those of the small letters, and
    /// the tall ones stand out above or below.
    /// </summary>
    private static int HeightOf(InkMap map, InkPiece body)
    {
        int[] strokes = new int[body.Box.Height];
        for (int y = 0; y < strokes.Length; y++)
        {
            bool inside = false;
            foreach (int label in map.LabelsIn(body.Box, y))
            {
                strokes[y] += label == body.Label && !inside ? 1 : 0;
                inside = label == body.Label;
            }
        }

        int most = strokes.Max();
        return (int)(TallToSmall * strokes.Count(count => 2 * count >= most));
    }

    /// <summary>The columns to cut before, from the left.</summary>
    private static List<int> FindColumns(InkMap map, InkPiece body, int height, bool isCounted)
    {
        PixelBox box = body.Box;
        int[] ink = new int[box.Width];
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> labels = map.LabelsIn(box, y);
            for (int x = 0; x < ink.Length; x++)
            {
                ink[x] += labels[x] == body.Label ? 1 : 0;
            }
        }

        double stroke = Math.Max(1, StrokeOf(map, body));
        int margin = Math.Max(2, (int)(MinPart * height));
        List<int> found = [];
        int end = isCounted ? Math.Max(2, (int)(MinEnd * height)) : margin;
        foreach (int x in Enumerable.Range(end, Math.Max(0, ink.Length - (2 * end)))
            .Where(x => ink[x] <= MaxInk * stroke && IsLeastNearby(ink, x, margin / 2))
            .OrderBy(x => ink[x]))
        {
            if (found.TrueForAll(other => Math.Abs(other - x) >= margin))
            {
                found.Add(x);
            }
        }

        found.Sort();
        return [.. found.Select(x => box.Left + x)];
    }

    private static bool IsLeastNearby(int[] ink, int x, int reach)
    {
        for (int i = Math.Max(0, x - reach); i <= Math.Min(ink.Length - 1, x + reach); i++)
        {
            if (ink[i] < ink[x])
            {
                return false;
            }
        }

        return true;
    }

    private static double StrokeOf(InkMap map, InkPiece body)
    {
        bool[] kept = new bool[map.Pieces.Count + 1];
        kept[body.Label] = true;
        return StrokeWidth.Estimate(map.Extract(kept, body.Box).Coverage);
    }
}
