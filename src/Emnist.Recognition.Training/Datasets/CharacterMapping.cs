using System.Text;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// What the labels of a data set mean: for each class its label, its name and its characters. Class indices are
/// consecutive from 0, in the order of the mapping, whatever the labels are: EMNIST Letters' labels 1 to 26 become
/// classes 0 to 25, so that a network of <c>C</c> outputs always has classes 0 to <c>C - 1</c>.
/// </summary>
/// <remarks>
/// A mapping file has a line for each class, <c>label codepoint [codepoint...]</c> in decimal, separated by spaces, as
/// in EMNIST's <c>*-mapping.txt</c>: <c>1 65 97</c> is the class of <c>A</c> and <c>a</c>. Empty lines are skipped.
/// Labels are 0 to 255. No label and no code point occurs twice. Immutable, and so safe to share between threads.
/// </remarks>
public sealed class CharacterMapping
{
    /// <summary>The longest file: that of 256 classes of hundreds of characters each. A longer one is no mapping.</summary>
    private const int MaxBytes = 1 << 20;

    private readonly int[] _classOfLabel;
    private readonly int[][] _codePoints;

    internal CharacterMapping(string source, IReadOnlyList<CharacterMappingLine> lines)
    {
        Source = source;
        _classOfLabel = new int[byte.MaxValue + 1];
        Array.Fill(_classOfLabel, -1);
        for (int c = 0; c < lines.Count; c++)
        {
            _classOfLabel[lines[c].Label] = c;
        }

        _codePoints = [.. lines.Select(line => line.CodePoints)];
        ClassNames = Array.AsReadOnly(_codePoints.Select(points => char.ConvertFromUtf32(points[0])).ToArray());
    }

    /// <summary>Labels 0 to 9 for the digits, as in MNIST and EMNIST Digits.</summary>
    public static CharacterMapping Digits { get; } =
        new("the digits' mapping", [.. Enumerable.Range(0, 10).Select(d => new CharacterMappingLine(d, ['0' + d]))]);

    /// <summary>
    /// The mapping of an official split of EMNIST: digits, then capitals, then small letters; EMNIST Letters' labels are
    /// 1 to 26.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <returns>The mapping, the same one each time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such split.</exception>
    public static CharacterMapping ForSplit(EmnistSplit split) => EmnistMappings.ForSplit(split);

    /// <summary>A class for each of some characters, whose labels are their places from 0, as those of many files of A to Z are.</summary>
    /// <param name="characters">The characters in the order of the labels, 1 to 256, all different.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="ArgumentException">There is none, there are too many, or one occurs twice or is no whole character.</exception>
    public static CharacterMapping ForCharacters(string characters)
    {
        ArgumentException.ThrowIfNullOrEmpty(characters);
        int[] points = [.. characters.EnumerateRunes().Select(static rune => rune.Value)];
        if (points.Length > byte.MaxValue + 1 || points.Distinct().Count() < points.Length || points.Contains(Rune.ReplacementChar.Value))
        {
            throw new ArgumentException("1 to 256 whole characters, each once.", nameof(characters));
        }

        var lines = points.Select(static (point, label) => new CharacterMappingLine(label, [point]));
        return new CharacterMapping($"the characters '{characters}'", [.. lines]);
    }

    /// <summary>The name of each class: its first character. 1 to 256 names, all different.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    internal string Source { get; }

    /// <summary>Reads a mapping file in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="DatasetFormatException">
    /// A line is malformed or repeats an earlier one, or there is none; or the file has over 1 MiB.
    /// </exception>
    /// <exception cref="IOException">
    /// The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static CharacterMapping Read(string path)
    {
        using FileStream file = DatasetFile.Open(path);
        if (file.CanSeek && file.Length > MaxBytes)
        {
            throw DatasetFormatException.Create(
                path, "its length", $"a mapping of at most {MaxBytes} bytes", $"{file.Length}", "Check that it is the mapping file.");
        }

        using var reader = new StreamReader(file);
        return CharacterMappingParser.Parse(reader, path);
    }

    /// <summary>Reads a mapping from text.</summary>
    /// <param name="reader">The text, read to its end. It stays open.</param>
    /// <returns>The mapping.</returns>
    /// <exception cref="DatasetFormatException">
    /// A line is malformed or repeats an earlier one, or there is none.
    /// </exception>
    public static CharacterMapping Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return CharacterMappingParser.Parse(reader, new DataOrigin("mapping", null));
    }

    /// <summary>The Unicode code points of a class: one, or several where the class merges characters.</summary>
    /// <param name="classIndex">The class, 0 to <c>ClassNames.Count - 1</c>.</param>
    /// <returns>The code points, the class name's first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public ReadOnlySpan<int> CodePoints(int classIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(classIndex, _codePoints.Length);
        return _codePoints[classIndex];
    }

    /// <summary>The class index of a label as it stands in a file.</summary>
    /// <param name="label">The label.</param>
    /// <param name="classIndex">The class, 0 to <c>ClassNames.Count - 1</c>, or -1 where there is none.</param>
    /// <returns>Whether the mapping has the label.</returns>
    public bool TryGetClass(byte label, out int classIndex)
    {
        classIndex = _classOfLabel[label];
        return classIndex >= 0;
    }
}
