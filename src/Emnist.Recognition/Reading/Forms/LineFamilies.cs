using System.Numerics;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>The level and the upright lines of a picture.</summary>
/// <param name="Levels">From the top: their places are columns.</param>
/// <param name="Uprights">From the left: their places are rows.</param>
/// <param name="Drawing">The picture's ink.</param>
internal sealed record LineFamilies(TracedLine[] Levels, TracedLine[] Uprights, LineDrawing Drawing)
{
    /// <summary>A wall ends on a level line within this part of its length and so many pixels, at most, in whatever looks for rows.</summary>
    private const double MostEndPart = 0.2;
    private const double MostEndWithin = 10;

    /// <summary>Lines are no thicker than this part of the picture's longer side, or than so many pixels.</summary>
    private const double MaxThicknessPart = 0.04;
    private const int MaxThickness = 8;

    /// <summary>A level line goes on after a gap of so many pixels, and of this part of the shorter piece, within so many rows.</summary>
    private const double MaxGap = 10;
    private const double GapPart = 0.5;
    private const double MaxOffset = 1.5;

    /// <summary>How far from its middle an upright line may meet a level one, or its end, in columns.</summary>
    private readonly double _reach = Uprights
        .Select(static line => (Math.Abs(line.Slope) + MostEndPart) * line.Length).DefaultIfEmpty(0).Max() + MostEndWithin;

    /// <summary>Finds the lines of a picture.</summary>
    /// <param name="contrast">How far each pixel stands out from the ground.</param>
    /// <param name="threshold">A pixel may be part of a line from this contrast on.</param>
    /// <param name="maxSlope">How far lines may be turned, as the tangent of the angle.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static LineFamilies Find(Plane contrast, float threshold, double maxSlope, CancellationToken cancellationToken) =>
        Find(new LineInk(contrast, threshold), new LineInk(contrast, threshold), maxSlope, cancellationToken);

    /// <summary>The same where level and upright lines are looked for in different ink.</summary>
    public static LineFamilies Find(LineInk levels, LineInk uprights, double maxSlope, CancellationToken cancellationToken)
    {
        int thickest = Math.Max(MaxThickness, (int)(MaxThicknessPart * Math.Max(levels.Contrast.Width, levels.Contrast.Height)));
        using Plane turned = levels.Contrast.Transpose();
        List<TracedLine> level = LineTracer.FindUpright(turned, levels.Threshold, thickest, maxSlope, cancellationToken);
        List<TracedLine> upright = LineTracer.FindUpright(uprights.Contrast, uprights.Threshold, thickest, maxSlope, cancellationToken);
        return new LineFamilies(
            [.. Joined(level).OrderBy(static line => line.Middle)],
            [.. upright.OrderBy(static line => line.Middle)],
            new LineDrawing(levels, uprights));
    }

    /// <summary>The upright lines that may meet a level one, from the left, and some more.</summary>
    public ReadOnlySpan<TracedLine> UprightsNear(TracedLine level)
    {
        double reach = _reach + level.Thickness;
        int first = FirstFrom(level.Start - reach);
        return Uprights.AsSpan(first, FirstFrom(level.End + reach) - first);

        int FirstFrom(double column)
        {
            (int first, int end) = (0, Uprights.Length);
            while (first < end)
            {
                int middle = (first + end) / 2;
                (first, end) = Uprights[middle].Middle < column ? (middle + 1, end) : (first, middle);
            }

            return first;
        }
    }

    /// <summary>Joins the pieces of lines that strokes or noise have broken.</summary>
    private static List<TracedLine> Joined(List<TracedLine> pieces)
    {
        List<TracedLine> joined = [];
        foreach (TracedLine piece in pieces.OrderBy(static line => line.Start))
        {
            int i = joined.FindLastIndex(line => GoesOn(line, piece));
            if (i < 0)
            {
                joined.Add(piece);
                continue;
            }

            TracedLine line = joined[i];
            double slope = (piece.At(piece.End) - line.At(line.Start)) / (piece.End - line.Start);
            joined[i] = new TracedLine(
                line.Start, piece.End, line.At(line.Start) - (slope * line.Start), slope,
                ((line.Thickness * line.Length) + (piece.Thickness * piece.Length)) / (line.Length + piece.Length));
        }

        return joined;
    }

    private static bool GoesOn(TracedLine line, TracedLine next)
    {
        (double gap, double shorter) = (next.Start - line.End, Math.Min(line.Length, next.Length));
        return gap <= Math.Min(MaxGap, GapPart * shorter) && gap >= -GapPart * shorter && next.End > line.End
            && Math.Abs(line.At(next.Start) - next.At(next.Start)) <= MaxOffset && Math.Abs(line.At(line.End) - next.At(line.End)) <= MaxOffset;
    }

    /// <summary>Where a level line and an upright one, drawn further, cross.</summary>
    public static Vector2 Crossing(TracedLine level, TracedLine upright)
    {
        double y = (level.Offset + (level.Slope * upright.Offset)) / (1 - (level.Slope * upright.Slope));
        return new Vector2((float)upright.At(y), (float)y);
    }
}
