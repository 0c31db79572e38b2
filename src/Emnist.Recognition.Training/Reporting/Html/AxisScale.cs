using System.Globalization;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>An axis whose ends and ticks are round numbers.</summary>
internal sealed class AxisScale
{
    private AxisScale(double from, double step, int steps)
    {
        From = from;
        Step = step;
        Ticks = [.. Enumerable.Range(0, steps + 1).Select(tick => from + (tick * step))];
    }

    public double From { get; }

    public double To => Ticks[^1];

    public double Step { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The axis that holds a range, with about as many steps as asked for: 1, 2 or 5 times a power of ten.</summary>
    /// <param name="from">Finite.</param>
    /// <param name="to">Finite; one that is not above <paramref name="from"/> makes an axis around it.</param>
    /// <param name="steps">1 or more.</param>
    /// <param name="smallest">No step is smaller; 0 for any.</param>
    public static AxisScale Around(double from, double to, int steps, double smallest)
    {
        double least = Math.Max(Math.Abs(from), Math.Abs(to)) * 1e-9;
        double range = to - from > least ? to - from : from == 0 ? 1 : Math.Abs(from) / 2;
        double step = Math.Max(RoundUp(range / steps), smallest);
        double first = Math.Floor((from / step) + 1e-9);
        double last = Math.Max(Math.Ceiling((to / step) - 1e-9), first + 1);
        return new AxisScale(first * step, step, (int)(last - first));
    }

    /// <summary>Where a value lies: 0 at the start, 1 at the end.</summary>
    public double Place(double value) => (value - From) / (To - From);

    public string Label(double tick)
    {
        double rounded = Math.Abs(tick) < Step / 2 ? 0 : tick;
        bool plain = Step >= 1e-4 && Math.Abs(To) < 1e6 && Math.Abs(From) < 1e6;
        int decimals = plain ? Math.Max(0, -(int)Math.Floor(Math.Log10(Step) + 1e-9)) : 0;
        return rounded.ToString(plain ? $"F{decimals}" : "0.###e0", CultureInfo.InvariantCulture);
    }

    private static double RoundUp(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double times = step / power;
        return power * (times <= 1.000001 ? 1 : times <= 2.000001 ? 2 : times <= 5.000001 ? 5 : 10);
    }
}
