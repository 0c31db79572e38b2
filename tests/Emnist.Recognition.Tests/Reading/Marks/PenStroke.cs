namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>A stroke through places, in heights of the line.</summary>
/// <param name="Points">The places.</param>
/// <param name="Width">How many times as thick as the pen.</param>
/// <param name="IsCurved">Whether it passes through them in a curve (Catmull and Rom), or straight from one to the next.</param>
internal sealed record PenStroke(IReadOnlyList<(double X, double Y)> Points, double Width = 1, bool IsCurved = false)
{
    private const int Steps = 8;

    /// <summary>A straight stroke from place to place.</summary>
    public static PenStroke Line(params (double X, double Y)[] points) => new(points);

    /// <summary>A curve through places.</summary>
    public static PenStroke Curve(params (double X, double Y)[] points) => new(points, 1, true);

    /// <summary>A part of an ellipse, in degrees from the right against the clock.</summary>
    public static PenStroke Arc(double x, double y, double radiusX, double radiusY, double from, double to) => new(
    [
        .. Enumerable.Range(0, 25).Select(i => (from + ((to - from) * i / 24)) * Math.PI / 180)
            .Select(angle => (x + (radiusX * Math.Cos(angle)), y + (radiusY * Math.Sin(angle)))),
    ]);

    /// <summary>More places, so that a stroke can be bent.</summary>
    public IEnumerable<(double X, double Y)> Densely()
    {
        for (int i = 0; i + 1 < Points.Count; i++)
        {
            ((double X, double Y) a, (double X, double Y) b) = (Points[i], Points[i + 1]);
            (double X, double Y) before = Points[Math.Max(0, i - 1)];
            (double X, double Y) after = Points[Math.Min(i + 2, Points.Count - 1)];
            for (int step = 0; step < Steps; step++)
            {
                double t = step / (double)Steps;
                yield return IsCurved
                    ? (Spline(before.X, a.X, b.X, after.X, t), Spline(before.Y, a.Y, b.Y, after.Y, t))
                    : (a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));
            }
        }

        yield return Points[^1];
    }

    private static double Spline(double before, double a, double b, double after, double t) =>
        a + (0.5 * t * (b - before + (t * ((2 * before) - (5 * a) + (4 * b) - after + (t * ((3 * (a - b)) + after - before))))));
}
