using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds rows of boxes with round corners: areas of paper that lines enclose, whose sides are straight and whose corners are quarters of
/// circles of one size, which is smaller than an O's.
/// </summary>
internal static class RoundedBoxes
{
    /// <summary>The least side of a box in pixels, and how wide it is for its height.</summary>
    private const int MinSide = 11;
    private const double MinAspect = 0.4;
    private const double MaxAspect = 1.8;

    /// <summary>A box that is turned a little, and written in, has this part of its own box for its inside.</summary>
    private const double MinInside = 0.4;

    /// <summary>Gaps in a line of so many pixels on either side are closed.</summary>
    private const int Closing = 1;

    /// <summary>A corner takes no more than this part of a side.</summary>
    private const double CornerPart = 0.32;

    /// <summary>
    /// The corners' radii: from this part of the shorter side, below which the corners are sharp, to this one, and so far from each other.
    /// </summary>
    private const double MinRadius = 0.08;
    private const double MaxRadius = 0.46;
    private const double MaxDifference = 0.12;

    /// <summary>A row has so many boxes, whose widths and heights are so much alike.</summary>
    private const int MinBoxes = 3;
    private const double MaxSpread = 0.15;

    /// <summary>This part of each wall between the corners is drawn where a row would have a box.</summary>
    private const double MinDrawn = 0.72;

    /// <summary>How far a quarter of a circle is from its corner, in radii.</summary>
    private static readonly double Gap = Math.Sqrt(2) - 1;

    /// <summary>Finds the rows.</summary>
    /// <param name="contrast">How far each pixel stands out from the ground.</param>
    /// <param name="threshold">A pixel may be part of a line from this contrast on.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static List<BoxRow> Find(Plane contrast, float threshold, CancellationToken cancellationToken)
    {
        using Plane lines = contrast.Copy();
        GrayDilation.Dilate(lines, Closing);
        Plane paper = Plane.Rent(contrast.Width, contrast.Height);
        Sweep.SetFrom(lines.Values, threshold, paper.Values);
        TensorPrimitives.Subtract(1, paper.Values, paper.Values);
        using InkMap areas = InkMap.Label(paper);
        List<BoxCandidate> candidates = [];
        foreach (InkPiece area in areas.Pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BoxAround(areas, area) is { } box)
            {
                candidates.Add(new BoxCandidate(box, null, default, IsWhole: true));
            }

            if (candidates.Count > ClosedBoxes.MaxCandidates)
            {
                return [];
            }
        }

        var drawing = new LineDrawing(contrast, threshold);
        List<BoxRow> rows = [];
        foreach (List<BoxCandidate> found in ClosedBoxes.RowsOf(candidates).Where(static row => row.Count > 1))
        {
            List<FormBox> boxes = [.. found.Select(static candidate => candidate.Box)];
            float half = (float)(WallThickness.Of(contrast, threshold, boxes) / 2) + Closing;
            boxes = [.. boxes.Select(box => Grown(box, half))];
            Complete(boxes, drawing);
            double spread = Math.Max(Spread(boxes, static box => box.Width), Spread(boxes, static box => box.Height));
            if (boxes.Count >= MinBoxes && spread <= MaxSpread && !drawing.IsExhausted)
            {
                rows.Add(new BoxRow(boxes, IsClosed: true) { Spread = spread });
            }
        }

        return rows;
    }

    private static double Spread(List<FormBox> boxes, Func<FormBox, float> side) => (boxes.Max(side) - boxes.Min(side)) / boxes.Average(side);

    /// <summary>The box whose inside an area is; null where it is none with round corners.</summary>
    private static FormBox? BoxAround(InkMap areas, InkPiece area)
    {
        PixelBox box = area.Box;
        double side = Math.Min(box.Width, box.Height);
        if (side < MinSide || area.Area < MinInside * box.Width * box.Height || box.Width < MinAspect * box.Height || box.Width > MaxAspect * box.Height
            || SideOf(upright: true, isFar: false) is not { } left || SideOf(upright: true, isFar: true) is not { } right
            || SideOf(upright: false, isFar: false) is not { } top || SideOf(upright: false, isFar: true) is not { } bottom)
        {
            return null;
        }

        FormBox inside = new(Corner(left, top), Corner(right, top), Corner(right, bottom), Corner(left, bottom));
        Span<double> radii =
        [
            RadiusAt(inside.TopLeft, 1, 1), RadiusAt(inside.TopRight, -1, 1), RadiusAt(inside.BottomRight, -1, -1), RadiusAt(inside.BottomLeft, 1, -1),
        ];
        radii.Sort();
        double radius = (radii[1] + radii[2]) / 2;
        var start = new Vector2(box.Left, box.Top);
        return radius >= MinRadius * side && radius <= MaxRadius * side && radii[3] - radii[0] <= Math.Max(3, MaxDifference * side)
            ? new FormBox(inside.TopLeft + start, inside.TopRight + start, inside.BottomRight + start, inside.BottomLeft + start)
            : null;

        PieceSide? SideOf(bool upright, bool isFar) => PieceSide.Find(areas, area, upright, isFar, CornerPart);

        static Vector2 Corner(PieceSide side, PieceSide level)
        {
            double y = level.At(side.At(level.Offset));
            return new Vector2((float)side.At(y), (float)y);
        }

        // By the first paper on the way from where two sides would meet to the middle.
        double RadiusAt(Vector2 corner, int right, int down)
        {
            for (int i = 0; i < side / 2; i++)
            {
                (int column, int row) = ((int)MathF.Round(corner.X) + (i * right), (int)MathF.Round(corner.Y) + (i * down));
                if (column >= 0 && row >= 0 && column < box.Width && row < box.Height && areas.LabelsIn(box, row)[column] == area.Label)
                {
                    return i * Math.Sqrt(2) / Gap;
                }
            }

            return double.PositiveInfinity;
        }
    }

    private static FormBox Grown(FormBox box, float by)
    {
        Vector2 across = Vector2.Normalize(box.TopRight - box.TopLeft) * by;
        Vector2 down = Vector2.Normalize(box.BottomLeft - box.TopLeft) * by;
        return box with
        {
            TopLeft = box.TopLeft - across - down,
            TopRight = box.TopRight + across - down,
            BottomRight = box.BottomRight + across + down,
            BottomLeft = box.BottomLeft - across + down,
        };
    }

    /// <summary>Adds the boxes between others and at the ends whose insides strokes divide.</summary>
    private static void Complete(List<FormBox> boxes, LineDrawing drawing)
    {
        float pitch = boxes.Zip(boxes.Skip(1), static (a, b) => b.Center.X - a.Center.X).Min();
        Vector2 way = boxes[^1].Center - boxes[0].Center;
        Vector2 step = way * (pitch / way.X);
        if (Moved(boxes[0], step / 2) is var between && !BoxComparison.Overlap(boxes[0], between) && IsDrawn(between))
        {
            step /= 2;
        }

        for (int i = 0; i < boxes.Count; i++)
        {
            // A gap of several boxes is filled one by one.
            FormBox next = Moved(boxes[i], step);
            if ((i == boxes.Count - 1 || !BoxComparison.Overlap(boxes[i + 1], next)) && IsDrawn(next))
            {
                boxes.Insert(i + 1, next);
            }
        }

        while (Moved(boxes[0], -step) is var first && IsDrawn(first))
        {
            boxes.Insert(0, first);
        }

        bool IsDrawn(FormBox box)
        {
            double reach = 1 + (0.03 * Math.Min(box.Width, box.Height));
            return Part(box.TopLeft, box.TopRight) && Part(box.BottomLeft, box.BottomRight)
                && Part(box.TopLeft, box.BottomLeft) && Part(box.TopRight, box.BottomRight);

            bool Part(Vector2 from, Vector2 to) => drawing.PartDrawn(
                Vector2.Lerp(from, to, (float)CornerPart), Vector2.Lerp(from, to, 1 - (float)CornerPart), reach) >= MinDrawn;
        }

        static FormBox Moved(FormBox box, Vector2 by) => box with
        {
            TopLeft = box.TopLeft + by, TopRight = box.TopRight + by, BottomRight = box.BottomRight + by, BottomLeft = box.BottomLeft + by,
        };
    }
}
