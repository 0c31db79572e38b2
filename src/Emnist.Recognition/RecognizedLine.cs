using System.Drawing;

namespace Emnist.Recognition;

/// <summary>Words that stand side by side. Immutable.</summary>
public sealed class RecognizedLine
{
    internal RecognizedLine(RecognizedWord[] words)
    {
        Words = Array.AsReadOnly(words);
        Bounds = words.Select(w => w.Bounds).Aggregate(Rectangle.Union);
        Text = string.Join(' ', words.Select(w => w.Text));
    }

    /// <summary>The words from the left, at least one.</summary>
    public IReadOnlyList<RecognizedWord> Words { get; }

    /// <summary>The box around the line's ink, in pixels of the picture.</summary>
    public Rectangle Bounds { get; }

    /// <summary>The words with a space between each two.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
