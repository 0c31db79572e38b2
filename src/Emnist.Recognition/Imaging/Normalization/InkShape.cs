using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Classifies ink as the strokes of a pen or another shape, by stroke width, stroke length and the number of connected
/// pieces. The bounds are the extremes among EMNIST's training images, photos of pen on paper and damaged copies of
/// both, with room to spare.
/// </summary>
internal static class InkShape
{
    /// <summary>
    /// Strokes thicker than this part of the longer side are a filled shape. Characters have up to 0.39.
    /// </summary>
    private const double MaxStrokeWidth = 0.42;

    /// <summary>
    /// Strokes of this length, in longer sides, are a texture. Characters have 1 to 3, broken ones up to 4.3.
    /// </summary>
    private const double MaxStrokeLength = 7;

    /// <summary>So many pieces are a pattern. Broken characters have up to 12.</summary>
    private const int MaxPieces = 20;

    /// <summary>
    /// Classifies ink: as a character to recognize where it is within all bounds.
    /// </summary>
    /// <param name="ink">Coverage, 0 to 1; nothing but the pieces that were chosen.</param>
    /// <param name="longSide">The longer side of the box around them.</param>
    /// <param name="pieces">How many they are.</param>
    public static PredictionStatus StatusOf(Plane ink, int longSide, int pieces)
    {
        double stroke = StrokeWidth.Estimate(ink);
        double length = Sweep.Sums(ink.Values).Sum / stroke;
        return stroke <= MaxStrokeWidth * longSide && length <= MaxStrokeLength * longSide && pieces <= MaxPieces
            ? PredictionStatus.Recognized
            : PredictionStatus.NotACharacter;
    }
}
