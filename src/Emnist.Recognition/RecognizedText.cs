namespace Emnist.Recognition;

/// <summary>What a picture says, as <see cref="CharacterRecognizer.ReadText(Imaging.GrayImage, ReadTextOptions?)"/> reads it. Immutable.</summary>
public sealed class RecognizedText
{
    internal RecognizedText(RecognizedLine[] lines)
    {
        Lines = Array.AsReadOnly(lines);
        Text = string.Join('\n', lines.Select(l => l.Text));
    }

    /// <summary>The lines from the top; none when the picture is blank.</summary>
    public IReadOnlyList<RecognizedLine> Lines { get; }

    /// <summary>All characters in reading order.</summary>
    public IEnumerable<RecognizedCharacter> Characters => Lines.SelectMany(l => l.Words).SelectMany(w => w.Characters);

    /// <summary>The lines with a line feed between each two; empty when the picture is blank.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
