using System.Diagnostics;
using Emnist.Recognition.Fuzz;

namespace Emnist.Recognition.Decoders;

/// <summary>The measurements.</summary>
internal static class DecoderRun
{
    private const int Rounds = 7;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

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

        return [.. times.Values.Select(Median.Of)];
    }

    /// <summary>The memory that one decoding adds to a process that has decoded small pictures, in MiB.</summary>
    public static string MemoryOf(PictureDecoder decoder, string path)
    {
        byte[] file = File.ReadAllBytes(path);
        decoder.Decode(SeedFiles.Pictures("png").First());
        decoder.Decode(SeedFiles.Pictures("jpeg").First());

        long before = PeakBytes();
        decoder.Decode(file);
        return $"{(PeakBytes() - before) / 1048576}";
    }

    /// <summary>
    /// What comes of damaged files of a format, always the same ones, from one of them on: up to the last, or to one that takes so long
    /// that the process had better end with it.
    /// </summary>
    public static DamagedFiles Damaged(PictureDecoder decoder, string format, int from, int count)
    {
        FuzzTarget target = FuzzTarget.All.Single(target => target.Name == format);
        var result = new DamagedFiles(from, 0, 0, 0, 0);
        long before = PeakBytes();
        foreach (byte[] file in MutatedInputs.Of(target, seed: 1, count).Skip(from))
        {
            Exception? exception = TryDecode(decoder, file, out bool isPicture);
            bool isOdd = exception is not null && !decoder.IsDeclared(exception);
            result = new DamagedFiles(
                result.Next + 1,
                result.Read + (isPicture ? 1 : 0),
                result.Refused + (isPicture || isOdd ? 0 : 1),
                result.Otherwise + (isOdd ? 1 : 0),
                (PeakBytes() - before) / 1048576);
            if (isOdd)
            {
                Console.Error.WriteLine($"{decoder.Name}, {format}, file {result.Next - 1}: {exception!.GetType().Name}");
            }

            if (exception is TimeoutException)
            {
                break;
            }
        }

        return result;
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

    private static Exception? TryDecode(PictureDecoder decoder, byte[] file, out bool isPicture)
    {
        var decoding = Task.Factory.StartNew(
            () => decoder.Decode(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        isPicture = false;
        try
        {
            // One that takes longer is left to itself, and ends with the process.
            isPicture = decoding.Wait(LongestTime) ? decoding.Result : throw new TimeoutException();
            return null;
        }
        catch (AggregateException e)
        {
            return e.InnerException;
        }
        catch (TimeoutException e)
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
