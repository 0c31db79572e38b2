using System.Buffers;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Normalization;

/// <summary>A connected piece of ink.</summary>
/// <param name="Label">Its number in <see cref="InkMap.Labels"/>, from 1.</param>
/// <param name="Area">Its pixels.</param>
/// <param name="Box">The box around it.</param>
internal sealed record InkPiece(int Label, int Area, PixelBox Box);

/// <summary>
/// A picture's ink and the pieces that it falls into: its connected components, eight neighbours to a pixel. Its memory is rented, as
/// that of its plane is, which it disposes of.
/// </summary>
internal sealed class InkMap : IDisposable
{
    /// <summary>Coverage from which a pixel counts as ink.</summary>
    public const float InkFrom = 0.5f;

    /// <summary>
    /// Coverage from which a pixel counts as faint ink where it goes on from ink. Lines of paper that
    /// <see cref="RuledLines"/> does not look for have less.
    /// </summary>
    public const float FaintFrom = 0.25f;

    private readonly List<InkPiece> _pieces;
    private int[] _rented;

    private InkMap(Plane coverage, int[] labels, List<InkPiece> pieces)
    {
        Coverage = coverage;
        _rented = labels;
        _pieces = pieces;
    }

    /// <summary>The part of each pixel that ink covers, 0 to 1.</summary>
    public Plane Coverage { get; }

    /// <summary>The piece that a pixel belongs to, 0 for none.</summary>
    public Span<int> Labels => _rented.AsSpan(0, Coverage.Width * Coverage.Height);

    /// <summary>The pieces; number <c>i</c> is at <c>i - 1</c>.</summary>
    public IReadOnlyList<InkPiece> Pieces => _pieces;

    /// <summary>The map of a pixel without ink.</summary>
    public static InkMap Empty()
    {
        Plane none = new(1, 1);
        return Label(none);
    }

    /// <summary>Labels the pieces, with one threshold.</summary>
    /// <param name="coverage">The part of each pixel that ink covers, 0 to 1.</param>
    public static InkMap Label(Plane coverage) => Label(coverage, InkFrom);

    /// <summary>
    /// Labels the pieces with two thresholds, so that they go on where the pen pressed less (hysteresis: Canny, IEEE
    /// Trans. PAMI 8, 1986), unless that leads to the picture's edge, as shadows and lines of the paper do.
    /// </summary>
    /// <param name="coverage">The part of each pixel that ink covers, 0 to 1.</param>
    public static InkMap LabelWithHysteresis(Plane coverage)
    {
        InkMap map = Label(coverage, FaintFrom);
        if (!map.HasFaintInkAtEdge())
        {
            return map;
        }

        map.ReturnLabels();
        return Label(coverage);
    }

    public void Dispose()
    {
        ReturnLabels();
        Coverage.Dispose();
    }

    /// <summary>The part of a row of <see cref="Labels"/> that lies in a box.</summary>
    /// <param name="box">The box.</param>
    /// <param name="y">The row, from the box's top.</param>
    public ReadOnlySpan<int> LabelsIn(PixelBox box, int y) =>
        Labels.Slice(((box.Top + y) * Coverage.Width) + box.Left, box.Width);

    /// <summary>The pixels of a piece in a box, which may be empty.</summary>
    public int AreaIn(PixelBox box, InkPiece piece)
    {
        int area = 0;
        for (int y = 0; box.Width > 0 && y < box.Height; y++)
        {
            area += LabelsIn(box, y).Count(piece.Label);
        }

        return area;
    }

    /// <summary>
    /// How wide a piece is across its long axis to how long along it, by the second moments of its pixels: near 0 for a straight
    /// stroke, 1 for a disc.
    /// </summary>
    public double Slenderness(InkPiece piece)
    {
        (double xx, double xy, double yy) = Moments(piece);
        double middle = (xx + yy) / 2;
        double spread = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        return Math.Sqrt(Math.Max(0, middle - spread) / Math.Max(double.Epsilon, middle + spread));
    }

    /// <summary>How far a piece leans to the right, in degrees, by the second moments of its pixels.</summary>
    public double Lean(InkPiece piece)
    {
        (_, double xy, double yy) = Moments(piece);
        return yy == 0 ? 0 : Math.Atan(-xy / yy) * 180 / Math.PI;
    }

    /// <summary>The line along some pieces; null where there is no ink, or it spreads across more than a line does.</summary>
    /// <param name="kept">Set for the labels of the pieces.</param>
    /// <param name="box">The box around them.</param>
    /// <param name="mostSlender">The largest <see cref="InkLine.Slenderness"/> of a line.</param>
    public InkLine? LineThrough(ReadOnlySpan<bool> kept, PixelBox box, double mostSlender)
    {
        (double x1, double y1, double xx, double xy, double yy, double area) = (0, 0, 0, 0, 0, 0);
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> row = LabelsIn(box, y);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] != 0 && kept[row[x]])
                {
                    (x1, y1, area) = (x1 + x, y1 + y, area + 1);
                    (xx, xy, yy) = (xx + ((double)x * x), xy + ((double)x * y), yy + ((double)y * y));
                }
            }
        }

        if (area == 0)
        {
            return null;
        }

        (x1, y1) = (x1 / area, y1 / area);
        (xx, xy, yy) = ((xx / area) - (x1 * x1), (xy / area) - (x1 * y1), (yy / area) - (y1 * y1));
        double angle = Math.Atan2(2 * xy, xx - yy) / 2;
        (double down, double across) = Math.SinCos(angle);
        double middle = (xx + yy) / 2;
        double spread = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));

        // A pixel has a width.
        double least = Math.Sqrt(Math.Max(0, middle - spread) + (1 / 12.0));
        double slenderness = least / Math.Sqrt(middle + spread);
        if (slenderness > mostSlender)
        {
            return null;
        }

        (double from, double to) = (0, 0);
        for (int y = 0; y < box.Height; y++)
        {
            ReadOnlySpan<int> row = LabelsIn(box, y);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] != 0 && kept[row[x]])
                {
                    double along = ((x - x1) * across) + ((y - y1) * down);
                    (from, to) = (Math.Min(from, along), Math.Max(to, along));
                }
            }
        }

        return new InkLine(box.Left + x1, box.Top + y1, across, down, least * Math.Sqrt(12), slenderness, from, to);
    }

    /// <summary>Some pieces with the soft edge around them, and nothing else.</summary>
    /// <param name="kept">Whether a label is wanted; the entry of label 0 is not looked at.</param>
    /// <param name="box">The box around the wanted pieces.</param>
    /// <returns>The coverage of a part of the picture, and where the box lies in it.</returns>
    public (Plane Coverage, PixelBox Box) Extract(ReadOnlySpan<bool> kept, PixelBox box)
    {
        int softEdge = SoftEdge(box);
        PixelBox part = box.Grow(softEdge, Coverage.Width, Coverage.Height);
        Plane ink = Coverage.Crop(part);
        using Plane near = new(part.Width, part.Height);
        for (int y = 0; y < part.Height; y++)
        {
            ReadOnlySpan<int> labels = LabelsIn(part, y);
            Span<float> isNear = near.Row(y);
            Span<float> row = ink.Row(y);
            for (int x = labels.IndexOfAnyExcept(0); x >= 0 && x < labels.Length; x++)
            {
                if (labels[x] != 0)
                {
                    isNear[x] = kept[labels[x]] ? 1 : 0;
                    row[x] = kept[labels[x]] ? row[x] : 0;
                }
            }
        }

        GrayDilation.Dilate(near, softEdge);
        TensorPrimitives.Multiply(ink.Values, near.Values, ink.Values);
        return (ink, box.Move(-part.Left, -part.Top));
    }

    /// <summary>How far the soft edge around pieces reaches beyond the box around them, in pixels.</summary>
    public static int SoftEdge(PixelBox box) => Math.Max(1, box.LongSide / 24);

    /// <summary>A picture without some pieces and what is near to them.</summary>
    /// <param name="picture">The picture, of the map's size.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="reach">How far that is, in pixels.</param>
    /// <returns>A copy, 0 where they were.</returns>
    public Plane Without(Plane picture, IEnumerable<InkPiece> pieces, int reach)
    {
        bool[] erased = new bool[_pieces.Count + 1];
        foreach (InkPiece piece in pieces)
        {
            erased[piece.Label] = true;
        }

        Plane rest = Plane.Rent(picture.Width, picture.Height);
        ReadOnlySpan<int> labels = Labels;
        for (int i = 0; i < labels.Length; i++)
        {
            rest.Values[i] = erased[labels[i]] ? 1 : 0;
        }

        GrayDilation.Dilate(rest, reach);
        TensorPrimitives.Subtract(1, rest.Values, rest.Values);
        TensorPrimitives.Multiply(picture.Values, rest.Values, rest.Values);
        return rest;
    }

    /// <summary>Cuts a piece along columns; the part left of the first keeps the piece's number.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="columns">The first columns of the parts but the first, in order, all within the piece.</param>
    /// <returns>The parts from the left.</returns>
    public IReadOnlyList<InkPiece> Split(InkPiece piece, IReadOnlyList<int> columns)
    {
        int[] areas = new int[columns.Count + 1];
        PixelBox[] boxes = new PixelBox[areas.Length];
        boxes.AsSpan().Fill(PixelBox.Empty);
        int firstNew = _pieces.Count + 1;
        for (int y = piece.Box.Top; y < piece.Box.Bottom; y++)
        {
            int part = 0;
            for (int x = piece.Box.Left; x < piece.Box.Right; x++)
            {
                while (part < columns.Count && x >= columns[part])
                {
                    part++;
                }

                ref int label = ref Labels[(y * Coverage.Width) + x];
                if (label == piece.Label)
                {
                    label = part == 0 ? piece.Label : firstNew + part - 1;
                    areas[part]++;
                    boxes[part] = boxes[part].Include(x, y);
                }
            }
        }

        _pieces[piece.Label - 1] = new InkPiece(piece.Label, areas[0], boxes[0]);
        for (int part = 1; part < areas.Length; part++)
        {
            _pieces.Add(new InkPiece(firstNew + part - 1, areas[part], boxes[part]));
        }

        return [_pieces[piece.Label - 1], .. _pieces[(firstNew - 1)..]];
    }

    /// <summary>The second central moments of a piece's pixels.</summary>
    private (double XX, double XY, double YY) Moments(InkPiece piece)
    {
        (double x1, double y1, double xx, double xy, double yy, double area) = (0, 0, 0, 0, 0, 0);
        for (int y = 0; y < piece.Box.Height; y++)
        {
            ReadOnlySpan<int> row = LabelsIn(piece.Box, y);
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] == piece.Label)
                {
                    (x1, y1, area) = (x1 + x, y1 + y, area + 1);
                    (xx, xy, yy) = (xx + ((double)x * x), xy + ((double)x * y), yy + ((double)y * y));
                }
            }
        }

        (x1, y1) = (x1 / area, y1 / area);
        return ((xx / area) - (x1 * x1), (xy / area) - (x1 * y1), (yy / area) - (y1 * y1));
    }

    private static InkMap Label(Plane coverage, float faintFrom)
    {
        int count = coverage.Width * coverage.Height;
        int[] rented = ArrayPool<int>.Shared.Rent(count);
        int[] open = ArrayPool<int>.Shared.Rent(count + coverage.Height);
        Span<int> labels = rented.AsSpan(0, count);
        labels.Clear();
        List<InkPiece> pieces = [];
        for (int start = Sweep.IndexFrom(coverage.Values, InkFrom, 0); start >= 0; start = Sweep.IndexFrom(coverage.Values, InkFrom, start + 1))
        {
            if (labels[start] == 0)
            {
                pieces.Add(Fill(coverage, faintFrom, labels, open, start, pieces.Count + 1));
            }
        }

        ArrayPool<int>.Shared.Return(open);
        TensorPrimitives.Max(labels, 0, labels);
        return new InkMap(coverage, rented, pieces);
    }

    /// <summary>Fills a piece from a pixel (flood fill), a run of a row at a time; its soft edge gets the negative label.</summary>
    /// <param name="coverage">The part of each pixel that ink covers.</param>
    /// <param name="faintFrom">Coverage from which a pixel belongs to it.</param>
    /// <param name="labels">The labels, written.</param>
    /// <param name="open">Room for the first and the end of every run, for those whose neighbours are still to be looked at.</param>
    /// <param name="start">The pixel, ink without a label.</param>
    /// <param name="label">The piece's label.</param>
    private static InkPiece Fill(Plane coverage, float faintFrom, Span<int> labels, Span<int> open, int start, int label)
    {
        (int area, int opened) = (0, 0);
        PixelBox box = PixelBox.Empty;
        int width = coverage.Width;
        FillRun(start / width, start % width, labels, open);
        while (opened > 0)
        {
            (int end, int first) = (open[--opened], open[--opened]);
            (int y, int left) = Math.DivRem(first, width);
            int right = left + end - first;
            FillRuns(y - 1, left - 1, right + 1, labels, open);
            FillRuns(y + 1, left - 1, right + 1, labels, open);
        }

        return new InkPiece(label, area, box);

        // Those in a part of a row.
        void FillRuns(int y, int left, int right, Span<int> labels, Span<int> open)
        {
            if (y < 0 || y >= coverage.Height)
            {
                return;
            }

            ReadOnlySpan<float> row = coverage.Row(y);
            right = Math.Min(right, width);
            for (int x = Math.Max(0, left); x < right; x++)
            {
                if (row[x] >= faintFrom && labels[(y * width) + x] == 0)
                {
                    x = FillRun(y, x, labels, open);
                }
            }
        }

        // The one around a pixel, from edge to edge; where it ends.
        int FillRun(int y, int x, Span<int> labels, Span<int> open)
        {
            ReadOnlySpan<float> row = coverage.Row(y);
            Span<int> labelsOfRow = labels.Slice(y * width, width);
            (int left, int right) = (x, x + 1);
            while (left > 0 && row[left - 1] >= faintFrom)
            {
                left--;
            }

            while (right < row.Length && row[right] >= faintFrom)
            {
                right++;
            }

            (int first, int last) = (right, left);
            for (int i = left; i < right; i++)
            {
                bool isEdge = row[i] < InkFrom && IsBesideInk(coverage, i, y);
                labelsOfRow[i] = isEdge ? -label : label;
                if (!isEdge)
                {
                    area++;
                    (first, last) = (Math.Min(first, i), i);
                }
            }

            if (first < right)
            {
                box = box.Include(first, y).Include(last, y);
            }

            open[opened++] = (y * width) + left;
            open[opened++] = (y * width) + right;
            return right;
        }
    }

    private static bool IsBesideInk(Plane coverage, int x, int y)
    {
        for (int ny = Math.Max(0, y - 1); ny <= Math.Min(coverage.Height - 1, y + 1); ny++)
        {
            ReadOnlySpan<float> row = coverage.Row(ny);
            if (row[Math.Max(0, x - 1)..Math.Min(row.Length, x + 2)].ContainsAnyInRange(InkFrom, 1))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasFaintInkAtEdge()
    {
        (int width, int height) = (Coverage.Width, Coverage.Height);
        for (int x = 0; x < width; x++)
        {
            if (IsFaintInk(x) || IsFaintInk(((height - 1) * width) + x))
            {
                return true;
            }
        }

        for (int y = 0; y < height; y++)
        {
            if (IsFaintInk(y * width) || IsFaintInk(((y + 1) * width) - 1))
            {
                return true;
            }
        }

        return false;

        bool IsFaintInk(int place) => Labels[place] != 0 && Coverage.Values[place] < InkFrom;
    }

    private void ReturnLabels()
    {
        int[] rented = _rented;
        _rented = [];
        if (rented.Length > 0)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }
}
