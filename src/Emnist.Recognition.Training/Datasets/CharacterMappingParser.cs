using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>A line of a mapping file: a label, 0 to 255, and the code points of its class, at least one.</summary>
internal readonly record struct CharacterMappingLine(int Label, int[] CodePoints);

/// <summary>Parses mapping files; every fault names its line.</summary>
internal static class CharacterMappingParser
{
    private const int QuotedLength = 40;
    private const string Form = "'label codepoint [codepoint...]' in decimal";
    private const string ValidCodePoints = "Unicode code points of characters (0 to 55295, 57344 to 1114111)";
    private const string Advice = "Check that this is the mapping file of the data set.";

    public static CharacterMapping Parse(TextReader reader, DataOrigin source)
    {
        var lines = new List<CharacterMappingLine>();
        var labels = new HashSet<int>();
        var codePoints = new HashSet<int>();
        int number = 0;
        while (reader.ReadLine() is { } text)
        {
            string place = $"line {++number}";
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            CharacterMappingLine line = ParseLine(text, source, place);
            if (!labels.Add(line.Label))
            {
                throw Fault(source, place, "each label once", $"label {line.Label} again");
            }

            foreach (int point in line.CodePoints)
            {
                if (!codePoints.Add(point))
                {
                    throw Fault(source, place, "each code point once", $"code point {point} again");
                }
            }

            lines.Add(line);
        }

        return lines.Count > 0
            ? new CharacterMapping(source.Name, lines)
            : throw Fault(source, $"line {number + 1}", Form, "no class at all");
    }

    private static CharacterMappingLine ParseLine(string text, DataOrigin source, string place)
    {
        string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                throw Fault(source, place, Form, Quote(text));
            }
        }

        if (numbers.Length < 2)
        {
            throw Fault(source, place, Form, Quote(text));
        }

        if (numbers[0] > byte.MaxValue)
        {
            throw Fault(source, place, "a label of 0 to 255", $"{numbers[0]}");
        }

        foreach (int point in numbers.AsSpan(1))
        {
            if (!Rune.IsValid(point))
            {
                throw Fault(source, place, ValidCodePoints, $"{point}");
            }
        }

        return new CharacterMappingLine(numbers[0], numbers[1..]);
    }

    private static string Quote(string text) =>
        text.Length <= QuotedLength ? $"'{text}'" : $"'{text.AsSpan(0, QuotedLength)}...'";

    private static DatasetFormatException Fault(DataOrigin source, string place, string expected, string actual) =>
        DatasetFormatException.Create(source, place, expected, actual, Advice);
}
