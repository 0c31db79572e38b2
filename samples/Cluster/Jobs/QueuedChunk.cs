namespace Cluster.Jobs;

/// <summary>A chunk and the answers to its pictures so far.</summary>
internal sealed class QueuedChunk(Chunk chunk)
{
    private readonly string?[] _lines = new string?[chunk.Pictures.Count];

    public int Number => chunk.Number;

    public IReadOnlyList<string> Pictures => chunk.Pictures;

    public bool IsAnswered => !_lines.Contains(null);

    public bool Has(int place) => _lines[place] is not null;

    /// <summary>The first answer stays.</summary>
    public void Answer(int place, string line) => _lines[place] ??= line;

    public AnsweredChunk ToAnswer() => new(Number, _lines!);
}
