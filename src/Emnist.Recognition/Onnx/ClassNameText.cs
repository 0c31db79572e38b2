using System.Globalization;
using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Onnx;

/// <summary>
/// Class names as options give them: the name of a data set, a file, or the names themselves. Which of these it is, is told by what
/// there is, and the number of names is checked against the network, so that a slip of the pen is no list of classes.
/// </summary>
internal static class ClassNameText
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Merged = Digits + Capitals + "abdefghnqrt";

    /// <summary>What torchvision calls class 0 of EMNIST Letters, whose labels begin with 1.</summary>
    private const string NoLetter = "N/A";

    private static readonly Dictionary<string, string> Sets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mnist"] = Digits,
        ["digits"] = Digits,
        ["emnist-mnist"] = Digits,
        ["letters"] = Capitals,
        ["balanced"] = Merged,
        ["bymerge"] = Merged,
        ["byclass"] = Digits + Capitals + "abcdefghijklmnopqrstuvwxyz",
    };

    /// <summary>Reads the names.</summary>
    /// <param name="text">The text.</param>
    /// <param name="count">The number of the network's outputs.</param>
    /// <param name="parameterName">The caller's parameter, for messages.</param>
    /// <exception cref="ArgumentException">They are not as many.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<string> Parse(string text, int count, string parameterName)
    {
        (string what, string[] names) = Sets.TryGetValue(text, out string? characters) ? ("stands for", Expand(characters, count))
            : File.Exists(text) ? ("has", ReadFile(text, parameterName))
            : LooksLikeAFile(text) ? throw new ArgumentException(
                $"There is no file '{text}' with class names. Names themselves are given with commas or spaces between them.",
                parameterName)
            : ("is", Split(text));
        return names.Length == count
            ? names
            : throw new ArgumentException(
                $"'{text}' {what} {names.Length} class names, and the network has {count} outputs. Name a file with a name a line, "
                + $"the names themselves, or one of {string.Join(", ", Sets.Keys)}.",
                parameterName);
    }

    /// <summary>Whether a single word has an extension or folders, as the names of one character each hardly do.</summary>
    private static bool LooksLikeAFile(string text) =>
        !text.AsSpan().ContainsAny(' ', ',') && (Path.GetExtension(text).Length is > 1 and <= 6 || text.AsSpan(1..).ContainsAny('/', '\\'));

    private static string[] Expand(string characters, int count)
    {
        IEnumerable<string> names = characters.Select(static c => c.ToString());
        return [.. characters == Capitals && count == Capitals.Length + 1 ? names.Prepend(NoLetter) : names];
    }

    /// <summary>A name a line, or EMNIST's <c>*-mapping.txt</c>, whose lines are labels, from 0 or 1 on, and code points.</summary>
    private static string[] ReadFile(string path, string parameterName)
    {
        using FileStream file = InputFile.Open(path, 4096, FileOptions.None, () => Fault(InputFile.Problem));
        if (!file.CanSeek)
        {
            throw Fault(InputFile.Problem);
        }

        if (file.Length > ModelLimits.TextLength)
        {
            throw Fault($"It has more than {ModelLimits.TextLength} bytes: it is no list of class names.");
        }

        using var reader = new StreamReader(file);
        string[] lines = [.. reader.ReadToEnd().Split('\n').Select(static line => line.Trim()).Where(static line => line.Length > 0)];
        int[][] mapping = [.. lines.Select(ParseMapping).OfType<int[]>().OrderBy(static line => line[0])];
        if (mapping.Length * 2 <= lines.Length)
        {
            return lines;
        }

        return mapping.Length == lines.Length && mapping[0][0] is 0 or 1
            && mapping.Index().All(line => line.Item[0] == line.Index + mapping[0][0])
            ? [.. mapping.Select(static line => char.ConvertFromUtf32(line[1]))]
            : throw Fault("Its lines are not each a label, from 0 or 1 on without a gap, and a code point.");

        ArgumentException Fault(string problem) => new($"{path}: {problem}", parameterName);
    }

    /// <summary>Words between spaces and commas; where there are none of these, each character is a name.</summary>
    private static string[] Split(string text)
    {
        string[] words = text.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var single])
        {
            return words;
        }

        var elements = new List<string>();
        TextElementEnumerator characters = StringInfo.GetTextElementEnumerator(single);
        while (characters.MoveNext())
        {
            elements.Add(characters.GetTextElement());
        }

        return [.. elements];
    }

    /// <summary>A label and its code points; null where the line is another.</summary>
    private static int[]? ParseMapping(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return numbers.Length >= 2 && Rune.IsValid(numbers[1]) ? numbers : null;
    }
}
