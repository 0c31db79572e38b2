using System.Diagnostics;
using System.Diagnostics.Metrics;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Benchmarks;

/// <summary>Times the shortest call that metrics and traces tell of, while nobody listens to them and while somebody does.</summary>
internal static class ListenerClock
{
    private const string Name = "Emnist.Recognition";
    private const int Rounds = 21;
    private const int Calls = 300;

    /// <summary>Prints the medians in microseconds: nobody listens, a listener of metrics, one of metrics and one of traces.</summary>
    public static void Run()
    {
        var recognizer = new CharacterRecognizer();
        float[] scores = new float[recognizer.ClassNames.Count];
        byte[] ink = new byte[28 * 28];
        for (int y = 4; y < 24; y++)
        {
            ink.AsSpan((y * 28) + 13, 3).Fill(255);
        }

        var image = new GrayImage(28, ink);
        List<double>[] times = [[], [], []];
        for (int round = 0; round < 2 * Rounds; round++)
        {
            for (int listeners = 0; listeners < times.Length; listeners++)
            {
                using MeterListener? metrics = listeners > 0 ? ListenToMetrics() : null;
                using ActivityListener? traces = listeners > 1 ? ListenToTraces() : null;
                double time = Time(() => recognizer.PredictScores(image, scores));
                if (round >= Rounds)
                {
                    times[listeners].Add(time);
                }
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{Median.Of(times[0]):F3} {Median.Of(times[1]):F3} {Median.Of(times[2]):F3}"));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls;
    }

    private static MeterListener ListenToMetrics()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        return listener;
    }

    private static ActivityListener ListenToTraces()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
