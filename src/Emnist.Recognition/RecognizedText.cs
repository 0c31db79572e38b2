using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>The text that <c>CharacterRecognizer.ReadText</c> reads in a picture. Immutable.</summary>
/// <remarks>System.Text.Json writes it whole, line by line, and reads it again.</remarks>
/// <example>
/// <code>
/// RecognizedText text = recognizer.ReadText("meter.png", new ReadTextOptions { Characters = CharacterSet.Digits });
/// foreach (RecognizedCharacter character in text.Characters)
/// {
///     Console.WriteLine($"{character.Character} at {character.Bounds}");
/// }
/// </code>
/// </example>
public sealed class RecognizedText
{
    /// <summary>Creates a text.</summary>
    /// <param name="lines">The lines from the top; none for a blank picture.</param>
    /// <exception cref="ArgumentException">A line is null, or the list is.</exception>
    [JsonConstructor]
    public RecognizedText(IReadOnlyList<RecognizedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Any(static line => line is null))
        {
            throw new ArgumentException("A line is null.", nameof(lines));
        }

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
