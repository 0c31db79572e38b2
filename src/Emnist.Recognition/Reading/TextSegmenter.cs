using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Forms;

namespace Emnist.Recognition.Reading;

/// <summary>Where a picture's characters may be.</summary>
/// <param name="Map">The ink, with touching pieces cut.</param>
/// <param name="Scale">From the pixels of <paramref name="Map"/> to those of the picture.</param>
/// <param name="CharacterHeight">How tall characters are, roughly.</param>
/// <param name="Stroke">How thick the pen is.</param>
/// <param name="Lines">The lines from the top, each with its atoms from the left.</param>
internal sealed record TextLayout(InkMap Map, PictureScale Scale, int CharacterHeight, double Stroke, IReadOnlyList<IReadOnlyList<InkAtom>> Lines)
    : IDisposable
{
    /// <summary>The rows of a form's boxes from the top, each with its boxes from the left; what stands in them is in no line.</summary>
    public IReadOnlyList<IReadOnlyList<FilledBox>> Boxes { get; init; } = [];

    public void Dispose() => Map.Dispose();
}

/// <summary>
/// Finds lines of characters, and divides them rather too much than too little (oversegmentation): where characters
/// touch, or one falls into pieces, recognition decides what belongs together.
/// </summary>
internal static class TextSegmenter
{
    /// <summary>Larger pictures are worked on at a whole fraction of their size.</summary>
    internal const int WorkingSide = 2048;

    /// <summary>A piece of this part of a character's height is more than a dot or a speck.</summary>
    private const double MinBody = 0.3;

    /// <summary>
    /// What is smaller than this in both directions, in character heights, and than this part of the pen, is a speck.
    /// </summary>
    private const double MinScrap = 0.06;
    private const double MinDot = 0.8;

    /// <summary>Lower characters, in pixels, cannot be told from noise.</summary>
    private const int MinHeight = 5;

    /// <summary>More pieces as large as characters are a texture, and so are more atoms.</summary>
    private const int MaxBodies = 2_000;
    private const int MaxAtoms = 3_000;

    /// <summary>The boxes around characters hardly overlap: a hatching's take up more than so many times the picture.</summary>
    private const int MaxOverlap = 4;

    /// <summary>What is taller than this part of the ink is tall.</summary>
    private const double TallPart = 0.8;

    /// <summary>A bar is so many times as wide as high, and no higher than so many times its own thickness.</summary>
    private const double BarWidth = 2.5;
    private const double BarHeight = 3;

    /// <summary>
    /// A scrap that is thinner than this part of the pen, or has less ink than a dot as thick as that, is a speck and no mark.
    /// </summary>
    private const double MinMark = 0.6;

    /// <summary>
    /// Between characters that are no further away, and that it is no lower below, in character heights, it may be a point that was hardly
    /// touched, from this part of the pen on.
    /// </summary>
    private const double MinMarkBetween = 0.4;
    private const double BetweenReach = 1;
    private const double BelowBetween = 0.25;

    /// <summary>With more scraps than this for each body and as many besides, the ground is not clean: they are specks.</summary>
    private const int MaxScraps = 1;
    private const int ScrapsBesides = 8;

    /// <summary>Beside a form's boxes, ink has at least this part of the contrast of the ink of all.</summary>
    private const float MinInkBesideBoxes = 0.5f;

    /// <summary>Finds the places of characters.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="framing">How the characters in a form's boxes are framed.</param>
    /// <param name="marks">Whether what is too small for a character may be a mark.</param>
    /// <param name="isCounted">Whether it is known how many characters there are, so that ink is cut rather too often.</param>
    /// <param name="layout">The layout; null where there is no ink but specks, or nothing like text.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Whether there is a layout, and why there is none.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at from stage to stage.</exception>
    public static PredictionStatus Find(
        GrayImage image, CharacterFraming framing, bool marks, bool isCounted, out TextLayout? layout, CancellationToken cancellationToken)
    {
        layout = null;
        using Plane picture = BoxReduction.ToLongSide(image, WorkingSide);
        var scale = new PictureScale(image.Reduction * BoxReduction.Factor(image.Width, image.Height, WorkingSide), 0, 0);
        if (DeskSheet.Find(picture) is { } place)
        {
            using Plane sheet = picture.Crop(place);
            PredictionStatus status =
                Find(sheet, scale with { Left = place.Left, Top = place.Top }, framing, marks, isCounted, out layout, cancellationToken);
            if (status == PredictionStatus.Recognized)
            {
                return status;
            }
        }

        if (ShadowEdge.IsAll(picture))
        {
            return PredictionStatus.Blank;
        }

        // In a shadow there may be writing that is too small for it to be seen there.
        return FilledShape.StatusOf(picture) == PredictionStatus.NotACharacter
            ? PredictionStatus.NotACharacter
            : Find(picture, scale, framing, marks, isCounted, out layout, cancellationToken);
    }

    /// <summary>Finds the places of characters in a picture that is no filled shape.</summary>
    private static PredictionStatus Find(
        Plane picture,
        PictureScale scale,
        CharacterFraming framing,
        bool marks,
        bool isCounted,
        out TextLayout? layout,
        CancellationToken cancellationToken)
    {
        layout = null;
        (Plane ground, float threshold, _) = GroundRemoval.Contrast(picture);
        using Plane disposed = ground;
        cancellationToken.ThrowIfCancellationRequested();
        InkContrast? found = InkContrast.Measure(ground, threshold);
        if ((found ?? DoubtfulGround.DarkInk(picture, ground)) is not { } withLines)
        {
            return PredictionStatus.Blank;
        }

        Plane withoutLines = RuledLines.Erase(withLines, out PaperLines paper, out InkContrast? left);
        FormBoxes forms = FormBoxes.Find(withLines, paper, framing, cancellationToken);
        if (FindOnTint(picture, withLines, forms, framing, cancellationToken) is var (onTint, ink))
        {
            (forms, withLines) = (onTint, ink);
            withoutLines.Dispose();
            withoutLines = RuledLines.Erase(ink, out paper, out left);
        }

        using Plane lineless = withoutLines;
        if (found is null && forms.Rows.Count == 0)
        {
            // What was taken for dark ink after all is good for boxes alone.
            return PredictionStatus.Blank;
        }

        PredictionStatus status = FindLines(forms, withLines, (lineless, left, paper), scale, marks, isCounted, out layout, cancellationToken);
        if (forms.Rows.Count == 0)
        {
            return status;
        }

        layout = (layout ?? new TextLayout(InkMap.Empty(), scale, 1, 1, [])) with { Boxes = forms.Rows };
        return PredictionStatus.Recognized;
    }

    /// <summary>
    /// The boxes of a form that divide its ground, or are told by it alone, and the ink beside which they are found; null where there are
    /// none, or a row that was found by its lines is not among them.
    /// </summary>
    private static (FormBoxes Forms, InkContrast Ink)? FindOnTint(
        Plane picture, InkContrast ink, FormBoxes found, CharacterFraming framing, CancellationToken cancellationToken)
    {
        if (found.Rows.Count == 0 && DoubtfulGround.DarkInk(picture, ink) is { } dark
            && FormBoxes.Find(dark, PaperLines.None, framing, cancellationToken) is { Rows.Count: > 0 } ofDark)
        {
            return (ofDark, dark);
        }

        if ((found.HasLarge && !found.Rows.Any(row => 2 * row.Count(IsOnTint) > row.Count))
            || TintedBoxes.Find(picture, framing, cancellationToken) is not var (forms, onTint))
        {
            return null;
        }

        if (!found.HasLarge || found.Rows.All(forms.Cover))
        {
            return (forms, onTint);
        }

        forms.Rest.Dispose();
        onTint.Contrast.Dispose();
        return null;

        bool IsOnTint(FilledBox filled) => TintedGround.IsOnTint(picture, filled.Box, TintedGround.MinStep);
    }

    /// <summary>Finds the lines of what is left without a form's boxes.</summary>
    private static PredictionStatus FindLines(
        FormBoxes forms,
        InkContrast whole,
        (Plane Without, InkContrast? Left, PaperLines Lines) paper,
        PictureScale scale,
        bool marks,
        bool isCounted,
        out TextLayout? layout,
        CancellationToken cancellationToken)
    {
        layout = null;
        cancellationToken.ThrowIfCancellationRequested();
        Plane? coverage = forms.Rows.Count == 0
            ? paper.Left?.ToCoverage()
            : BesideBoxes(forms, whole, paper.Without);
        if (coverage is null)
        {
            return PredictionStatus.Blank;
        }

        // Without hysteresis: faint ink would join characters that nearly touch.
        InkMap map = InkMap.Label(coverage);
        (int width, int rows) = (map.Coverage.Width, map.Coverage.Height);
        List<InkPiece> pieces = [.. OtherPens.Without(map, [.. map.Pieces.Where(piece => !paper.Lines.HasLeft(piece, width, rows))])];
        int height = TypicalHeight(pieces, 0.5);
        pieces.RemoveAll(piece => paper.Lines.AreAlong(piece, height) || (forms.Rows.Count == 0 && LineRests.Is(whole.Contrast, map, piece)));
        height = TypicalHeight(pieces, 0.5);
        if (height < MinHeight)
        {
            return PredictionStatus.Blank;
        }

        List<PieceGroup> bodies = [.. pieces.Where(p => p.Box.LongSide >= MinBody * height).Select(p => new PieceGroup(p))];
        if (bodies.Count > MaxBodies
            || bodies.Sum(body => (long)body.Box.Width * body.Box.Height) > MaxOverlap * (long)map.Labels.Length)
        {
            return PredictionStatus.NotACharacter;
        }

        bodies.RemoveAll(body => EnclosingRing.Is(map, body.Pieces[0], pieces));
        double stroke = Math.Max(1, StrokeWidth.Estimate(map.Coverage));
        double speck = Math.Min(MinScrap * height, MinDot * stroke);
        List<InkPiece> small = [.. pieces.Where(piece => piece.Box.LongSide < MinBody * height && piece.Box.LongSide >= speck)];
        if (small.Count > MaxBodies)
        {
            // A texture again: each is compared with every body.
            small.RemoveAll(piece => piece.Box.LongSide < MinScrap * height);
        }

        List<InkPiece> left = PieceGrouping.Attach(bodies, DotPlaces.Attach(bodies, small, height), height, marks ? map : null);
        List<PieceGroup> scraps = marks ? Scraps(left, stroke, bodies, height) : [];
        int tall = TypicalHeight(pieces, TallPart);
        List<List<PieceGroup>> lines = LineFinder.Find(bodies, scraps, tall);
        BrokenLines.Join(lines, tall);
        lines.ForEach(line => PieceGrouping.MergeStacked(line, height));
        height = Math.Max(height, TypicalHeight(lines.SelectMany(static line => line).Where(static group => !group.IsScrap)));
        var atoms = new List<IReadOnlyList<InkAtom>>();
        foreach (List<PieceGroup> line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            atoms.Add(TouchingCharacters.Cut(map, line, height, isCounted));
            if (atoms.Sum(static found => found.Count) > MaxAtoms)
            {
                return PredictionStatus.NotACharacter;
            }
        }

        layout = new TextLayout(map, scale, height, stroke, atoms);
        return PredictionStatus.Recognized;
    }

    /// <summary>Those of the pieces that belong to no character which may be marks.</summary>
    private static List<PieceGroup> Scraps(List<InkPiece> left, double stroke, List<PieceGroup> bodies, int height)
    {
        InkPiece[] dots = [.. left.Where(piece => IsDot(piece, MinMarkBetween * stroke))];
        return dots.Length > (MaxScraps * bodies.Count) + ScrapsBesides
            ? []
            :
            [
                .. dots.Where(dot => IsDot(dot, MinMark * stroke) || IsBetween(dot.Box, bodies, height))
                    .Select(static dot => new PieceGroup(dot, isScrap: true)),
            ];
    }

    private static bool IsDot(InkPiece piece, double size) =>
        Math.Min(piece.Box.Width, piece.Box.Height) >= size && piece.Area >= Math.PI / 4 * size * size;

    /// <summary>Whether bodies stand near on both sides.</summary>
    private static bool IsBetween(PixelBox dot, List<PieceGroup> bodies, int height)
    {
        (double reach, double below) = (BetweenReach * height, BelowBetween * height);
        (bool before, bool behind) = (false, false);
        foreach (PixelBox box in bodies.Select(static body => body.Box))
        {
            if (dot.Bottom > box.Top && dot.Top < box.Bottom + below)
            {
                before |= box.Right <= dot.Left && dot.Left - box.Right <= reach;
                behind |= box.Left >= dot.Right && box.Left - dot.Right <= reach;
            }
        }

        return before && behind;
    }

    /// <summary>
    /// The coverage of what stands beside a form's boxes, without the lines of the paper, which the boxes may interrupt; null where
    /// nothing does. It is the last to need <see cref="FormBoxes.Rest"/>.
    /// </summary>
    private static Plane? BesideBoxes(FormBoxes forms, InkContrast whole, Plane withoutLines)
    {
        using Plane beside = forms.Rest;
        if (withoutLines != whole.Contrast)
        {
            TensorPrimitives.Min(beside.Values, withoutLines.Values, beside.Values);
        }

        if (whole.Part(beside, MinInkBesideBoxes) is not { } part)
        {
            return null;
        }

        using Plane rest = RuledLines.Erase(beside, part.FullInk);
        return part.AfterErasing(rest)?.ToCoverage();
    }

    /// <summary>
    /// The height that pieces of a part of the ink do not reach, so that specks have no say; nor have level bars, whose height is
    /// that of the pen, where there is anything else. For a half it is the median, each piece weighted with its area.
    /// </summary>
    private static int TypicalHeight(IReadOnlyList<InkPiece> pieces, double part)
    {
        InkPiece[] tall = [.. pieces.Where(static piece => !IsBar(piece))];
        return Percentile((tall.Length > 0 ? tall : pieces).Select(static piece => (piece.Box.Height, (long)piece.Area)), part);
    }

    private static int TypicalHeight(IEnumerable<PieceGroup> groups) =>
        Percentile(groups.Select(static group => (group.Box.Height, group.Pieces.Sum(static piece => (long)piece.Area))), 0.5);

    private static int Percentile(IEnumerable<(int Height, long Area)> weighted, double part)
    {
        (int Height, long Area)[] ordered = [.. weighted.OrderBy(static value => value.Height)];
        long total = ordered.Sum(static value => value.Area);
        long below = 0;
        foreach ((int height, long area) in ordered)
        {
            below += area;
            if (below >= part * total)
            {
                return height;
            }
        }

        return 0;
    }

    private static bool IsBar(InkPiece piece) =>
        piece.Box.Width >= BarWidth * piece.Box.Height && piece.Box.Height * piece.Box.Width <= BarHeight * piece.Area;
}
