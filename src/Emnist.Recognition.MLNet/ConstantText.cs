namespace Emnist.Recognition.MLNet;

/// <summary>
/// What a stage needs besides its rows, a model or settings, parsed once: ML.NET saves it as the one value of a mapping, and
/// hands the same memory over with every row. Safe to use from several threads.
/// </summary>
internal sealed class ConstantText<T>(Func<string, T> parse)
    where T : class
{
    private readonly Lock _lock = new();
    private Parsed? _last;

    public T Get(ReadOnlyMemory<char> text)
    {
        Parsed? last = Volatile.Read(ref _last);
        if (last is not null && last.Text.Equals(text))
        {
            return last.Value;
        }

        lock (_lock)
        {
            if (_last is null || !_last.Text.Equals(text))
            {
                Volatile.Write(ref _last, new Parsed(text, parse(text.ToString())));
            }

            return _last!.Value;
        }
    }

    private sealed record Parsed(ReadOnlyMemory<char> Text, T Value);
}
