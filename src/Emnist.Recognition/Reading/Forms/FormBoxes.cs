using System.Numerics;
using System.Numerics.Tensors;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>A box of a form and what stands in it.</summary>
internal sealed record FilledBox(FormBox Box, FieldContent Content);

/// <summary>The rows of boxes in a picture, from the top, and what is left of the picture without them.</summary>
/// <param name="Rows">The rows, each with its boxes from the left.</param>
/// <param name="Rest">How far each pixel stands out that belongs to no row; the picture itself where there is none.</param>
internal sealed record FormBoxes(IReadOnlyList<IReadOnlyList<FilledBox>> Rows, Plane Rest)
{
    /// <summary>
    /// Lines may be fainter than strokes: they are looked for from these parts of full ink's contrast on. With a lower one, what is
    /// near to a wall runs together with it; with the highest, two walls that stand close are still apart.
    /// </summary>
    public static readonly float[] LineContrasts = [0.16f, 0.4f, 0.07f];

    /// <summary>Beside what is taken out, so many pixels are taken out too: ink covers them in part.</summary>
    private const int SoftEdge = 2;

    /// <summary>
    /// The walls of a row in which nothing is written are no thicker than this part of a box's shorter side, or than so many pixels,
    /// and those of others than this. The stems of printed letters are thicker for what is between them.
    /// </summary>
    private const double ThinWall = 0.13;
    private const double MinWall = 2.2;
    private const double ThickWall = 0.16;

    /// <summary>
    /// Where a row has so many boxes they are no thicker than this: walls of boxes that are drawn by hand side by side run together. Of one
    /// in which nothing is written the boxes are alike besides, and share their walls, or are wider for their height than the noughts of a
    /// display.
    /// </summary>
    private const double ThickestWall = 0.17;
    private const int MinRow = 5;
    private const double MinWide = 0.7;

    /// <summary>
    /// So thick are walls at most where at least so many boxes are so much alike and this part of them is written in, or are closed, of
    /// whatever sizes, and more of them are.
    /// </summary>
    private const double RegularWall = 0.19;
    private const int MinRegular = 3;
    private const double RegularSpread = 0.1;
    private const double MinFilled = 0.33;
    private const double MinFilledClosed = 0.6;

    /// <summary>A box stands on a line within so many pixels.</summary>
    private const double OnLine = 3.2;

    /// <summary>Beside larger boxes, those smaller than this part of them, and than so many pixels, are noise.</summary>
    private const double SmallBeside = 0.4;
    private const double MinBeside = 16;

    /// <summary>Two open boxes smaller than this part of the largest ones are letters of a printed word.</summary>
    private const double SmallOpenBeside = 0.6;

    /// <summary>Rows on a tint with boxes smaller than this part of the largest ones are letters.</summary>
    private const double SmallOnTint = 0.5;

    /// <summary>
    /// In a row of which more than this part holds several characters a box, words stand: it is a frame, or a table's row.
    /// </summary>
    private const double MaxSeveral = 0.34;

    /// <summary>Rows of open boxes are more alike than this where nothing is written in them.</summary>
    private const double EmptySpread = 0.15;

    /// <summary>Boxes with shorter sides of fewer pixels are told by what is written in them, and where they are so many.</summary>
    private const double MinEmpty = 13;
    private const int MinSmall = 3;

    /// <summary>Ink of which this part lies in boxes belongs to them, what stands out beside them and all.</summary>
    private const double MinInBoxes = 0.3;

    /// <summary>Whether there is a box that is too large to be a letter beside boxes that were not found.</summary>
    public bool HasLarge => Rows.Any(static row => row.Any(static filled => Math.Min(filled.Box.Width, filled.Box.Height) >= MinBeside));

    /// <summary>Whether most boxes of a row have their middles in these boxes.</summary>
    public bool Cover(IReadOnlyList<FilledBox> row) =>
        2 * row.Count(other => Rows.Any(own => own.Any(box => box.Box.DistanceInside(other.Box.Center) > 0))) > row.Count;

    /// <summary>Finds the rows of boxes.</summary>
    /// <param name="picture">The picture, lines and all.</param>
    /// <param name="paper">The lines from edge to edge.</param>
    /// <param name="framing">How the characters in them are framed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static FormBoxes Find(
        InkContrast picture, PaperLines paper, CharacterFraming framing, CancellationToken cancellationToken)
    {
        (int width, int height) = (picture.Contrast.Width, picture.Contrast.Height);
        if (paper.AreSurelySquared || paper.AreFewLargeSquares(width, height)
            || BoxRowSearch.Find(picture, paper, cancellationToken) is not { } found)
        {
            return new FormBoxes([], picture.Contrast);
        }

        PaperLines faint = found.Count == 0 ? PaperLines.None : FaintLines(picture.Contrast, picture.Threshold(LineContrasts[^1]));
        if (faint.AreFewLargeSquares(width, height)
            || (faint.AreSquared && faint.Level.Count + faint.Upright.Count >= 2 * PaperLines.Sheet))
        {
            return new FormBoxes([], picture.Contrast);
        }

        List<FoundRow> forms = BoxRowSearch.Apart(found, row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (BoxRowSearch.IsOfSeveral(row, found))
            {
                return null;
            }

            List<FilledBox> boxes = [.. row.Boxes.Select(box => new FilledBox(box, FieldContent.Find(picture, box, framing)))];
            return IsForm(picture, row, boxes)
                && !IsOfSheet(row, paper, width) && !IsOfSheet(row, faint, width)
                ? new FoundRow(row, boxes)
                : null;
        });
        double largest = forms.Where(static form => form.Row.Boxes.Count >= MinSmall)
            .Select(static form => SideOf(form.Row)).DefaultIfEmpty(0).Max();
        forms.RemoveAll(form => SideOf(form.Row) < Math.Min(SmallBeside * largest, MinBeside)
            || (!form.Row.IsClosed && form.Row.Boxes.Count < MinSmall && SideOf(form.Row) < SmallOpenBeside * largest));
        List<List<FilledBox>> rows = [.. forms.Select(static form => form.Boxes)];
        return Of(picture, rows);
    }

    /// <summary>
    /// Of rows whose walls are where a tint begins those that are a form's: of at least three boxes, or with something in each box, that hold
    /// no words.
    /// </summary>
    /// <param name="picture">The picture without the tint.</param>
    /// <param name="rows">The rows, none over another.</param>
    /// <param name="framing">How the characters in them are framed.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static FormBoxes OfTinted(InkContrast picture, List<BoxRow> rows, CharacterFraming framing, CancellationToken cancellationToken)
    {
        List<FoundRow> forms = [];
        foreach (BoxRow row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<FilledBox> boxes = [.. row.Boxes.Select(box => new FilledBox(box, FieldContent.Find(picture, box, framing)))];
            int filled = boxes.Count(static box => box.Content.Status != PredictionStatus.Blank);
            int odd = boxes.Count(static box => box.Content.Status is not (PredictionStatus.Recognized or PredictionStatus.Blank));
            bool isForm = filled == boxes.Count || (boxes.Count >= MinSmall && (filled > 0 || row.Spread <= EmptySpread));
            if (isForm && !HoldsWords(boxes) && odd <= MaxSeveral * boxes.Count)
            {
                forms.Add(new FoundRow(row, boxes));
            }
        }

        double largest = forms.Select(static form => SideOf(form.Row)).DefaultIfEmpty(0).Max();
        return Of(picture, [.. forms.Where(form => SideOf(form.Row) >= SmallOnTint * largest).Select(static form => form.Boxes)]);
    }

    /// <summary>The rows in their order, and what is left of the picture without them.</summary>
    private static FormBoxes Of(InkContrast picture, List<List<FilledBox>> rows)
    {
        rows.Sort(static (a, b) => a.Average(static box => box.Box.Center.Y).CompareTo(b.Average(static box => box.Box.Center.Y)));
        return new FormBoxes(rows, rows.Count == 0 ? picture.Contrast : Without(picture, [.. rows.SelectMany(row => row).Select(box => box.Box)]));
    }

    private sealed record FoundRow(BoxRow Row, List<FilledBox> Boxes);

    private static double SideOf(BoxRow row) => row.Boxes.Average(static box => Math.Min(box.Width, box.Height));

    /// <summary>Whether a row is one of a form, and not letters that are made of straight strokes.</summary>
    private static bool IsForm(InkContrast picture, BoxRow row, List<FilledBox> boxes)
    {
        double side = SideOf(row);
        int filled = boxes.Count(static box => box.Content.Status != PredictionStatus.Blank);
        bool isEmpty = filled == 0;
        bool isRegular = boxes.Count >= MinRegular
            && ((row.Spread <= RegularSpread && filled >= MinFilled * boxes.Count) || (row.IsClosed && filled >= MinFilledClosed * boxes.Count));
        bool isLong = row.IsClosed && row.Boxes.Count >= MinRow && (!isEmpty || (row.Spread <= EmptySpread && (SharesWalls(row) || AreWide(row))));
        double thickest = isRegular ? RegularWall : isLong ? ThickestWall : isEmpty ? ThinWall : ThickWall;
        double wall = Math.Max(MinWall, thickest * side);
        if ((side < MinEmpty && (isEmpty || row.Boxes.Count < MinSmall))
            || WallThickness.Of(picture.Contrast, picture.Threshold(LineContrasts[^1]), row.Boxes) > wall)
        {
            return false;
        }

        return !HoldsWords(boxes) && (row.IsClosed || !isEmpty || row.Spread <= EmptySpread);
    }

    private static bool HoldsWords(List<FilledBox> boxes) => boxes.Count(static box => box.Content.IsSeveral) > MaxSeveral * boxes.Count;

    /// <summary>Whether boxes stand side by side, as the digits of a display do not.</summary>
    private static bool SharesWalls(BoxRow row) =>
        Enumerable.Range(1, row.Boxes.Count - 1).All(i => Vector2.Distance(row.Boxes[i].BottomLeft, row.Boxes[i - 1].BottomRight) <= OnLine);

    private static bool AreWide(BoxRow row) => row.Boxes.All(static box => box.Width >= MinWide * box.Height);

    /// <summary>
    /// Whether boxes stand on the lines of a sheet: strokes, a margin or the picture's edge beside them. Many, and few on some lines that
    /// are no whole sheet, are a form where upright lines go through the picture, or where the lines do not go on beyond the boxes.
    /// </summary>
    private static bool IsOfSheet(BoxRow row, PaperLines paper, int width)
    {
        bool mayBe = (paper.AreSheet && row.Boxes.Count < MinSmall) || (paper.Upright.Count < 2 && GoOn(row, width));
        return mayBe && row.Boxes.All(box =>
            paper.IsOnLevel(box.BottomLeft.X, box.BottomLeft.Y, width, OnLine)
            || paper.IsOnLevel(box.TopLeft.X, box.TopLeft.Y, width, OnLine));
    }

    /// <summary>Whether lines from edge to edge leave a row by the width of a box or more.</summary>
    private static bool GoOn(BoxRow row, int width)
    {
        float box = row.Boxes.Average(static box => box.Width);
        return Math.Max(row.Boxes[0].Center.X, width - 1 - row.Boxes[^1].Center.X) >= 1.5f * box;
    }

    /// <summary>The lines from edge to edge, those among them that are so much fainter than ink that they were not taken out.</summary>
    private static PaperLines FaintLines(Plane contrast, float threshold) => new(
        RuledLineSearch.Find(contrast, threshold, upright: false), RuledLineSearch.Find(contrast, threshold, upright: true));

    /// <summary>The picture without the boxes, what is written in them, and what hangs together with them.</summary>
    private static Plane Without(InkContrast picture, FormBox[] boxes)
    {
        Plane contrast = picture.Contrast;
        using Plane inBoxes = new(contrast.Width, contrast.Height);
        Span<float> isInBoxes = inBoxes.Values;
        foreach (FormBox box in boxes)
        {
            Fill(inBoxes, box);
        }

        using InkMap map = InkMap.Label(picture.ToCoverage());
        ReadOnlySpan<int> labels = map.Labels;
        int[] shares = new int[map.Pieces.Count + 1];
        for (int i = 0; i < labels.Length; i++)
        {
            shares[labels[i]] += isInBoxes[i] > 0 ? 1 : 0;
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] > 0 && shares[labels[i]] >= MinInBoxes * map.Pieces[labels[i] - 1].Area)
            {
                isInBoxes[i] = 1;
            }
        }

        GrayDilation.Dilate(inBoxes, SoftEdge);
        Plane rest = Plane.Rent(contrast.Width, contrast.Height);
        TensorPrimitives.Subtract(1, inBoxes.Values, rest.Values);
        TensorPrimitives.Multiply(rest.Values, contrast.Values, rest.Values);
        return rest;
    }

    /// <summary>Sets the pixels of a box and of its walls.</summary>
    private static void Fill(Plane mask, FormBox box)
    {
        double border = FormBox.WallTolerance + (SoftEdge / Math.Min(box.Width, box.Height));
        (Vector2 least, Vector2 most) = box.Around(-border, -border, 1 + border, 1 + border);
        int bottom = Math.Min(mask.Height - 1, (int)MathF.Ceiling(most.Y));
        int right = Math.Min(mask.Width - 1, (int)MathF.Ceiling(most.X));
        for (int y = Math.Max(0, (int)least.Y); y <= bottom; y++)
        {
            int left = Math.Max(0, (int)least.X);
            if (left <= right)
            {
                mask.Row(y)[left..(right + 1)].Fill(1);
            }
        }
    }
}
