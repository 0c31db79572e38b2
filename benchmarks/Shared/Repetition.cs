using System.Diagnostics;

namespace Emnist.Recognition;

/// <summary>An action, over and over for a time.</summary>
internal static class Repetition
{
    /// <summary>Calls a second, after one second to warm up, of the two that follow.</summary>
    public static double PerSecond(Action action)
    {
        _ = Seconds(TimeSpan.FromSeconds(1), action);
        return 1 / Seconds(TimeSpan.FromSeconds(2), action);
    }

    /// <summary>Seconds a call, of as many calls as take at least the time; garbage of what ran before is collected first.</summary>
    public static double Seconds(TimeSpan time, Action action)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        action();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);

        // The clock is read once in a twentieth of the time, so that it costs the shortest action nothing.
        long between = Math.Clamp((long)(time / 20 / elapsed), 1, 1000);
        long calls = 1;
        for (; elapsed < time; elapsed = Stopwatch.GetElapsedTime(start))
        {
            for (long i = 0; i < between; i++)
            {
                action();
            }

            calls += between;
        }

        return elapsed.TotalSeconds / calls;
    }
}
