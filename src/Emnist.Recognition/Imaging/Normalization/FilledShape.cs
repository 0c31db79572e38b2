using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a picture of one filled shape, such as a disc, a star, a black half or a blot, from strokes, however thick. It looks at the
/// picture itself: what is that wide, the later stages take for ground.
/// </summary>
internal static class FilledShape
{
    /// <summary>The longer side, in pixels, to which a picture is reduced.</summary>
    private const int ReducedSide = 128;

    /// <summary>
    /// Two brightnesses explain this part of all variance, that of the light from a side left out, and this with it: Otsu's eta.
    /// </summary>
    private const double MinSeparability = 0.85;
    private const double MinUnevenSeparability = 0.6;

    /// <summary>What reaches the picture's edge and is not darker than this part of the lighter brightness may be a shadow.</summary>
    private const double ShadowFrom = 0.5;

    /// <summary>A light shape of more than this part of the picture is paper within lines, such as a form's cell.</summary>
    private const double PaperFrom = 0.75;

    /// <summary>A smaller shape, as a part of the longer side, may be a dot.</summary>
    private const double MinSide = 0.35;

    /// <summary>The largest disc in a shape is at least this part of the longer side where that alone tells it.</summary>
    private const double WideRadius = 0.08;

    /// <summary>This part of the ink is one piece.</summary>
    private const double MinLargest = 0.95;

    /// <summary>
    /// Shape and ground hold nothing that differs from their brightness by more than this part of the contrast, and so many times the
    /// median that pixels do, but for specks of so many pixels in all.
    /// </summary>
    private const double MaxContent = 0.2;
    private const float NoiseFactor = 6;
    private const int MaxSpecks = 8;

    /// <summary>Pixels from the outline that are not looked at for that.</summary>
    private const int SoftEdge = 3;

    /// <summary>
    /// Of a convex shape, as this part of its convex hull's area, the area to that of the largest disc in it: 1 for a disc, 1.3 for a
    /// square, and 2.5 or more for strokes.
    /// </summary>
    private const double ConvexSolidity = 0.85;
    private const double ConvexDiscs = 2.5;

    /// <summary>
    /// A star has less of its hull. Whatever its points are, the two numbers multiply to 1.2, and to 1.7 or more for strokes and for
    /// the blots that thick ones run into, such as a 6 without a hole.
    /// </summary>
    private const double StarSolidity = 0.75;
    private const double StarProduct = 1.5;

    /// <summary>
    /// A band from edge to edge, a half, or a corner: a level one no lower than the first part of the longer side, an upright one, which
    /// might be a 1, no narrower than the second, filling so much of the box around it. Its picture is no narrower than the last, or it
    /// might be a 1 that fills it.
    /// </summary>
    private const double MinLevelBand = 0.22;
    private const double MinUprightBand = 0.3;
    private const double BandFill = 0.92;
    private const double BandPicture = 0.6;

    /// <summary>
    /// <see cref="PredictionStatus.NotACharacter"/> for a picture of a filled shape and nothing else, <see cref="PredictionStatus.Blank"/> for
    /// one of a shadow, null for all others.
    /// </summary>
    /// <param name="picture">Grey values, 0 to 255.</param>
    /// <param name="hasNoStrokes">Whether no strokes were found in it: then whatever is wide is a shape.</param>
    public static PredictionStatus? StatusOf(Plane picture, bool hasNoStrokes = false)
    {
        using Plane small = BoxReduction.ToLongSide(picture, ReducedSide);
        float threshold = Histogram.Otsu(small.Values);
        (double dark, double light, double separability) = BilevelGround.Means(small, threshold);
        if (separability < MinUnevenSeparability)
        {
            return null;
        }

        bool lightInk = Polarity.HasLightInk(small, threshold);
        using Plane mask = Plane.Rent(small.Width, small.Height);
        Sweep.SetFrom(small.Values, threshold, mask.Values);
        if (!lightInk)
        {
            TensorPrimitives.Subtract(1, mask.Values, mask.Values);
        }

        using InkMap map = InkMap.Label(mask);
        InkPiece shape = map.Pieces.MaxBy(static piece => piece.Area)!;
        if (shape.Box.LongSide < MinSide * Math.Max(small.Width, small.Height)
            || (lightInk && shape.Area > PaperFrom * mask.Values.Length)
            || shape.Area < MinLargest * map.Pieces.Sum(static piece => piece.Area))
        {
            return null;
        }

        // Strokes, which most pictures show, hold no square that a wide disc would have room for.
        int longSide = Math.Max(small.Width, small.Height);
        if (!IsShape(DistanceTransform.MostWithin(LargestSquare.MostPixels(mask, 1))))
        {
            return null;
        }

        using Plane inside = DistanceTransform.Of(mask, 1);
        if (!IsShape(Sweep.Range(inside.Values).High))
        {
            return null;
        }

        bool isAtEdge = shape.Box.Touches(small.Width, small.Height);
        bool mayBeShadow = isAtEdge && dark > ShadowFrom * light;
        if ((mayBeShadow || !isAtEdge) && ShadowPatch.Is(small, map, shape))
        {
            return PredictionStatus.Blank;
        }

        if (mayBeShadow)
        {
            return null;
        }

        using PlainParts parts = new(small, mask);
        return parts.Separability >= MinSeparability && !HasContent(parts, mask, inside) ? PredictionStatus.NotACharacter : null;

        bool IsShape(double distance)
        {
            double radius = distance - 0.5;
            return (hasNoStrokes && radius >= WideRadius * longSide) || IsCompact(map, shape, radius) || IsBand(shape.Box, shape.Area, small);
        }
    }

    private static bool IsCompact(InkMap map, InkPiece shape, double radius)
    {
        double discs = shape.Area / (Math.PI * radius * radius);
        double solidity = shape.Area / ConvexHull.AreaOf(map, shape);
        return solidity > ConvexSolidity ? discs <= ConvexDiscs : solidity < StarSolidity && discs * solidity <= StarProduct;
    }

    private static bool IsBand(PixelBox box, int area, Plane picture)
    {
        int longSide = Math.Max(picture.Width, picture.Height);
        bool isAtEdges = (box.Left == 0 || box.Right == picture.Width) && (box.Top == 0 || box.Bottom == picture.Height);
        return (isAtEdges || box.Width == picture.Width || box.Height == picture.Height)
            && box.Height >= MinLevelBand * longSide
            && box.Width >= MinUprightBand * longSide
            && area >= BandFill * box.Width * box.Height
            && Math.Min(picture.Width, picture.Height) >= BandPicture * longSide;
    }

    /// <summary>Whether anything is written on the shape or beside it.</summary>
    private static bool HasContent(PlainParts parts, Plane mask, Plane inside)
    {
        using Plane outside = DistanceTransform.Of(mask, 0);
        using Plane deviations = Plane.Rent(mask.Width, mask.Height);
        TensorPrimitives.Abs(parts.Residuals.Values, deviations.Values);
        double most = Math.Max(MaxContent * parts.Contrast, NoiseFactor * Histogram.Percentile(deviations.Values, 0.5f));
        int content = 0;
        for (int i = 0; i < mask.Values.Length; i++)
        {
            bool isClear = inside.Values[i] + outside.Values[i] > SoftEdge;
            content += isClear && deviations.Values[i] > most ? 1 : 0;
        }

        return content > MaxSpecks;
    }
}
