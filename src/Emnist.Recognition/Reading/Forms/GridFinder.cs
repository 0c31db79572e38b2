using System.Numerics;
using Emnist.Recognition.Imaging.Normalization;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds a grid of so many rows and columns, somewhat turned and seen from aside: of the runs of level lines and of upright ones, the
/// two whose crossings a projection of an even grid explains, with all of its lines drawn, and none that goes on beyond it.
/// </summary>
internal static class GridFinder
{
    /// <summary>Lines may be turned by so much: the tangent of 27 degrees, for a photograph turned by 15 and taken from aside.</summary>
    private const double MaxSlope = 0.5;

    /// <summary>So many runs of each kind are tried together, those of the longest lines.</summary>
    private const int MaxRuns = 24;

    /// <summary>The least side of a cell in pixels.</summary>
    private const double MinCell = 8;

    /// <summary>A line is drawn in this part of its length, all lines but one of the frame; and together in this.</summary>
    private const double MinDrawn = 0.45;
    private const double MinDrawnMean = 0.75;

    /// <summary>Lines that go on beyond the frame by this part of a cell are not drawn there in more than this part, in the mean.</summary>
    private const double Beyond = 0.5;
    private const double MaxDrawnBeyond = 0.4;

    /// <summary>How far a line may be from where the projection has it, in parts of a cell's side and in pixels.</summary>
    private const double Aside = 0.05;
    private const double MinAside = 1.5;

    /// <summary>Crossings are nearer to where the projection has them than so many pixels and this part of a cell.</summary>
    private const double MaxError = 1.5;
    private const double MaxErrorPart = 0.06;

    /// <summary>
    /// A line that is further from those of a grid than this part of a cell, and longer than this part of its rows or columns together,
    /// is one more of its lines.
    /// </summary>
    private const double InsideFrom = 0.2;
    private const double MinDivider = 0.4;

    /// <summary>Where the frame is missing, the lines that would end on it are drawn over this part of the last cell.</summary>
    private const double MinDrawnAtEnd = 0.6;

    /// <summary>Finds a grid.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The cells, row by row; null where there is no such grid.</returns>
    public static FormBox[]? Find(InkContrast picture, int rows, int columns, CancellationToken cancellationToken)
    {
        (double best, Projection? grid) = (0, null);
        foreach (float part in FormBoxes.LineContrasts)
        {
            LineFamilies lines = LineFamilies.Find(picture.Contrast, picture.Threshold(part), MaxSlope, cancellationToken);
            (double x, double y) = (Center(lines.Levels), Center(lines.Uprights));
            (List<TracedLine> allLevels, List<TracedLine> allUprights) = (GridLines.Join(lines.Levels, x), GridLines.Join(lines.Uprights, y));
            TracedLine?[][] levelRuns = Longest(GridLines.RunsOf(allLevels, x, rows + 1));
            TracedLine?[][] uprightRuns = Longest(GridLines.RunsOf(allUprights, y, columns + 1));
            foreach ((TracedLine?[] levels, TracedLine?[] uprights) in levelRuns.SelectMany(_ => uprightRuns, static (a, b) => (a, b)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Fit(levels, uprights) is { } projection
                    && !allLevels.Exists(line => Divides(line, rows, v => projection.Apply(0.5, v), upright: false))
                    && !allUprights.Exists(line => Divides(line, columns, u => projection.Apply(u, 0.5), upright: true))
                    && Drawn(projection, rows, columns, lines.Drawing) is var drawn && drawn > best)
                {
                    (best, grid) = (drawn, projection);
                }
            }

            if (grid is not null)
            {
                break;
            }
        }

        return grid is null ? null : [.. Cells(grid, rows, columns)];
    }

    private static double Center(TracedLine[] lines) => lines.Length == 0
        ? 0
        : lines.Sum(static line => line.Length * (line.Start + line.End) / 2) / lines.Sum(static line => line.Length);

    private static TracedLine?[][] Longest(IEnumerable<TracedLine?[]> runs) =>
        [.. runs.OrderByDescending(static run => run.Sum(static line => line?.Length ?? 0)).Take(MaxRuns)];

    /// <summary>Whether a line goes through the cells of a grid, which then has more of them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="count">The rows, or columns.</param>
    /// <param name="middle">The middle of the grid's lines, 0 for the first one to 1 for the last.</param>
    /// <param name="upright">Whether the line is upright.</param>
    private static bool Divides(TracedLine line, int count, Func<double, Vector2> middle, bool upright)
    {
        double[] distances = [.. Enumerable.Range(0, count + 1).Select(i => middle((double)i / count))
            .Select(point => upright ? point.X - line.At(point.Y) : point.Y - line.At(point.X))];
        double cell = (distances[^1] - distances[0]) / count;
        double along = upright ? middle(0.5).Y : middle(0.5).X;
        return distances[0] < 0 && distances[^1] > 0 && line.Start < along && line.End > along
            && distances.Min(Math.Abs) > InsideFrom * cell && line.Length > MinDivider * cell * count;
    }

    /// <summary>The projection that brings an even grid to the crossings of lines; null where there is none.</summary>
    private static Projection? Fit(TracedLine?[] levels, TracedLine?[] uprights)
    {
        List<(Vector2 OnPlane, Vector2 InPicture)> crossings = [];
        for (int i = 0; i < levels.Length; i++)
        {
            for (int j = 0; j < uprights.Length; j++)
            {
                if (levels[i] is { } level && uprights[j] is { } upright)
                {
                    var place = new Vector2((float)j / (uprights.Length - 1), (float)i / (levels.Length - 1));
                    crossings.Add((place, LineFamilies.Crossing(level, upright)));
                }
            }
        }

        if (crossings.Select(static c => c.OnPlane.X).Distinct().Count() < 2 || crossings.Select(static c => c.OnPlane.Y).Distinct().Count() < 2
            || Projection.Fit(crossings) is not { } projection)
        {
            return null;
        }

        float cell = Math.Min(
            (projection.Apply(1, 0.5) - projection.Apply(0, 0.5)).Length() / (uprights.Length - 1),
            (projection.Apply(0.5, 1) - projection.Apply(0.5, 0)).Length() / (levels.Length - 1));
        return cell >= MinCell && crossings.TrueForAll(c => (projection.Apply(c.OnPlane.X, c.OnPlane.Y) - c.InPicture).Length() <= MaxError + (MaxErrorPart * cell))
            ? projection
            : null;
    }

    /// <summary>How much of a grid's lines is drawn, 0 to 1; 0 where it is too little, or where its lines go on beyond it.</summary>
    private static double Drawn(Projection grid, int rows, int columns, LineDrawing drawing)
    {
        double width = (grid.Apply(1, 0.5) - grid.Apply(0, 0.5)).Length() / columns;
        double height = (grid.Apply(0.5, 1) - grid.Apply(0.5, 0)).Length() / rows;
        double reach = Math.Max(MinAside, Aside * Math.Min(width, height));
        double[] levels = [.. Places(rows).Select(v => drawing.PartDrawn(grid.Apply(0, v), grid.Apply(1, v), reach))];
        double[] uprights = [.. Places(columns).Select(u => drawing.PartDrawn(grid.Apply(u, 0), grid.Apply(u, 1), reach))];
        double mean = levels.Concat(uprights).Average();
        int missing = levels.Concat(uprights).Count(static part => part < MinDrawn);
        bool isFrame = new[] { levels[0], levels[^1], uprights[0], uprights[^1] }.Count(static part => part < MinDrawn) == missing;
        return mean < MinDrawnMean || missing > 1 || !isFrame || GoesOn() || (missing == 1 && !ReachesMissing()) ? 0 : mean;

        bool ReachesMissing()
        {
            (double column, double row) = (1.0 / columns, 1.0 / rows);
            double drawn = levels[0] < MinDrawn ? Places(columns).Average(u => drawing.PartDrawn(grid.Apply(u, 0.1 * row), grid.Apply(u, 0.9 * row), reach))
                : levels[^1] < MinDrawn ? Places(columns).Average(u => drawing.PartDrawn(grid.Apply(u, 1 - (0.1 * row)), grid.Apply(u, 1 - (0.9 * row)), reach))
                : uprights[0] < MinDrawn ? Places(rows).Average(v => drawing.PartDrawn(grid.Apply(0.1 * column, v), grid.Apply(0.9 * column, v), reach))
                : Places(rows).Average(v => drawing.PartDrawn(grid.Apply(1 - (0.1 * column), v), grid.Apply(1 - (0.9 * column), v), reach));
            return drawn >= MinDrawnAtEnd;
        }

        bool GoesOn()
        {
            (double beyondX, double beyondY) = (Beyond / columns, Beyond / rows);
            return new[]
            {
                Places(columns).Average(u => drawing.PartDrawn(grid.Apply(u, -beyondY / 4), grid.Apply(u, -beyondY), reach)),
                Places(columns).Average(u => drawing.PartDrawn(grid.Apply(u, 1 + (beyondY / 4)), grid.Apply(u, 1 + beyondY), reach)),
                Places(rows).Average(v => drawing.PartDrawn(grid.Apply(-beyondX / 4, v), grid.Apply(-beyondX, v), reach)),
                Places(rows).Average(v => drawing.PartDrawn(grid.Apply(1 + (beyondX / 4), v), grid.Apply(1 + beyondX, v), reach)),
            }.Max() > MaxDrawnBeyond;
        }

        static IEnumerable<double> Places(int count) => Enumerable.Range(0, count + 1).Select(i => (double)i / count);
    }

    private static IEnumerable<FormBox> Cells(Projection grid, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                (double left, double right) = ((double)j / columns, (j + 1.0) / columns);
                (double top, double bottom) = ((double)i / rows, (i + 1.0) / rows);
                yield return new FormBox(
                    grid.Apply(left, top), grid.Apply(right, top), grid.Apply(right, bottom), grid.Apply(left, bottom));
            }
        }
    }
}
