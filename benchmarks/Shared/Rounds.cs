using System.Diagnostics;
using System.Globalization;

namespace Emnist.Recognition;

/// <summary>Two kinds of work in turn, as a line of a Markdown table.</summary>
internal static class Rounds
{
    public const string Header = "| work | ours | peer | ratio | range |\n|---|---:|---:|---:|---:|";

    /// <summary>Times both after a warm-up, one after the other in each round and each first in half of them, and prints medians.</summary>
    /// <param name="work">What is compared.</param>
    /// <param name="rounds">The number of rounds.</param>
    /// <param name="ours">Our side; gives its seconds.</param>
    /// <param name="peer">The other; gives its seconds.</param>
    /// <param name="unit">What a time is told in, such as <c>ms</c>, and how many of them a second has.</param>
    public static void Ratio(
        string work, int rounds, Func<double> ours, Func<double> peer, (string Name, double InSecond) unit)
    {
        (double[] first, double[] second) = Measure(rounds, ours, peer);
        double[] ratios = [.. first.Zip(second, static (x, y) => y / x)];
        Console.WriteLine(
            $"| {work} | {Figure(Median.Of(first) * unit.InSecond)} {unit.Name} | {Figure(Median.Of(second) * unit.InSecond)} {unit.Name} "
            + $"| {Median.Of(ratios):F2} | {ratios.Min():F2} to {ratios.Max():F2} |");
    }

    /// <summary>The same, where the difference counts: how much more ours takes.</summary>
    public static void Difference(
        string work, int rounds, Func<double> ours, Func<double> peer, (string Name, double InSecond) unit)
    {
        (double[] first, double[] second) = Measure(rounds, ours, peer);
        double[] more = [.. first.Zip(second, (x, y) => (x - y) * unit.InSecond)];
        Console.WriteLine(
            $"| {work} | {Figure(Median.Of(first) * unit.InSecond)} {unit.Name} | {Figure(Median.Of(second) * unit.InSecond)} {unit.Name} "
            + $"| {Median.Of(more):+0.0;-0.0} {unit.Name} | {more.Min():+0.0;-0.0} to {more.Max():+0.0;-0.0} |");
    }

    /// <summary>A single figure.</summary>
    public static void Single(string work, string value) => Console.WriteLine($"| {work} | {value} | | | |");

    /// <summary>The seconds that an action takes.</summary>
    public static double Seconds(Action action)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>At least three digits, and none of a power of ten.</summary>
    private static string Figure(double value) => value.ToString(value >= 100 ? "N0" : "G3", CultureInfo.InvariantCulture);

    private static (double[] Ours, double[] Peer) Measure(int rounds, Func<double> ours, Func<double> peer)
    {
        double[] first = new double[rounds];
        double[] second = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            if (i % 2 == 0)
            {
                first[i] = ours();
                second[i] = peer();
            }
            else
            {
                second[i] = peer();
                first[i] = ours();
            }
        }

        return (first, second);
    }
}
