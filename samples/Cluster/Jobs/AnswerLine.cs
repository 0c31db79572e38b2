using System.Text.Json;
using System.Text.Json.Serialization;
using Emnist.Recognition;

namespace Cluster.Jobs;

/// <summary>A line of the output: the JSON that <c>emnist read --json</c> writes (docs/command-line.md).</summary>
internal static class AnswerLine
{
    private const int Candidates = 3;
    private const string Unreadable = nameof(Unreadable);

    public static string Of(string file, CharacterPrediction prediction) => JsonSerializer.Serialize(
        new Members(file, $"{prediction.Status}")
        {
            Character = prediction.Character,
            Confidence = prediction.Confidence,
            Candidates = prediction.Candidates.Take(Candidates),
        },
        JsonSerializerOptions.Web);

    /// <summary>Of a picture that cannot be read.</summary>
    public static string OfFault(string file, string error) =>
        JsonSerializer.Serialize(new Members(file, Unreadable) { Error = error }, JsonSerializerOptions.Web);

    /// <summary>The file that a line is of, and whether it could not be read.</summary>
    /// <exception cref="JsonException">This is no such line.</exception>
    public static (string File, bool IsUnreadable) Parse(ReadOnlySpan<byte> line)
    {
        Head? head = JsonSerializer.Deserialize<Head>(line, JsonSerializerOptions.Web);
        return (head?.File ?? throw new JsonException(), head.Status == Unreadable);
    }

    /// <summary>All that is looked at of a line that is there.</summary>
    private sealed record Head(string? File, string? Status);

    private sealed record Members(string File, string Status)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Character { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public float? Confidence { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IEnumerable<CharacterCandidate>? Candidates { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Error { get; init; }
    }
}
