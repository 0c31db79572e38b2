using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Imaging.Segmentation;

/// <summary>
/// Finds lines of characters. It divides rather too much than too little: where characters touch, or one falls into
/// pieces, the recognizer decides what belongs together.
/// </summary>
internal static class TextSegmenter
{
    /// <summary>Larger pictures are worked on at a whole fraction of their size.</summary>
    private const int WorkingSide = 2048;

    /// <summary>A piece of this part of a character's height is more than a dot or a speck.</summary>
    private const double LeastBody = 0.3;

    /// <summary>Lower characters cannot be told from noise; of pieces that high in pixels, more than these are a texture.</summary>
    private const int LeastHeight = 5;
    private const int MostBodies = 2_000;

    /// <summary>Finds the places of characters.</summary>
    /// <returns>The layout; null where there is no ink, or nothing like text.</returns>
    public static TextLayout? Find(GrayImage image)
    {
        Plane picture = BoxReduction.ToLongSide(image, WorkingSide);
        if (InkSeparation.Separate(picture) is not { } coverage)
        {
            return null;
        }

        // Without faint ink, which joins characters that nearly touch.
        InkMap map = InkMap.Of(coverage);
        int height = TypicalHeight(map.Pieces);
        if (height < LeastHeight || map.Pieces.Count(p => p.Box.LongSide >= LeastBody * height) > MostBodies)
        {
            return null;
        }

        List<PieceGroup> bodies = [.. map.Pieces.Where(p => p.Box.LongSide >= LeastBody * height).Select(PieceGroup.Of)];
        PieceGrouping.Attach(bodies, map.Pieces.Where(p => p.Box.LongSide < LeastBody * height), height);
        List<List<PieceGroup>> lines = LineFinder.Find(PieceGrouping.JoinFlat(bodies, height));
        var atoms = new List<IReadOnlyList<InkAtom>>();
        foreach (List<PieceGroup> line in lines)
        {
            PieceGrouping.MergeStacked(line);
            atoms.Add(TouchingCharacters.Cut(map, line, height));
        }

        return new TextLayout(map, (Math.Max(image.Width, image.Height) + WorkingSide - 1) / WorkingSide, height, atoms);
    }

    /// <summary>The median height of pieces, each weighted with its area, so that specks have no say.</summary>
    private static int TypicalHeight(IReadOnlyList<InkPiece> pieces)
    {
        long total = pieces.Sum(p => (long)p.Area);
        long below = 0;
        foreach (InkPiece piece in pieces.OrderBy(p => p.Box.Height))
        {
            below += piece.Area;
            if (2 * below >= total)
            {
                return piece.Box.Height;
            }
        }

        return 0;
    }
}
