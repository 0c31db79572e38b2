using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>What stands in a box of a form.</summary>
/// <param name="Status">Whether it is a character for the network to name.</param>
/// <param name="Image">What the network sees of it: 28 x 28 values; nothing where it is blank.</param>
/// <param name="Ink">The place of the ink in the box: (0, 0) is its upper left corner, (1, 1) the lower right one.</param>
internal sealed record FieldContent(PredictionStatus Status, byte[] Image, (double Left, double Top, double Right, double Bottom) Ink)
{
    /// <summary>
    /// Ink lower and narrower than this part of a box's shorter side is no character, and what is left of walls beside one.
    /// </summary>
    private const double MinSide = 0.12;
    private const double MinSideAtWall = 0.3;

    /// <summary>What lies within this part of the shorter side from a wall is beside it.</summary>
    private const double WallZone = 0.12;

    /// <summary>
    /// What is so high, for the box, and so narrow, and twice as near, is a second wall, as of boxes that are drawn by hand; and what is
    /// lower is a piece of one where it goes on beyond the box's upper or lower wall, or lies beside the wall and is lower than a digit.
    /// </summary>
    private const double MinWall = 0.85;
    private const double MaxWall = 0.25;
    private const double MinStrokeAtWall = 0.45;

    /// <summary>
    /// A piece of which less than this lies in the box belongs to what is around it; one with less than that is cut at the wall.
    /// </summary>
    private const double MinInside = 0.5;
    private const double WholeFrom = 0.8;

    /// <summary>Ink has at least this part of the contrast of the whole picture's.</summary>
    private const float MinPartOfFullInk = 0.35f;

    /// <summary>Walls fainter than this part of full ink's contrast are no trouble: they do not become ink.</summary>
    private const float WallContrast = 0.15f;

    /// <summary>Pieces of this part of the ink's height, or more, are characters where they stand side by side.</summary>
    private const double MinBody = 0.6;

    /// <summary>Walls are looked for so many pixels around their places at least.</summary>
    private const int MinTolerance = 2;

    /// <summary>What there is in an empty box.</summary>
    public static readonly FieldContent Blank = new(PredictionStatus.Blank, [], default);

    /// <summary>The same, where strokes that touch a wall in two places go on under it; null where there are none.</summary>
    public FieldContent? OnWall { get; private init; }

    /// <summary>Whether several characters seem to stand in it.</summary>
    public bool IsSeveral { get; private init; }

    /// <summary>Finds the character in a box.</summary>
    /// <param name="picture">The picture, with the levels between which contrast becomes ink.</param>
    /// <param name="box">The box.</param>
    /// <param name="framing">How the character is framed.</param>
    public static FieldContent Find(InkContrast picture, FormBox box, CharacterFraming framing)
    {
        FieldPatch patch = FieldPatch.Cut(picture.Contrast, box);
        int tolerance = Math.Max(MinTolerance, (int)(FormBox.WallTolerance * Math.Min(patch.Inside.Width, patch.Inside.Height)));
        float threshold = picture.Threshold(WallContrast);
        var walls = new WallErasure(patch, box, threshold, tolerance);
        using Plane bare = walls.Erase(leavesBetween: false, out bool mayGoOn);
        FieldContent content = Of(picture, patch with { Contrast = bare }, framing);
        if (!mayGoOn || content.Status != PredictionStatus.Recognized)
        {
            return content;
        }

        using Plane partly = walls.Erase(leavesBetween: true, out _);
        FieldContent other = Of(picture, patch with { Contrast = partly }, framing);
        return other.Status == PredictionStatus.Recognized ? content with { OnWall = other } : content;
    }

    /// <summary>What stands in a box whose walls were erased.</summary>
    private static FieldContent Of(InkContrast picture, FieldPatch patch, CharacterFraming framing)
    {
        if (picture.Part(patch.Contrast, MinPartOfFullInk) is not { } contrast)
        {
            return Blank;
        }

        using Plane coverage = contrast.ToCoverage();
        InkMap map = InkMap.Label(coverage);
        if (CutAtWalls(map, patch.Inside))
        {
            map = InkMap.Label(coverage);
        }

        InkPiece[] pieces = [.. map.Pieces.Where(piece => IsContent(map, piece, patch.Inside))];
        bool[] kept = new bool[map.Pieces.Count + 1];
        PixelBox place = CharacterPieces.Choose(map, pieces, kept);
        if (Specks.AreAll(map, kept) || place.LongSide < MinSide * Math.Min(patch.Inside.Width, patch.Inside.Height))
        {
            return Blank;
        }

        byte[] image = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        (Plane ink, PixelBox placeInInk) = map.Extract(kept, place);
        using Plane disposed = ink;
        CharacterDrawing.Draw(ink, placeInInk, framing, image);
        PixelBox inside = patch.Inside;
        return new FieldContent(
            InkShape.StatusOf(ink, place.LongSide, kept.Count(static k => k)),
            image,
            ((double)(place.Left - inside.Left) / inside.Width, (double)(place.Top - inside.Top) / inside.Height,
                (double)(place.Right - inside.Left) / inside.Width, (double)(place.Bottom - inside.Top) / inside.Height))
        {
            IsSeveral = AreSeveral(pieces),
        };
    }

    /// <summary>
    /// Whether pieces of ink stand side by side and are as high as the tallest of them is: of a word in a box, all letters count, and not those
    /// alone that were taken for the character.
    /// </summary>
    private static bool AreSeveral(InkPiece[] pieces)
    {
        int right = int.MinValue;
        int count = 0;
        int tallest = pieces.Max(static piece => piece.Box.Height);
        foreach (InkPiece piece in pieces.Where(piece => piece.Box.Height >= MinBody * tallest).OrderBy(static piece => piece.Box.Left))
        {
            count += piece.Box.Left >= right ? 1 : 0;
            right = Math.Max(right, piece.Box.Right);
        }

        return count > 1;
    }

    /// <summary>Whether a piece may be part of the character: most of it is in the box, and it is more than a rest of a wall.</summary>
    private static bool IsContent(InkMap map, InkPiece piece, PixelBox inside)
    {
        int side = Math.Min(inside.Width, inside.Height);
        int zone = (int)(WallZone * side);
        (PixelBox box, double x, double y) =
            (piece.Box, (piece.Box.Left + piece.Box.Right) / 2.0, (piece.Box.Top + piece.Box.Bottom) / 2.0);
        bool isAtWall = x < inside.Left + zone || x > inside.Right - zone || y < inside.Top + zone || y > inside.Bottom - zone;
        bool isThin = box.Width <= MaxWall * side && box.Height >= 2 * box.Width;
        bool isNear = x < inside.Left + (2 * zone) || x > inside.Right - (2 * zone);
        bool isWall = isThin && isNear && (box.Height >= MinWall * inside.Height
            || (box.Height >= MinSideAtWall * side && (box.Top < inside.Top || box.Bottom > inside.Bottom))
            || box.Height < MinStrokeAtWall * inside.Height);
        return !isWall && map.AreaIn(Common(box, inside), piece) >= MinInside * piece.Area
            && (!isAtWall || box.LongSide >= MinSideAtWall * side);
    }

    /// <summary>Cuts the pieces that reach far beyond the box, as neighbours that touch, along its walls.</summary>
    /// <returns>Whether there was one.</returns>
    private static bool CutAtWalls(InkMap map, PixelBox inside)
    {
        bool[] cut = new bool[map.Pieces.Count + 1];
        foreach (InkPiece piece in map.Pieces)
        {
            double part = (double)map.AreaIn(Common(piece.Box, inside), piece) / piece.Area;
            cut[piece.Label] = part > 1 - WholeFrom && part < WholeFrom
                && piece.Box.Touches(map.Coverage.Width, map.Coverage.Height)
                && Common(piece.Box, inside).LongSide > MinSideAtWall * Math.Min(inside.Width, inside.Height);
        }

        if (!cut.Contains(true))
        {
            return false;
        }

        for (int i = 0; i < map.Labels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, map.Coverage.Width);
            if (cut[map.Labels[i]] && (x < inside.Left || x >= inside.Right || y < inside.Top || y >= inside.Bottom))
            {
                map.Coverage.Values[i] = 0;
            }
        }

        return true;
    }

    private static PixelBox Common(PixelBox a, PixelBox b)
    {
        var common = new PixelBox(
            Math.Max(a.Left, b.Left), Math.Max(a.Top, b.Top), Math.Min(a.Right, b.Right), Math.Min(a.Bottom, b.Bottom));
        return common.Width > 0 && common.Height > 0 ? common : new PixelBox(a.Left, a.Top, a.Left, a.Top);
    }
}
