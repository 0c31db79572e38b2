using System.Diagnostics;
using Emnist.Recognition.Training;

namespace Emnist.Recognition.Benchmarks;

/// <summary>What changing the images of a training costs: by itself, on one thread, and within a training.</summary>
internal static class AugmentationClock
{
    private const int Side = 28;
    private const int Images = 64;
    private const int Rounds = 5;

    private static readonly (string Name, Augmentation Changes)[] Kinds =
    [
        ("nothing", new Augmentation()),
        ("rotation, shift, zoom and shear", Augmentation.Handwriting with { ElasticDistortion = 0, StrokeThickness = 0 }),
        ("elastic distortion", new Augmentation { ElasticDistortion = 0.6f }),
        ("stroke thickness", new Augmentation { StrokeThickness = 0.5f }),
        ("noise", new Augmentation { Noise = 0.05f }),
        ("`Handwriting`", Augmentation.Handwriting),
        ("redrawing", new Augmentation { Redrawing = 1 }),
        ("`Handwriting` and noise", Augmentation.Handwriting with { Noise = 0.05f }),
    ];

    /// <summary>Prints the two tables of docs/notes/performance.md.</summary>
    public static void Run()
    {
        Console.WriteLine("| change | us an image, 1 thread |\n|---|---:|");
        foreach ((string name, Augmentation changes) in Kinds)
        {
            Console.WriteLine(FormattableString.Invariant($"| {name} | {Microseconds(changes):N1} |"));
        }

        Console.WriteLine(
            "\n| training, 2 threads | without, images/s | with `Handwriting`, images/s | ratio | range |\n|---|---:|---:|---:|---:|");
        foreach (string network in (string[])["vgg", "conv128", "mlp"])
        {
            // Taken in turn, so that a ratio's two rates are of the same seconds.
            (double Without, double With)[] rates =
                [.. Enumerable.Range(0, Rounds).Select(_ => (TrainingRate.Of(network), TrainingRate.Of(network, Augmentation.Handwriting)))];
            double[] ratios = [.. rates.Select(rate => rate.With / rate.Without)];
            Console.WriteLine(FormattableString.Invariant(
                $"| {network} | {Median.Of(rates.Select(rate => rate.Without)):N0} | {Median.Of(rates.Select(rate => rate.With)):N0} ")
                + FormattableString.Invariant($"| {Median.Of(ratios):N2} | {ratios.Min():N2} to {ratios.Max():N2} |"));
        }
    }

    /// <summary>The median of spells short enough that most are not interrupted.</summary>
    private static double Microseconds(Augmentation changes)
    {
        byte[] images = [.. Enumerable.Range(0, Images * Side * Side).Select(IsInk).Select(static ink => ink ? (byte)255 : (byte)0)];
        var augmenter = new ImageAugmenter(changes, Side, Side, seed: 1);
        byte[] changed = new byte[Side * Side];
        List<double> times = [];
        var clock = Stopwatch.StartNew();
        for (ulong number = 0; clock.Elapsed.TotalSeconds < 2;)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Images; i++)
            {
                augmenter.Apply(images.AsSpan(i * changed.Length, changed.Length), number++, changed);
            }

            if (clock.Elapsed.TotalSeconds > 1)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Images);
            }
        }

        return Median.Of(times);
    }

    /// <summary>An upright stroke at another place in each image.</summary>
    private static bool IsInk(int place)
    {
        (int image, int pixel) = Math.DivRem(place, Side * Side);
        (int y, int x) = Math.DivRem(pixel, Side);
        return y is >= 4 and < 24 && Math.Abs(x - 8 - (image % 12)) <= 1;
    }
}
