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
    /// <summary>Creates a text: that of a blank picture where there are no lines.</summary>
    /// <param name="lines">The lines from the top; none for a blank picture.</param>
    /// <exception cref="ArgumentException">A line is null, or the list is.</exception>
    public RecognizedText(IReadOnlyList<RecognizedLine> lines)
        : this(lines is { Count: 0 } ? PredictionStatus.Blank : PredictionStatus.Recognized, lines)
    {
    }

    /// <summary>Creates a text, or says why there is none.</summary>
    /// <param name="status">Whether there is text.</param>
    /// <param name="lines">The lines from the top; none where the status is another than <see cref="PredictionStatus.Recognized"/>.</param>
    /// <exception cref="ArgumentException">A line is null, or the list is, or status and lines contradict each other.</exception>
    [JsonConstructor]
    public RecognizedText(PredictionStatus status, IReadOnlyList<RecognizedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Any(static line => line is null))
        {
            throw new ArgumentException("A line is null.", nameof(lines));
        }

        if (lines.Count > 0 != (status == PredictionStatus.Recognized))
        {
            throw new ArgumentException($"There are {lines.Count} lines, which is no text that is {status}.", nameof(lines));
        }

        Status = status;
        Lines = Array.AsReadOnly(lines.ToArray());
        Text = string.Join('\n', Lines.Select(l => l.Text));
    }

    /// <summary>
    /// Whether there is text, or why there is none: <see cref="PredictionStatus.Blank"/> where nothing stands out from the ground but
    /// specks, <see cref="PredictionStatus.NotACharacter"/> for a texture or a filled shape. Rows of form boxes are text, if all of
    /// them are
    /// empty, too.
    /// </summary>
    public PredictionStatus Status { get; }

    /// <summary>The lines with a line feed between each two; empty when there is no text.</summary>
    public string Text { get; }

    /// <summary>The lines from the top; none when there is no text.</summary>
    public IReadOnlyList<RecognizedLine> Lines { get; }

    /// <summary>All characters in reading order.</summary>
    [JsonIgnore]
    public IEnumerable<RecognizedCharacter> Characters => Lines.SelectMany(l => l.Words).SelectMany(w => w.Characters);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
