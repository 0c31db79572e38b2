using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Takes the walls of a box out of its patch, by the lengths of the runs across them as ruled lines are taken out: where ink
/// crosses a wall, the run is longer than the wall is thick, and stays.
/// </summary>
internal static class WallErasure
{
    /// <summary>A run of so many times a wall's thickness holds ink.</summary>
    private const double CrossedFrom = 1.6;

    /// <summary>There is a wall where so much of a side has runs, and it is no thicker than this part of the box's shorter side.</summary>
    private const double MinDrawn = 0.35;
    private const double MaxThickness = 0.3;

    /// <summary>A wall's place is the median of this part of the side around each place: those drawn by hand are not straight.</summary>
    private const double Window = 0.2;

    /// <summary>What a wall leaves beside it: pixels that it covers in part.</summary>
    private const int SoftEdge = 2;

    /// <summary>Erases what there is of a box's four walls.</summary>
    /// <param name="patch">The box, cut out; its contrast is changed.</param>
    /// <param name="box">The box, for the walls that it may have.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    /// <param name="tolerance">How far walls may be from where they are said to be, in pixels of the patch.</param>
    public static void Erase(FieldPatch patch, FormBox box, float threshold, int tolerance)
    {
        Plane plane = patch.Contrast;
        PixelBox inside = patch.Inside;
        int longest = (int)(MaxThickness * Math.Min(inside.Width, inside.Height)) + 2;
        int drawn = (int)Math.Ceiling(Math.Abs(box.Upright) * inside.Height);
        (int top, int bottom) = Math.Abs(box.Upright) >= 1 ? (0, plane.Height)
            : box.Upright > 0 ? (Math.Max(0, inside.Bottom - drawn - tolerance), plane.Height) : (0, Math.Min(plane.Height, inside.Top + drawn + tolerance));
        Plane turned = plane.Transpose();
        Wall?[] levels = box.Walls.Level ? [Find(turned, inside.Top, 0, plane.Width), Find(turned, inside.Bottom, 0, plane.Width)] : [];
        Wall?[] uprights = box.Walls.Upright ? [Find(plane, inside.Left, top, bottom), Find(plane, inside.Right, top, bottom)] : [];
        Plane rest = plane.Copy();
        foreach (Wall wall in levels.OfType<Wall>())
        {
            wall.Erase((x, y) => rest.Values[(y * rest.Width) + x] = 0, rest.Height);
        }

        foreach (Wall wall in uprights.OfType<Wall>())
        {
            wall.Erase((y, x) => rest.Values[(y * rest.Width) + x] = 0, rest.Width);
        }

        foreach (Wall level in levels.OfType<Wall>())
        {
            foreach (Wall side in uprights.OfType<Wall>())
            {
                EraseCorner(rest, level, side, threshold);
            }
        }

        rest.Values.CopyTo(plane.Values);

        // The runs are looked for along the rows of a plane: that of the level walls is turned.
        Wall? Find(Plane lines, int place, int from, int to) => Wall.Find(lines, place, (from, to), threshold, tolerance, longest);
    }

    /// <summary>Erases what is left where two walls meet and no ink leads away: there each seems to be crossed.</summary>
    private static void EraseCorner(Plane rest, Wall level, Wall side, float threshold)
    {
        (int x, int y) = (side.PlaceNear(level.Place), level.PlaceNear(side.Place));
        PixelBox corner = new PixelBox(x, y, x + 1, y + 1)
            .Grow((int)(CrossedFrom * Math.Max(level.Thickness, side.Thickness)) + 3, rest.Width, rest.Height);
        for (int i = corner.Top; i < corner.Bottom; i++)
        {
            bool isEnd = (i == corner.Top && i > 0) || (i == corner.Bottom - 1 && corner.Bottom < rest.Height);
            for (int j = corner.Left; j < corner.Right; j++)
            {
                bool isOnRing = isEnd || (j == corner.Left && j > 0) || (j == corner.Right - 1 && corner.Right < rest.Width);
                if (isOnRing && rest.Values[(i * rest.Width) + j] >= threshold)
                {
                    return;
                }
            }
        }

        for (int i = corner.Top; i < corner.Bottom; i++)
        {
            rest.Row(i)[corner.Left..corner.Right].Clear();
        }
    }

    /// <summary>A wall: the runs of ink across it, row by row.</summary>
    private sealed class Wall
    {
        private readonly int _first;
        private readonly (int Start, int End)[] _runs;
        private readonly double[] _middles;

        private Wall(int first, (int Start, int End)[] runs, int place, int thickness)
        {
            (_first, _runs, Place, Thickness) = (first, runs, place, thickness);
            _middles = new double[runs.Length];
            int reach = Math.Max(3, (int)(Window * runs.Length / 2));
            for (int i = 0; i < runs.Length; i++)
            {
                double[] near =
                [
                    .. runs[Math.Max(0, i - reach)..Math.Min(runs.Length, i + reach + 1)]
                        .Where(run => IsWall(run, thickness)).Select(static run => (run.Start + run.End - 1) / 2.0).Order(),
                ];
                _middles[i] = near.Length == 0 ? place : near[near.Length / 2];
            }
        }

        /// <summary>Where it was looked for.</summary>
        public int Place { get; }

        public int Thickness { get; }

        public static Wall? Find(Plane plane, int place, (int From, int To) rows, float threshold, int tolerance, int longest)
        {
            var runs = new (int Start, int End)[Math.Max(0, rows.To - rows.From)];
            List<int> lengths = [];
            for (int i = 0; i < runs.Length; i++)
            {
                runs[i] = RunNear(plane.Row(rows.From + i), place, threshold, tolerance);
                int length = runs[i].End - runs[i].Start;
                if (length > 0 && length <= longest)
                {
                    lengths.Add(length);
                }
            }

            if (lengths.Count < MinDrawn * runs.Length || lengths.Count == 0)
            {
                return null;
            }

            lengths.Sort();
            return new Wall(rows.From, runs, place, lengths[lengths.Count / 2]);
        }

        /// <summary>Where it is, at a place along it.</summary>
        public int PlaceNear(int along) => (int)Math.Round(_middles[Math.Clamp(along - _first, 0, _middles.Length - 1)]);

        public void Erase(Action<int, int> clear, int length)
        {
            for (int i = 0; i < _runs.Length; i++)
            {
                (int start, int end) = _runs[i];
                if (end > start && IsWall((start, end), Thickness)
                    && Math.Abs(((start + end - 1) / 2.0) - _middles[i]) <= 1.5 + (Thickness / 2.0))
                {
                    for (int x = Math.Max(0, start - SoftEdge); x < Math.Min(length, end + SoftEdge); x++)
                    {
                        clear(_first + i, x);
                    }
                }
            }
        }

        private static bool IsWall((int Start, int End) run, int thickness) =>
            run.End > run.Start && run.End - run.Start <= (CrossedFrom * thickness) + 1;

        /// <summary>The run of ink nearest to a place; an empty one where there is none.</summary>
        private static (int Start, int End) RunNear(ReadOnlySpan<float> row, int place, float threshold, int tolerance)
        {
            for (int distance = 0; distance <= tolerance; distance++)
            {
                foreach (int x in (ReadOnlySpan<int>)[place - distance, place + distance])
                {
                    if (x >= 0 && x < row.Length && row[x] >= threshold)
                    {
                        (int start, int end) = (x, x + 1);
                        while (start > 0 && row[start - 1] >= threshold)
                        {
                            start--;
                        }

                        while (end < row.Length && row[end] >= threshold)
                        {
                            end++;
                        }

                        return (start, end);
                    }
                }
            }

            return (0, 0);
        }
    }
}
