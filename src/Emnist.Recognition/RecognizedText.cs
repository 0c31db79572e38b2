using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>What a picture says, as <c>CharacterRecognizer.ReadText</c> reads it. Immutable.</summary>
/// <remarks>System.Text.Json writes it whole, line by line, and reads it again.</remarks>
public sealed class RecognizedText
{
    /// <summary>Creates a text.</summary>
    /// <param name="lines">The lines from the top; none for a blank picture.</param>
    /// <exception cref="ArgumentNullException"><paramref name="lines"/> is null.</exception>
    [JsonConstructor]
    public RecognizedText(IReadOnlyList<RecognizedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        Lines = Array.AsReadOnly(lines.ToArray());
        Text = string.Join('\n', Lines.Select(l => l.Text));
    }

    /// <summary>The lines with a line feed between each two; empty when the picture is blank.</summary>
    public string Text { get; }

    /// <summary>The lines from the top; none when the picture is blank.</summary>
    public IReadOnlyList<RecognizedLine> Lines { get; }

    /// <summary>All characters in reading order.</summary>
    [JsonIgnore]
    public IEnumerable<RecognizedCharacter> Characters => Lines.SelectMany(l => l.Words).SelectMany(w => w.Characters);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
