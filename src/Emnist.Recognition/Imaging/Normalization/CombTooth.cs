using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>
/// Tells a tooth of a comb from a stroke that stands on a line: it was printed with the line, so it is as thick and as dark as that
/// all along, and straight upright to it. A pen differs in one of them.
/// </summary>
internal static class CombTooth
{
    /// <summary>A tooth ends so many pixels above the line, or goes on below it by this part of itself.</summary>
    private const int AboveLine = 3;
    private const double BelowLine = 0.3;

    /// <summary>What is shorter above the line, in pixels, tells nothing, nor does what is so many times as wide as the line is thick.</summary>
    private const int MinHeight = 6;
    private const double MaxWidth = 1.5;

    /// <summary>
    /// It leans from the upright to the line by no more than this, and its middle is so near to a straight line, in pixels and parts of its
    /// height.
    /// </summary>
    public const double MaxLean = 0.05;
    private const double Straight = 0.35;
    private const double StraightPart = 0.002;

    /// <summary>Its ink across, in mean and at its darkest, is the line's within this part, and in any row within that part.</summary>
    private const double SameInk = 0.25;
    private const double EvenInk = 0.2;

    /// <summary>The part of it that is not looked at, where it ends and where it meets the line.</summary>
    private const double EndPart = 0.15;

    /// <summary>Ink is summed over so many pixels to either side of a line, besides its thickness.</summary>
    private const int SoftEdge = 2;

    /// <summary>Whether a piece is a tooth of a level line.</summary>
    /// <param name="contrast">The picture less its ground, lines and all.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="line">The line.</param>
    public static bool Is(Plane contrast, InkPiece piece, RuledLine line)
    {
        PixelBox box = piece.Box;
        int side = SoftEdge + ((line.Thickness + 1) / 2);
        int foot = line.RowAt((box.Left + box.Right) / 2, contrast.Width);
        int height = Math.Min(box.Bottom, foot - side) - box.Top;
        int ends = Math.Max(1, (int)(EndPart * height));
        (int first, int rows) = (box.Top + ends, height - (2 * ends));
        if (height < MinHeight || rows < 3 || box.Width > (MaxWidth * line.Thickness) + (MaxLean * height) + 1
            || box.Bottom < foot - line.Thickness - AboveLine || box.Bottom > foot + side + (BelowLine * height))
        {
            return false;
        }

        Span<double> middles = stackalloc double[rows];
        Span<double> sums = stackalloc double[rows];
        float darkest = 0;
        for (int i = 0; i < rows; i++)
        {
            (double sum, double moment) = (0, 0);
            ReadOnlySpan<float> row = contrast.Row(first + i);
            for (int x = Math.Max(0, box.Left - SoftEdge); x < Math.Min(row.Length, box.Right + SoftEdge); x++)
            {
                float ink = Math.Max(0, row[x]);
                (sum, moment, darkest) = (sum + ink, moment + (ink * x), Math.Max(darkest, ink));
            }

            if (sum == 0)
            {
                return false;
            }

            (middles[i], sums[i]) = (moment / sum, sum);
        }

        double mean = TensorPrimitives.Sum<double>(sums) / rows;
        (double lineInk, float lineDarkest) = InkOf(contrast, line, side, box);
        if (!AreAlike(mean, lineInk) || !AreAlike(darkest, lineDarkest))
        {
            return false;
        }

        // The line through the middles, by least squares.
        (double along, double across, double center) = (0, 0, TensorPrimitives.Sum<double>(middles) / rows);
        for (int i = 0; i < rows; i++)
        {
            double place = i - ((rows - 1) / 2.0);
            (along, across) = (along + (place * place), across + (place * (middles[i] - center)));
        }

        double slope = across / along;
        (double bend, double uneven) = (0, 0);
        for (int i = 0; i < rows; i++)
        {
            double off = middles[i] - center - (slope * (i - ((rows - 1) / 2.0)));
            (bend, uneven) = (bend + (off * off), uneven + ((sums[i] - mean) * (sums[i] - mean)));
        }

        return Math.Abs(slope + line.Slope) <= MaxLean
            && Math.Sqrt(bend / rows) <= Straight + (StraightPart * height)
            && Math.Sqrt(uneven / rows) <= EvenInk * mean;
    }

    /// <summary>The line's ink across, in the mean of the columns beside a piece, and at its darkest.</summary>
    private static (double Mean, float Darkest) InkOf(Plane contrast, RuledLine line, int side, PixelBox piece)
    {
        (double sum, float darkest, int columns) = (0, 0, 0);
        for (int x = 0; x < contrast.Width; x++)
        {
            int row = line.RowAt(x, contrast.Width);
            if (x >= piece.Left - side && x < piece.Right + side)
            {
                continue;
            }

            columns++;
            for (int y = Math.Max(0, row - side); y <= Math.Min(contrast.Height - 1, row + side); y++)
            {
                float ink = Math.Max(0, contrast.Values[(y * contrast.Width) + x]);
                (sum, darkest) = (sum + ink, Math.Max(darkest, ink));
            }
        }

        return columns == 0 ? (0, 0) : (sum / columns, darkest);
    }

    private static bool AreAlike(double one, double other) => Math.Abs(one - other) <= SameInk * Math.Max(one, other);
}
