using System.Diagnostics;
using System.Globalization;

namespace Cluster.Submitting;

/// <summary>A line on the standard error, which is written over where a person looks and written every few seconds elsewhere.</summary>
internal sealed class ConsoleProgress(int before, int left) : IProgress<int>
{
    private static readonly TimeSpan Interval = Console.IsErrorRedirected ? TimeSpan.FromSeconds(5) : TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = new();
    private TimeSpan _told;
    private int _done;

    /// <summary>The work begins.</summary>
    public void Start() => _clock.Start();

    /// <summary>So many pictures more are done.</summary>
    public void Report(int value)
    {
        _done += value;
        if (_clock.Elapsed - _told < Interval)
        {
            return;
        }

        _told = _clock.Elapsed;
        string line = Text($"{before + _done:N0} of {before + left:N0} pictures, {Rate:N0} a second");
        Console.Error.Write(Console.IsErrorRedirected ? $"{line}\n" : $"\r{line,-70}");
    }

    public void Finish(AnswerFile answers)
    {
        string earlier = before > 0 ? Text($", {before:N0} of them in an earlier run") : "";
        string line = Text($"{answers.Count:N0} pictures{earlier}; {answers.Unreadable:N0} could not be read; ")
            + Text($"{_clock.Elapsed.TotalSeconds:F1} s, {Rate:N0} a second");
        Console.Error.WriteLine(Console.IsErrorRedirected ? line : $"\r{line,-70}");
    }

    private double Rate => _done == 0 ? 0 : _done / _clock.Elapsed.TotalSeconds;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
