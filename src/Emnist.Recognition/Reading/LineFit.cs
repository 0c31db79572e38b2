namespace Emnist.Recognition.Reading;

/// <summary>
/// Fits a supposition about where a line lies to what its characters are taken for: by turns each is taken for the likeliest there, and the
/// line is laid through their feet and tops (least squares, without those that stand elsewhere).
/// </summary>
internal static class LineFit
{
    /// <summary>So many turns: most lines do not change after three.</summary>
    private const int Turns = 4;

    /// <summary>How far the tilt may be off what is supposed, as a standard deviation: few characters tell little of it.</summary>
    private const double SlopeDeviation = 0.02;

    /// <summary>The fit leaves the height within this factor of what was supposed.</summary>
    private const double MaxChange = 1.6;

    /// <summary>Fits a line.</summary>
    /// <param name="start">What is supposed.</param>
    /// <param name="parts">The characters, and what each costs at least, by its ink alone, as one of each place.</param>
    /// <param name="places">The places that characters have.</param>
    /// <returns>The line, as it fits best, and what its characters cost there.</returns>
    public static (LineGeometry Line, double Cost) Fit(
        LineGeometry start, IReadOnlyList<(Segment Segment, double[] Costs)> parts, IReadOnlyList<LetterPlace?> places)
    {
        LineGeometry line = start;
        (LineGeometry Line, double Cost) best = (start, double.PositiveInfinity);
        for (int turn = 0; turn <= Turns; turn++)
        {
            double cost = 0;
            int count = 0;
            bool hasTall = false;
            var sums = new NormalEquations(start.Slope, SlopeDeviation / (LetterPlaces.Deviation * line.Height));
            foreach ((Segment segment, double[] costs) in parts)
            {
                (LetterPlace? place, double least, double off) = (null, double.PositiveInfinity, 0);
                for (int i = 0; i < places.Count; i++)
                {
                    double there = LetterPlaces.Cost(places[i], segment, line.At(segment.Box, 1));
                    if (costs[i] + there < least)
                    {
                        (place, least, off) = (places[i], costs[i] + there, there);
                    }
                }

                cost += least;
                hasTall |= place is { Top: > LineGeometry.SmallHeight };
                if (place is { } known && off < LetterPlaces.MaxCost)
                {
                    count++;
                    double middle = (segment.Box.Left + segment.Box.Right) / 2.0;
                    sums.Add(middle, -known.Top, segment.Box.Top);
                    sums.Add(middle, -known.Foot, segment.Box.Bottom);
                }
            }

            cost += hasTall ? 0 : LineGeometry.AllSmallCost;
            if (cost < best.Cost)
            {
                best = (line with { Cost = hasTall ? 0 : LineGeometry.AllSmallCost }, cost);
            }

            if (count == 0 || sums.Solve() is not var (foot, slope, height)
                || !(height <= start.Height * MaxChange && height >= start.Height / MaxChange && Math.Abs(slope) <= LineGeometry.MaxSlope))
            {
                break;
            }

            line = line with { Foot = foot, Slope = slope, Height = height };
        }

        return best;
    }

    /// <summary>
    /// The equations of <c>foot + slope * x + height * part = y</c> in least squares, with a likeliest slope.
    /// </summary>
    private sealed class NormalEquations(double slope, double deviation)
    {
        private readonly List<(double X, double Part, double Y)> _rows = [];

        public void Add(double x, double part, double y) => _rows.Add((x, part, y));

        public (double Foot, double Slope, double Height)? Solve()
        {
            double origin = _rows.Average(static row => row.X);
            (double n, double sp, double spp, double sy, double spy) = (0, 0, 0, 0, 0);
            (double sxx, double sxp, double sxy) = (0, 0, 0);
            foreach ((double rowX, double part, double rowY) in _rows)
            {
                (double x, double y) = (rowX - origin, rowY - (slope * (rowX - origin)));
                (n, sp, spp, sy, spy) = (n + 1, sp + part, spp + (part * part), sy + y, spy + (part * y));
                (sxx, sxp, sxy) = (sxx + (x * x), sxp + (x * part), sxy + (x * y));
            }

            // Unknown: foot at the origin, height, and how much more the tilt is; the sums of x are 0.
            sxx += 1 / (deviation * deviation);
            double a = spp - (sp * sp / n) - (sxp * sxp / sxx);
            double b = spy - (sp * sy / n) - (sxp * sxy / sxx);
            if (a <= 1e-9)
            {
                return null;
            }

            double height = b / a;
            double more = (sxy - (sxp * height)) / sxx;
            double foot = (sy - (sp * height)) / n;
            double tilt = slope + more;
            return height >= 1 ? (foot - (tilt * origin), tilt, height) : null;
        }
    }
}
