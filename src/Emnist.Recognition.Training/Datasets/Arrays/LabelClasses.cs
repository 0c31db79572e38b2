using System.Buffers;
using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>
/// Gathers the different labels of a file, numbers or names, and settles their classes once all are known: numbers are what a mapping
/// says; where any label is a name, all are, and stand for themselves or for characters of the mapping.
/// </summary>
internal sealed class LabelClasses(DataOrigin source)
{
    private const int MaxLabels = byte.MaxValue + 1;

    private readonly List<Label> _labels = [];
    private readonly Dictionary<string, byte> _byText = new(StringComparer.Ordinal);
    private readonly short[] _byNumber = [.. Enumerable.Repeat<short>(-1, MaxLabels)];

    /// <summary>Whether all labels are the number <paramref name="number"/>.</summary>
    public bool AreAll(int number) => _labels.Count == 1 && _labels[0].Number == number;

    /// <summary>The place of a known number among the labels; below 0 for one that is new.</summary>
    public int Find(byte number) => _byNumber[number];

    /// <summary>The place of a known name among the labels; below 0 for one that is new. No string is made of it.</summary>
    public int Find(ReadOnlySpan<char> name) =>
        _byText.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out byte index) ? index : -1;

    /// <summary>The place of a label among the labels, which it joins where it is new.</summary>
    /// <param name="number">The label.</param>
    /// <param name="place">Where it stands.</param>
    public byte Add(byte number, string place)
    {
        byte index = Add(number.ToString(CultureInfo.InvariantCulture), number, place);
        _byNumber[number] = index;
        return index;
    }

    /// <summary>The place of a name among the labels, which it joins where it is new.</summary>
    /// <param name="name">The name, not empty.</param>
    /// <param name="place">Where it stands.</param>
    public byte Add(string name, string place) => Add(name, number: -1, place);

    /// <summary>Turns the labels' places into class indices.</summary>
    /// <param name="labels">The places, which become class indices.</param>
    /// <param name="mapping">What the labels mean; null for digits, where they are numbers, and for the names themselves.</param>
    /// <returns>The classes' names.</returns>
    public IReadOnlyList<string> Resolve(Span<byte> labels, CharacterMapping? mapping)
    {
        bool named = _labels.Exists(label => label.Number < 0);
        string[] names = [.. _byText.Keys.Order(StringComparer.Ordinal)];
        CharacterMapping known = mapping ?? CharacterMapping.Digits;
        byte[] classes =
        [
            .. _labels.Select(label => !named
                ? ByNumber(label, known)
                : mapping is null ? (byte)Array.IndexOf(names, label.Text) : ByCharacter(label, mapping)),
        ];
        foreach (ref byte label in labels)
        {
            label = classes[label];
        }

        return named && mapping is null ? names : known.ClassNames;
    }

    private byte Add(string text, int number, string place)
    {
        if (_byText.TryGetValue(text, out byte index))
        {
            return index;
        }

        if (_labels.Count == MaxLabels)
        {
            throw DatasetFormatException.Create(
                source, place, $"at most {MaxLabels} different labels", "more", "Check which column or array holds the labels.");
        }

        index = (byte)_labels.Count;
        _labels.Add(new Label(text, number, place));
        _byText.Add(text, index);
        return index;
    }

    private byte ByNumber(Label label, CharacterMapping mapping) => mapping.TryGetClass((byte)label.Number, out int classIndex)
        ? (byte)classIndex
        : throw Unknown(label, mapping);

    private byte ByCharacter(Label label, CharacterMapping mapping)
    {
        if (Rune.DecodeFromUtf16(label.Text, out Rune rune, out int used) == OperationStatus.Done && used == label.Text.Length)
        {
            for (int c = 0; c < mapping.ClassNames.Count; c++)
            {
                if (mapping.CodePoints(c).Contains(rune.Value))
                {
                    return (byte)c;
                }
            }
        }

        throw Unknown(label, mapping);
    }

    private DatasetFormatException Unknown(Label label, CharacterMapping mapping) => DatasetFormatException.Create(
        source,
        label.Place,
        $"a label of {mapping.Source}",
        label.Number < 0 ? $"'{label.Text}'" : label.Text,
        "Give the Mapping that belongs to the file.");

    private readonly record struct Label(string Text, int Number, string Place);
}
