using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Plane = Emnist.Recognition.Imaging.Planes.Plane;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>Looks for rows of boxes of every kind among the lines of a picture, faint and dark, and at half of its size.</summary>
internal static class BoxRowSearch
{
    /// <summary>Boxes may be turned by so much: the tangent of 10 degrees.</summary>
    private const double MaxSlope = 0.18;

    /// <summary>
    /// Pictures with so long a side are looked at in half of their size too, where the dots of a line come together, and the edges of a
    /// broad pen's stroke.
    /// </summary>
    private const int MinHalved = 200;

    /// <summary>More boxes than this are a texture, and so are more than this of which each stands alone.</summary>
    private const int MaxBoxes = 600;
    private const int MaxSingle = 40;

    /// <summary>More boxes are not compared with each other.</summary>
    private const int MaxCompared = 1000;

    /// <summary>A closed box is so much surer than an open one where they lie over each other.</summary>
    private const double ClosedWeight = 1.25;

    /// <summary>Boxes that are less alike than those of another row, of so many, by this spread have the gaps between boxes among them.</summary>
    private const double LessAlike = 0.1;
    private const int MinAlike = 3;

    /// <summary>Boxes that are so many times as wide as those of a row take in two of them each.</summary>
    private const double MuchWider = 1.6;

    /// <summary>Boxes of a form are alike with this spread or less: of rows of as many boxes those are taken.</summary>
    private const double MaxSpread = 0.22;

    /// <summary>So many rows on lines of both kinds from edge to edge are squared paper.</summary>
    private const int SquaredFrom = 3;

    /// <summary>Fewer boxes than this, whose lines go on beyond them, may be parts of larger boxes, which other ink shows.</summary>
    private const int MinSquares = 3;

    /// <summary>Finds the rows; some may lie over each other, as the same one found twice does.</summary>
    /// <param name="picture">The picture, lines and all.</param>
    /// <param name="paper">The lines from edge to edge.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The rows; null where they are the squares of squared paper.</returns>
    public static List<BoxRow>? Find(InkContrast picture, PaperLines paper, CancellationToken cancellationToken)
    {
        List<BoxRow> found = [];
        foreach (float part in FormBoxes.LineContrasts)
        {
            if (RowsOf(picture.Contrast, picture.Threshold(part), paper, found, cancellationToken) is not { } rows)
            {
                return null;
            }

            found.AddRange(rows);
        }

        if (!found.Exists(static row => row.Boxes.Count >= MinAlike) && LineSmoothing.Smooth(picture) is var (levels, uprights))
        {
            using Plane alongLevels = levels.Contrast;
            using Plane alongUprights = uprights.Contrast;
            if (RowsOf(LineFamilies.Find(levels, uprights, MaxSlope, cancellationToken), paper, found, cancellationToken) is not { } rows)
            {
                return null;
            }

            found.AddRange(rows);
        }

        int longSide = Math.Max(picture.Contrast.Width, picture.Contrast.Height);
        if (longSide >= MinHalved)
        {
            using Plane half = BoxReduction.ToLongSide(picture.Contrast, (longSide + 1) / 2);
            if (RowsOf(half, picture.Threshold(FormBoxes.LineContrasts[0]), paper, [], cancellationToken) is { } rows)
            {
                // The counters of printed letters are single boxes there.
                found.AddRange(rows.Where(static row => row.Boxes.Count > 1)
                    .Select(static row => row with { Boxes = [.. row.Boxes.Select(static box => box.Enlarge(2))] }));
            }
        }

        if (!found.Exists(static row => row.IsClosed && row.Boxes.Count >= MinAlike))
        {
            found.AddRange(RoundedBoxes.Find(picture.Contrast, picture.Threshold(FormBoxes.LineContrasts[0]), cancellationToken));
        }

        if (found.Sum(static row => row.Boxes.Count) > MaxCompared)
        {
            return found;
        }

        List<BoxRow> mended = [.. found];
        LineDrawing drawing = new(picture.Contrast, picture.Threshold(FormBoxes.LineContrasts[0]));
        MistakenRows.Remove(mended, drawing);
        BoxPlaces.Improve(mended, drawing);
        return drawing.IsExhausted ? found : mended;
    }

    /// <summary>
    /// Of rows that lie over each other, what is made of the one of the most boxes, and of as many one whose boxes are alike, for which it is
    /// not null.
    /// </summary>
    public static List<T> Apart<T>(List<BoxRow> rows, Func<BoxRow, T?> make)
        where T : class
    {
        List<BoxRow> apart = [];
        List<T> made = [];
        foreach (BoxRow row in rows.OrderByDescending(WeightOf).ThenBy(static row => row.Spread > MaxSpread))
        {
            if (!apart.Exists(row.Overlaps) && make(row) is { } one)
            {
                apart.Add(row);
                made.Add(one);
            }
        }

        return made;
    }

    /// <summary>
    /// Whether others that lie partly over a row, and not over each other, outweigh it together, each with more than half as many boxes:
    /// of combs below each other one's foot and the next one's teeth look like closed boxes.
    /// </summary>
    public static bool IsOfSeveral(BoxRow row, List<BoxRow> rows)
    {
        List<BoxRow> under = [];
        foreach (BoxRow other in rows.OrderByDescending(WeightOf))
        {
            bool isLessAlike = row.Boxes.Count >= MinAlike && other.Spread > row.Spread + LessAlike;
            if (2 * other.Boxes.Count > row.Boxes.Count && !isLessAlike && WidthOf(other) <= MuchWider * WidthOf(row)
                && other.Overlaps(row) && !IsWithin(other, row) && !under.Exists(other.Overlaps))
            {
                under.Add(other);
            }
        }

        return under.Sum(static other => other.Boxes.Count) > WeightOf(row);
    }

    /// <summary>Whether a row's boxes are all among those of another: the same row, found in another way.</summary>
    private static bool IsWithin(BoxRow row, BoxRow other) =>
        row.Boxes.All(box => other.Boxes.Any(known => BoxComparison.IsSame(box, known)));

    /// <summary>Whether each of some rows lies over a row, and they have no more boxes together.</summary>
    public static bool HoldsAll(BoxRow row, IReadOnlyList<BoxRow> others) =>
        others.Sum(static other => other.Boxes.Count) <= row.Boxes.Count && others.All(row.Overlaps);

    private static double WidthOf(BoxRow row) => row.Boxes.Average(static box => box.Width);

    private static double WeightOf(BoxRow row) => row.Boxes.Count * (row.IsClosed ? ClosedWeight : 1);

    /// <summary>The rows of the lines that are no fainter than a threshold.</summary>
    private static List<BoxRow>? RowsOf(
        Plane contrast, float threshold, PaperLines paper, List<BoxRow> known, CancellationToken cancellationToken) =>
        RowsOf(LineFamilies.Find(contrast, threshold, MaxSlope, cancellationToken), paper, known, cancellationToken);

    /// <summary>
    /// The rows of one kind of lines; none of a texture, of one or two squares, and of strokes and noise in a row that is known, which may
    /// look like squares; null for squared paper.
    /// </summary>
    private static List<BoxRow>? RowsOf(LineFamilies lines, PaperLines paper, List<BoxRow> known, CancellationToken cancellationToken)
    {
        List<BoxRow> rows =
        [
            .. new ClosedBoxes(lines).Find(cancellationToken),
            .. new OpenBoxes(lines).Find(cancellationToken).Select(row => LowWalls.Raise(row, lines.Drawing)),
            .. new SeparateOpenBoxes(lines).Find(cancellationToken).Select(row => LowWalls.Raise(row, lines.Drawing)),
        ];
        rows.RemoveAll(row => TableCells.Are(row, lines));
        if (rows.Count(static row => row.Boxes.Count == 1) > MaxSingle)
        {
            rows.RemoveAll(static row => row.Boxes.Count == 1);
        }

        List<BoxRow> apart = Apart(rows, static row => row);
        int count = apart.Sum(static row => row.Boxes.Count);
        IReadOnlyList<BoxRow> squares = apart.Count >= SquaredFrom && paper.AreSquared ? apart : PaperSquares.Telling(apart, lines);
        if (squares.Count > 0)
        {
            return count < MinSquares || known.Exists(row => row.Boxes.Count >= MinAlike && HoldsAll(row, squares)) ? [] : null;
        }

        return count > MaxBoxes ? [] : rows;
    }
}
