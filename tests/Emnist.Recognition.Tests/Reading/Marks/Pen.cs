using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Reading.Marks;

namespace Emnist.Recognition.Tests.Reading.Marks;

/// <summary>
/// A pen in somebody's hand: draws strokes given in heights of the line, x to the right and y up from its foot, with a lean, a wobble,
/// a thickness, soft edges and noise of its own.
/// </summary>
internal sealed class Pen
{
    private readonly Random _random;

    public Pen(Random random)
    {
        _random = random;
        Height = Between(16, 90);
        Thickness = Math.Max(Between(0.04, 0.2), 1.6 / Height);
        Lean = Between(-0.1, 0.25);
    }

    /// <summary>How tall digits are, in pixels.</summary>
    public double Height { get; init; }

    /// <summary>In heights.</summary>
    public double Thickness { get; init; }

    /// <summary>How far the top of upright strokes is right of their foot, in heights.</summary>
    public double Lean { get; init; }

    public double LeanDegrees => Math.Atan(Lean) * 180 / Math.PI;

    /// <summary>How far each point may be off, in heights.</summary>
    public double Wobble { get; init; } = 0.02;

    /// <summary>How much brighter or darker a pixel may come out.</summary>
    public double Noise { get; init; } = 0.12;

    public double Between(double low, double high) => low + (_random.NextDouble() * (high - low));

    public bool Chance(double part) => _random.NextDouble() < part;

    /// <summary>Draws.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="strokes">Its strokes, each the places that it passes through, and how many times as thick as the pen it is.</param>
    /// <param name="uprightness">How much of the hand's lean it has.</param>
    public PenDrawing Draw(string name, IEnumerable<PenStroke> strokes, double uprightness = 1)
    {
        (double turn, double phase, double wave) = (Between(-0.07, 0.07), Between(0, 6), Between(4, 9));
        PenStroke[] drawn =
        [
            .. strokes.Select(stroke => stroke with { Points = [.. stroke.Densely().Select(Place)] }),
        ];
        double radius = Thickness * Height / 2;
        double margin = (radius * drawn.Max(stroke => stroke.Width)) + 3;
        double left = drawn.Min(stroke => stroke.Points.Min(p => p.X)) - margin - Between(0, 1);
        double top = drawn.Min(stroke => stroke.Points.Min(p => p.Y)) - margin - Between(0, 1);
        Plane ink = new(
            (int)Math.Ceiling(drawn.Max(stroke => stroke.Points.Max(p => p.X)) - left + margin),
            (int)Math.Ceiling(drawn.Max(stroke => stroke.Points.Max(p => p.Y)) - top + margin));
        foreach (PenStroke stroke in drawn)
        {
            Stamp(ink, stroke, radius * stroke.Width, left, top);
        }

        GaussianBlur.Apply(ink, Between(0, Math.Min(0.9, 0.4 * Thickness * Height)));
        foreach (ref float value in ink.Values)
        {
            double noisy = value is > 0.02f and < 0.98f ? value + Between(-Noise, Noise) : value;
            value = (float)Math.Clamp((noisy - 0.1) / 0.8, 0, 1);
        }

        return Measured(name, ink, -top);

        (double X, double Y) Place((double X, double Y) p)
        {
            double x = p.X + (Wobble * Math.Sin((wave * p.Y) + phase)) + (uprightness * Lean * p.Y);
            double y = p.Y + (Wobble * Math.Sin((wave * p.X) + (2 * phase)));
            return (Height * (x + (turn * y)), -Height * (y - (turn * x)));
        }
    }

    /// <summary>The drawing with the box around its ink, and the line's measures as they may be found.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="ink">Coverage.</param>
    /// <param name="foot">Where the line's foot is, down from the ink's top.</param>
    private PenDrawing Measured(string name, Plane ink, double foot)
    {
        PixelBox box = PixelBox.Empty;
        for (int i = 0; i < ink.Values.Length; i++)
        {
            box = ink.Values[i] >= InkMap.InkFrom ? box.Include(i % ink.Width, i / ink.Width) : box;
        }

        (int right, int down) = ((int)Between(50, 200), (int)Between(50, 200));
        return new PenDrawing(name, ink, box.Move(right, down), new LineMeasures(
            foot + down + (Thickness * Height / 2) + (Between(-0.06, 0.06) * Height),
            (1 + Thickness) * Height * Between(0.92, 1.08),
            Thickness * Height * Between(0.85, 1.15))
        {
            Lean = LeanDegrees + Between(-5, 5),
        });
    }

    private static void Stamp(Plane ink, PenStroke stroke, double radius, double left, double top)
    {
        for (int i = 0; i + 1 < Math.Max(2, stroke.Points.Count); i++)
        {
            (double X, double Y) a = stroke.Points[i];
            (double X, double Y) b = stroke.Points[Math.Min(i + 1, stroke.Points.Count - 1)];
            (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
            (int firstY, int endY) = ((int)(Math.Min(a.Y, b.Y) - top - radius - 1), (int)(Math.Max(a.Y, b.Y) - top + radius + 2));
            (int firstX, int endX) = ((int)(Math.Min(a.X, b.X) - left - radius - 1), (int)(Math.Max(a.X, b.X) - left + radius + 2));
            for (int y = Math.Max(0, firstY); y < Math.Min(ink.Height, endY); y++)
            {
                for (int x = Math.Max(0, firstX); x < Math.Min(ink.Width, endX); x++)
                {
                    (double px, double py) = (x + 0.5 + left - a.X, y + 0.5 + top - a.Y);
                    double t = Math.Clamp(((px * dx) + (py * dy)) / Math.Max(1e-9, (dx * dx) + (dy * dy)), 0, 1);
                    double distance = Math.Sqrt(Math.Pow(px - (t * dx), 2) + Math.Pow(py - (t * dy), 2));
                    ref float value = ref ink.Values[(y * ink.Width) + x];
                    value = Math.Max(value, (float)Math.Clamp(radius + 0.5 - distance, 0, 1));
                }
            }
        }
    }
}
