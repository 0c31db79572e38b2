using System.Drawing;

namespace Emnist.Recognition;

/// <summary>Characters that stand close together. Immutable.</summary>
public sealed class RecognizedWord
{
    internal RecognizedWord(RecognizedCharacter[] characters)
    {
        Characters = Array.AsReadOnly(characters);
        Bounds = characters.Select(c => c.Bounds).Aggregate(Rectangle.Union);
        Text = string.Concat(characters.Select(c => c.Character));
    }

    /// <summary>The characters from the left, at least one.</summary>
    public IReadOnlyList<RecognizedCharacter> Characters { get; }

    /// <summary>The box around the word's ink, in pixels of the picture.</summary>
    public Rectangle Bounds { get; }

    /// <summary>The characters' names, one after the other.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
