using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>Words that stand side by side. Immutable.</summary>
public sealed class RecognizedLine
{
    /// <summary>Creates a line.</summary>
    /// <param name="words">The words from the left, at least one.</param>
    /// <exception cref="ArgumentException">There is no word, one is null, or the list is.</exception>
    [JsonConstructor]
    public RecognizedLine(IReadOnlyList<RecognizedWord> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0 || words.Any(static word => word is null))
        {
            throw new ArgumentException("A line has at least one word, and none that is null.", nameof(words));
        }

        Words = Array.AsReadOnly(words.ToArray());
        Bounds = Words.Select(w => w.Bounds).Aggregate(PixelRectangle.Union);
        Text = string.Join(' ', Words.Select(w => w.Text));
    }

    /// <summary>The words from the left, at least one.</summary>
    public IReadOnlyList<RecognizedWord> Words { get; }

    /// <summary>The box around the line's ink, in pixels of the picture.</summary>
    public PixelRectangle Bounds { get; }

    /// <summary>
    /// Whether it was read by the pattern that was asked for (<see cref="ReadTextOptions.Pattern"/>), or of a row of a form's boxes,
    /// whether its characters happen to be as the pattern; true where none was asked for.
    /// </summary>
    public bool FollowsPattern { get; init; } = true;

    /// <summary>The words with a space between each two.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
