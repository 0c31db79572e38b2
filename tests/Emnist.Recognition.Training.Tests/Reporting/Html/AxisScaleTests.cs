using Emnist.Recognition.Training.Reporting.Html;

namespace Emnist.Recognition.Training.Tests.Reporting.Html;

public class AxisScaleTests
{
    [Theory]
    [InlineData(0.21, 1.13, 0, "0.2 0.4 0.6 0.8 1.0 1.2")]
    [InlineData(0.7, 0.91, 0, "0.70 0.75 0.80 0.85 0.90 0.95")]
    [InlineData(0, 1, 0, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-3, 3, 0, "-4 -2 0 2 4")]
    [InlineData(1, 3, 1, "1 2 3")]
    [InlineData(5, 5, 0, "5.0 5.5")]
    [InlineData(0, 0, 0, "0.0 0.2")]
    [InlineData(0, 4e-6, 0, "0e0 1e-6 2e-6 3e-6 4e-6")]
    [InlineData(0, 4e9, 0, "0e0 1e9 2e9 3e9 4e9")]
    public void Ticks_are_round_numbers(double from, double to, double smallest, string expected)
    {
        AxisScale axis = AxisScale.Around(from, to, 5, smallest);

        Assert.Equal(expected, string.Join(' ', axis.Ticks.Select(axis.Label)));
        Assert.InRange(axis.Place(from), -1e-9, 1 + 1e-9);
        Assert.InRange(axis.Place(to), -1e-9, 1 + 1e-9);
    }
}
