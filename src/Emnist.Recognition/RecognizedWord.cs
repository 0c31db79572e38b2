using System.Text.Json.Serialization;

namespace Emnist.Recognition;

/// <summary>Characters that stand close together. Immutable.</summary>
public sealed class RecognizedWord
{
    /// <summary>Creates a word.</summary>
    /// <param name="characters">The characters from the left, at least one.</param>
    /// <exception cref="ArgumentException">There is no character, one is null, or the list is.</exception>
    [JsonConstructor]
    public RecognizedWord(IReadOnlyList<RecognizedCharacter> characters)
    {
        ArgumentNullException.ThrowIfNull(characters);
        if (characters.Count == 0 || characters.Any(static character => character is null))
        {
            throw new ArgumentException("A word has at least one character, and none that is null.", nameof(characters));
        }

        Characters = Array.AsReadOnly(characters.ToArray());
        Bounds = Characters.Select(c => c.Bounds).Aggregate(PixelRectangle.Union);
        Text = string.Concat(Characters.Select(static c =>
            c.Prediction.Status is PredictionStatus.Recognized or PredictionStatus.Blank ? c.Character : "\uFFFD"));
    }

    /// <summary>The characters from the left, at least one.</summary>
    public IReadOnlyList<RecognizedCharacter> Characters { get; }

    /// <summary>The box around the word's ink, in pixels of the picture.</summary>
    public PixelRectangle Bounds { get; }

    /// <summary>
    /// The characters' names, one after the other: nothing for an empty box, and U+FFFD, the replacement character, for what has no name.
    /// </summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
