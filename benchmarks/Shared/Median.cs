namespace Emnist.Recognition;

/// <summary>
/// The middle of measured values, which one that was interrupted does not move; compiled into each program of benchmarks.
/// </summary>
internal static class Median
{
    /// <summary>The middle value; of an even number the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
