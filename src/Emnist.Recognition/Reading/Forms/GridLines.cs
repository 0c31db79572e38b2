namespace Emnist.Recognition.Reading.Forms;

/// <summary>Finds parallel lines at even distances, or at distances that grow evenly, as they look from aside.</summary>
internal static class GridLines
{
    /// <summary>Pieces of a line lie within so many pixels, and this part of its length, of it.</summary>
    private const double Beside = 2.5;
    private const double BesidePart = 0.008;

    /// <summary>A line of a grid has pieces of this part of the longest one's length, together.</summary>
    private const double MinLength = 0.3;

    /// <summary>So many lines, the longest, are looked at.</summary>
    private const int MaxLines = 60;

    /// <summary>A distance is within this part of the one before it.</summary>
    private const double SameDistance = 0.25;

    /// <summary>At most this part of the lines is too much broken to be found.</summary>
    private const double MaxMissing = 0.34;

    /// <summary>So many of the next lines are tried as the second one.</summary>
    private const int Tried = 4;

    /// <summary>Puts the pieces of broken lines together.</summary>
    /// <returns>The lines, in the order of their places at <paramref name="across"/>.</returns>
    public static List<TracedLine> Join(IReadOnlyList<TracedLine> pieces, double across)
    {
        List<List<TracedLine>> groups = [];
        foreach (TracedLine piece in pieces.OrderByDescending(static piece => piece.Length))
        {
            List<TracedLine>? group = groups.Find(group => Continues(Fit(group), piece));
            if (group is null)
            {
                groups.Add([piece]);
            }
            else
            {
                group.Add(piece);
            }
        }

        double longest = groups.Count == 0 ? 0 : groups.Max(static group => group.Sum(static piece => piece.Length));
        return
        [
            .. groups.Where(group => group.Sum(static piece => piece.Length) >= MinLength * longest)
                .OrderByDescending(static group => group.Sum(static piece => piece.Length)).Take(MaxLines)
                .Select(Fit).OrderBy(line => line.At(across)),
        ];
    }

    /// <summary>The runs of lines that may be those of a grid.</summary>
    /// <param name="lines">The lines in their order.</param>
    /// <param name="across">Where their distances are measured.</param>
    /// <param name="count">How many lines the grid has.</param>
    /// <returns>Runs of so many lines, null for one that was not found.</returns>
    public static IEnumerable<TracedLine?[]> RunsOf(List<TracedLine> lines, double across, int count)
    {
        for (int first = 0; first < lines.Count; first++)
        {
            for (int second = first + 1; second <= Math.Min(first + Tried, lines.Count - 1); second++)
            {
                TracedLine?[] run = Follow(lines, first, second, across);
                if (run.Length >= count)
                {
                    for (int start = 0; start + count <= run.Length; start++)
                    {
                        yield return run[start..(start + count)];
                    }
                }
                else if (run.Length == count - 1)
                {
                    // The frame may be missing at one side.
                    yield return [null, .. run];
                    yield return [.. run, null];
                }
            }
        }
    }

    private static TracedLine?[] Follow(List<TracedLine> lines, int first, int second, double across)
    {
        List<TracedLine?> run = [lines[first], lines[second]];
        double last = lines[second].At(across);
        double distance = last - lines[first].At(across);
        int missing = 0;
        while (distance > 3)
        {
            if (Nearest(distance) is { } next)
            {
                run.Add(next);
                (distance, last) = (next.At(across) - last, next.At(across));
            }
            else if (missing < MaxMissing * run.Count && Nearest(2 * distance) is { } far)
            {
                missing++;
                run.Add(null);
                run.Add(far);
                (distance, last) = ((far.At(across) - last) / 2, far.At(across));
            }
            else
            {
                break;
            }
        }

        return [.. run];

        TracedLine? Nearest(double wanted)
        {
            TracedLine? nearest = null;
            foreach (TracedLine line in lines)
            {
                double error = Math.Abs(line.At(across) - last - wanted);
                if (error <= SameDistance * distance && (nearest is not { } other || error < Math.Abs(other.At(across) - last - wanted)))
                {
                    nearest = line;
                }
            }

            return nearest;
        }
    }

    private static bool Continues(TracedLine line, TracedLine piece)
    {
        double beside = Beside + (BesidePart * (Math.Max(line.End, piece.End) - Math.Min(line.Start, piece.Start)));
        return Math.Abs(line.At(piece.Start) - piece.At(piece.Start)) <= beside
            && Math.Abs(line.At(piece.End) - piece.At(piece.End)) <= beside;
    }

    /// <summary>The straight line through the ends of pieces, each with the weight of its length.</summary>
    private static TracedLine Fit(List<TracedLine> pieces)
    {
        if (pieces.Count == 1)
        {
            return pieces[0];
        }

        (double weight, double places, double values) = (0, 0, 0);
        foreach (TracedLine piece in pieces)
        {
            weight += piece.Length;
            places += piece.Length * (piece.Start + piece.End) / 2;
            values += piece.Length * piece.Middle;
        }

        (double place, double value) = (places / weight, values / weight);
        (double products, double squares) = (0, 0);
        foreach (TracedLine piece in pieces)
        {
            foreach (double end in (ReadOnlySpan<double>)[piece.Start, piece.End])
            {
                products += piece.Length * (end - place) * (piece.At(end) - value);
                squares += piece.Length * (end - place) * (end - place);
            }
        }

        double slope = products / squares;
        return new TracedLine(
            pieces.Min(static piece => piece.Start), pieces.Max(static piece => piece.End), value - (slope * place), slope,
            pieces.Average(static piece => piece.Thickness));
    }
}
