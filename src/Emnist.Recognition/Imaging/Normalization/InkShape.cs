namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells strokes of a pen from other shapes. The bounds are the extremes among EMNIST's training images, photos of pen on
/// paper and damaged copies of both, with room to spare.
/// </summary>
internal static class InkShape
{
    /// <summary>Strokes thicker than this part of the longer side are a filled shape. Characters have up to 0.39.</summary>
    private const double ThickestStroke = 0.42;

    /// <summary>Strokes of this length, in longer sides, are a texture. Characters have 1 to 3, broken ones up to 4.3.</summary>
    private const double LongestStrokes = 7;

    /// <summary>So many pieces are a pattern. Broken characters have up to 12.</summary>
    private const int MostPieces = 20;

    /// <summary>Tells.</summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the pieces that were chosen.</param>
    /// <param name="longSide">The longer side of the box around them.</param>
    /// <param name="pieces">How many they are.</param>
    public static InkKind KindOf(Plane ink, int longSide, int pieces)
    {
        double stroke = StrokeWidth.Estimate(ink);
        double length = ink.Values.Sum(v => (double)v) / stroke;
        return stroke <= ThickestStroke * longSide && length <= LongestStrokes * longSide && pieces <= MostPieces
            ? InkKind.Character
            : InkKind.Other;
    }
}
