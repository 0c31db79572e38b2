using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Reading.Forms;

/// <summary>
/// Finds the straight lines of a picture that run nearly upright, by following thin runs of ink from row to row: solid, dotted or
/// drawn by hand, and through the strokes that cross them.
/// </summary>
internal static class LineTracer
{
    /// <summary>Shorter lines, in pixels, are none.</summary>
    private const int MinLength = 5;

    /// <summary>A line may have gaps of so many rows, as dotted ones have.</summary>
    private const int MaxGap = 6;

    /// <summary>Strokes over a line cover so many of its rows at most, and this part of what is found of it.</summary>
    private const int MaxCovered = 24;
    private const double MaxCoveredPart = 0.5;

    /// <summary>A run so many times as thick as the line so far has a stroke on it, and tells nothing of the line's place.</summary>
    private const double ThickerRun = 1.6;

    /// <summary>A line is drawn in this part of its rows, and its length is at least so many times its thickness.</summary>
    private const double MinDrawn = 0.3;
    private const double MinAspect = 1.5;

    /// <summary>How far a line's points are from straight, in pixels or in parts of its length, as a root of the mean square.</summary>
    private const double MaxDeviation = 0.8;
    private const double MaxDeviationPart = 0.03;

    /// <summary>More lines than this are a texture, of which none is told.</summary>
    private const int MaxLines = 6_000;

    /// <summary>Points from which a line's own slope leads the way, and from which its thickness is known.</summary>
    private const int PointsForSlope = 6;
    private const int PointsForThickness = 5;

    /// <summary>Finds the lines.</summary>
    /// <param name="contrast">How far each pixel stands out from the ground.</param>
    /// <param name="threshold">A pixel is ink from this contrast on.</param>
    /// <param name="maxThickness">The thickest line, in pixels.</param>
    /// <param name="maxSlope">The most columns that a line goes aside in a row.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The lines; none where there are so many that the picture is a texture.</returns>
    public static List<TracedLine> FindUpright(
        Plane contrast, float threshold, int maxThickness, double maxSlope, CancellationToken cancellationToken)
    {
        List<TracedLine> lines = [];
        List<Track> tracks = [];
        int[] owners = new int[contrast.Width];
        for (int y = 0; y < contrast.Height && lines.Count <= MaxLines; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> row = contrast.Row(y);
            Array.Clear(owners);
            foreach (Track track in tracks)
            {
                track.Expected = track.ExpectedAt(y, maxSlope);
            }

            for (int i = 0; i < tracks.Count; i++)
            {
                int place = (int)Math.Round(tracks[i].Expected);
                for (int x = Math.Max(0, place - 1); x <= Math.Min(owners.Length - 1, place + 1); x++)
                {
                    owners[x] = i + 1;
                }
            }

            int known = tracks.Count;
            for (int x = 0; x < row.Length; x++)
            {
                if (row[x] < threshold)
                {
                    continue;
                }

                int start = x;
                while (x < row.Length && row[x] >= threshold)
                {
                    x++;
                }

                if (x - start > maxThickness)
                {
                    continue;
                }

                Track? owner = OwnerOf(tracks, owners, start, x);
                if (owner is null)
                {
                    tracks.Add(owner = new Track(y));
                }
                else if (owner.Points >= PointsForThickness && x - start > (ThickerRun * owner.Thickness) + 1)
                {
                    continue;
                }

                owner.Add(y, start, x);
            }

            Close(tracks, known, row, threshold, y, maxSlope, lines);
        }

        foreach (Track track in tracks)
        {
            AddLine(track, maxSlope, lines);
        }

        return lines.Count > MaxLines ? [] : lines;
    }

    /// <summary>The track that expects ink nearest to a run's middle.</summary>
    private static Track? OwnerOf(List<Track> tracks, int[] owners, int start, int end)
    {
        Track? owner = null;
        double middle = (start + end - 1) / 2.0;
        for (int x = Math.Max(0, start - 1); x < Math.Min(owners.Length, end + 1); x++)
        {
            if (owners[x] > 0 && tracks[owners[x] - 1] is { IsFound: false } track
                && (owner is null || Math.Abs(track.Expected - middle) < Math.Abs(owner.Expected - middle)))
            {
                owner = track;
            }
        }

        return owner;
    }

    /// <summary>Ends the tracks that lead nowhere any more.</summary>
    private static void Close(
        List<Track> tracks, int known, ReadOnlySpan<float> row, float threshold, int y, double maxSlope, List<TracedLine> lines)
    {
        int left = 0;
        for (int i = 0; i < tracks.Count; i++)
        {
            Track track = tracks[i];
            if (i < known && !track.IsFound)
            {
                int place = (int)Math.Round(track.Expected);
                bool isCovered = place >= 0 && place < row.Length && row[place] >= threshold;
                int missing = y - track.Last;
                track.Gap = isCovered ? track.Gap : track.Gap + 1;
                if (track.Gap > MaxGap || missing > MaxCovered + (MaxCoveredPart * (track.Last - track.Start)))
                {
                    AddLine(track, maxSlope, lines);
                    continue;
                }
            }

            track.IsFound = false;
            tracks[left++] = track;
        }

        tracks.RemoveRange(left, tracks.Count - left);
    }

    private static void AddLine(Track track, double maxSlope, List<TracedLine> lines)
    {
        int length = track.Last - track.Start + 1;
        if (length < MinLength || length < MinAspect * track.Thickness || track.Points < MinDrawn * length)
        {
            return;
        }

        (double offset, double slope, double deviation) = track.Fit();
        if (Math.Abs(slope) <= maxSlope && deviation <= Math.Max(MaxDeviation, MaxDeviationPart * length))
        {
            lines.Add(new TracedLine(track.Start, track.Last, offset - (slope * track.Start), slope, track.Thickness));
        }
    }

    /// <summary>A line that is being followed, with the sums that its least squares fit is made of.</summary>
    private sealed class Track(int start)
    {
        private const double Smoothing = 0.5;

        private double _places;
        private double _middles;
        private double _squares;
        private double _products;
        private double _middleSquares;
        private double _middle;

        public int Start { get; } = start;

        public int Last { get; private set; }

        public int Points { get; private set; }

        /// <summary>The mean width of its runs.</summary>
        public double Thickness { get; private set; }

        /// <summary>Where its next run would be.</summary>
        public double Expected { get; set; }

        public bool IsFound { get; set; }

        /// <summary>Rows without ink since its last run.</summary>
        public int Gap { get; set; }

        public double ExpectedAt(int y, double maxSlope)
        {
            double slope = Points < PointsForSlope ? 0 : Math.Clamp(Fit().Slope, -maxSlope, maxSlope);
            return _middle + (slope * (y - Last));
        }

        public void Add(int y, int left, int right)
        {
            double middle = (left + right - 1) / 2.0;
            double place = y - Start;
            Points++;
            _places += place;
            _middles += middle;
            _squares += place * place;
            _products += place * middle;
            _middleSquares += middle * middle;
            Thickness += (right - left - Thickness) / Points;
            _middle = Points == 1 ? middle : Expected + (Smoothing * (middle - Expected));
            Last = y;
            Gap = 0;
            IsFound = true;
        }

        /// <summary>
        /// The straight line through the points: its place in the first row, its slope, and how far the points are from it.
        /// </summary>
        public (double Offset, double Slope, double Deviation) Fit()
        {
            double spread = (Points * _squares) - (_places * _places);
            double slope = spread > 0 ? ((Points * _products) - (_places * _middles)) / spread : 0;
            double offset = (_middles - (slope * _places)) / Points;
            double error = _middleSquares - (offset * _middles) - (slope * _products);
            return (offset, slope, Math.Sqrt(Math.Max(0, error / Points)));
        }
    }
}
