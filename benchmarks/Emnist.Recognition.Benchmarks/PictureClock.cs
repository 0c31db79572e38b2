using System.Diagnostics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Benchmarks;

/// <summary>
/// Times a picture file on one thread: decoding it whole, and bringing it to 28 x 28 as recognition does, no larger than need be.
/// </summary>
internal static class PictureClock
{
    private static readonly ImageDecoderOptions Reduced = new() { WorkingSide = CharacterNormalizer.WorkingSide };

    /// <summary>Prints the medians in milliseconds, and what a decoding with normalisation allocates in bytes.</summary>
    public static void Run(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        double decode = Milliseconds(() => ImageDecoder.Decode(file));
        double whole = Milliseconds(() => CharacterNormalizer.Normalize(ImageDecoder.BuiltIn.Decode(file, Reduced), normalized));
        long before = GC.GetAllocatedBytesForCurrentThread();
        CharacterNormalizer.Normalize(ImageDecoder.BuiltIn.Decode(file, Reduced), normalized);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(FormattableString.Invariant($"{decode} {whole} {allocated}"));
    }

    private static double Milliseconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < 1)
        {
            action();
        }

        List<double> times = [];
        clock.Restart();
        while (clock.Elapsed.TotalSeconds < 2 || times.Count < 5)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Median.Of(times);
    }
}
