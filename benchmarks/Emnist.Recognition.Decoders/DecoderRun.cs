using System.Diagnostics;
using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Decoders;

/// <summary>The measurements.</summary>
internal static class DecoderRun
{
    private const int Rounds = 9;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(300);

    /// <summary>The median times of all decoders, taken in turn after as many rounds to warm up.</summary>
    public static IReadOnlyList<double> Milliseconds(byte[] file)
    {
        var times = PictureDecoder.All.ToDictionary(decoder => decoder, _ => new List<double>());
        for (int round = 0; round < 2 * Rounds; round++)
        {
            foreach ((PictureDecoder decoder, List<double> own) in times)
            {
                GC.Collect();
                double time = Milliseconds(decoder, file);
                if (round >= Rounds)
                {
                    own.Add(time);
                }
            }
        }

        return [.. times.Values.Select(static own => own.Order().ElementAt(Rounds / 2))];
    }

    /// <summary>The memory that one decoding adds to a process that has decoded a small picture, in MiB.</summary>
    public static string MemoryOf(PictureDecoder decoder, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        foreach (byte[] small in SeedFiles.Pictures("png").Concat(SeedFiles.Pictures("jpeg")).Take(200))
        {
            TryDecode(decoder, small);
        }

        long before = PeakBytes();
        decoder.Decode(file);
        return $"{(PeakBytes() - before) / 1048576}";
    }

    /// <summary>What comes of damaged files of a format, always the same ones.</summary>
    public static string Damaged(PictureDecoder decoder, string format, int count)
    {
        FuzzTarget target = FuzzTarget.All.Single(target => target.Name == format);
        int read = 0;
        int refused = 0;
        Dictionary<string, int> others = [];
        long before = PeakBytes();
        foreach (byte[] file in MutatedInputs.Of(target, seed: 1, count))
        {
            Exception? exception = TryDecode(decoder, file, out bool isPicture);
            if (exception is null || decoder.IsDeclared(exception))
            {
                read += isPicture ? 1 : 0;
                refused += isPicture ? 0 : 1;
            }
            else
            {
                others[exception.GetType().Name] = others.GetValueOrDefault(exception.GetType().Name) + 1;
            }
        }

        foreach ((string type, int times) in others.OrderByDescending(static other => other.Value))
        {
            Console.Error.WriteLine($"{decoder.Name} {format}: {times} {type}");
        }

        return $"{read} / {refused} / {others.Values.Sum()}; {(PeakBytes() - before) / 1048576}";
    }

    private static double Milliseconds(PictureDecoder decoder, byte[] file)
    {
        int times = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            decoder.Decode(file);
            times++;
        }
        while (Stopwatch.GetElapsedTime(start) < LeastTime);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
    }

    private static void TryDecode(PictureDecoder decoder, byte[] file) => TryDecode(decoder, file, out _);

    private static Exception? TryDecode(PictureDecoder decoder, byte[] file, out bool isPicture)
    {
        isPicture = false;
        try
        {
            isPicture = decoder.Decode(file);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>The most memory that the process has had in use.</summary>
    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
