using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading;

/// <summary>Where a picture's characters may be.</summary>
/// <param name="Map">The ink, with touching pieces cut.</param>
/// <param name="Factor">Pixels of the picture to one of <paramref name="Map"/>, along a side.</param>
/// <param name="CharacterHeight">How tall characters are, roughly.</param>
/// <param name="Lines">The lines from the top, each with its atoms from the left.</param>
internal sealed record TextLayout(InkMap Map, int Factor, int CharacterHeight, IReadOnlyList<IReadOnlyList<InkAtom>> Lines);

/// <summary>
/// Finds lines of characters, and divides them rather too much than too little (oversegmentation): where characters
/// touch, or one falls into pieces, recognition decides what belongs together.
/// </summary>
internal static class TextSegmenter
{
    /// <summary>Larger pictures are worked on at a whole fraction of their size.</summary>
    private const int WorkingSide = 2048;

    /// <summary>A piece of this part of a character's height is more than a dot or a speck.</summary>
    private const double MinBody = 0.3;

    /// <summary>
    /// Lower characters cannot be told from noise; of pieces that high in pixels, more than these are a texture.
    /// </summary>
    private const int MinHeight = 5;
    private const int MaxBodies = 2_000;

    /// <summary>Finds the places of characters.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="layout">The layout; null where there is no ink but specks, or nothing like text.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Whether there is a layout, and why there is none.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled, which is looked at from stage to stage.</exception>
    public static PredictionStatus Find(GrayImage image, out TextLayout? layout, CancellationToken cancellationToken)
    {
        layout = null;
        Plane picture = BoxReduction.ToLongSide(image, WorkingSide);
        (Plane ground, float threshold) = GroundRemoval.Contrast(picture);
        cancellationToken.ThrowIfCancellationRequested();
        if (InkContrast.Measure(ground, threshold) is not { } withLines
            || withLines.AfterErasing(RuledLines.Erase(withLines.Contrast, withLines.FullInk)) is not { } contrast)
        {
            return PredictionStatus.Blank;
        }

        cancellationToken.ThrowIfCancellationRequested();

        // Without hysteresis: faint ink would join characters that nearly touch.
        InkMap map = InkMap.Label(contrast.ToCoverage());
        int height = TypicalHeight(map.Pieces);
        if (height < MinHeight)
        {
            return PredictionStatus.Blank;
        }

        if (map.Pieces.Count(p => p.Box.LongSide >= MinBody * height) > MaxBodies)
        {
            return PredictionStatus.NotACharacter;
        }

        List<PieceGroup> bodies = [.. map.Pieces.Where(p => p.Box.LongSide >= MinBody * height).Select(p => new PieceGroup(p))];
        PieceGrouping.Attach(bodies, map.Pieces.Where(p => p.Box.LongSide < MinBody * height), height);
        List<List<PieceGroup>> lines = LineFinder.Find(PieceGrouping.JoinFlat(bodies, height));
        var atoms = new List<IReadOnlyList<InkAtom>>();
        foreach (List<PieceGroup> line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PieceGrouping.MergeStacked(line);
            atoms.Add(TouchingCharacters.Cut(map, line, height));
        }

        layout = new TextLayout(map, BoxReduction.Factor(image.Width, image.Height, WorkingSide), height, atoms);
        return PredictionStatus.Recognized;
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
