using System.Text;
using Emnist.Recognition.IO;

namespace Emnist.Recognition;

/// <summary>
/// Words that a text is likely made of: a language's, or names of towns or of products. Immutable, and safe to share between threads: make
/// one and use it for all texts.
/// </summary>
/// <example>
/// <code>
/// var towns = new WordList(["Berlin", "Bern", "Bergen"]);
/// RecognizedText town = recognizer.ReadText("envelope.png", new ReadTextOptions { Words = towns });
/// </code>
/// </example>
public sealed class WordList
{
    private const int MaxCount = 200_000;
    private const int MaxLength = 64;

    /// <summary>Of a file: room for the most and longest words in any script.</summary>
    private const int MaxBytes = 64 << 20;

    // A trie: nodes are numbered from the root, 0, each before those behind it.
    private readonly List<Rune> _letter = [default];
    private readonly List<int> _firstChild = [-1];
    private readonly List<int> _nextSibling = [-1];
    private readonly List<bool> _endsWord = [false];

    /// <summary>Creates a list.</summary>
    /// <param name="words">
    /// The words, 1 to 200,000, each of 1 to 64 letters, digits and marks without white space; one that is there twice counts once. Each
    /// stands for itself, for itself with a capital first, and for itself in capitals. Words with characters that are not read are never
    /// answered.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="words"/> is null, or has no word or too many; or a word is null, empty, too long, or has white space, a control
    /// character or half of a surrogate pair in it.
    /// </exception>
    public WordList(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        SortedSet<string> sorted = new(StringComparer.Ordinal);
        foreach (string word in words)
        {
            if (sorted.Add(Validated(word)) && sorted.Count > MaxCount)
            {
                throw new ArgumentException($"There are more than {MaxCount} words.");
            }
        }

        if (sorted.Count == 0)
        {
            throw new ArgumentException("There is no word.");
        }

        Count = sorted.Count;
        Build(sorted);
    }

    /// <summary>The number of different words.</summary>
    public int Count { get; }

    /// <summary>How many nodes the trie has.</summary>
    internal int NodeCount => _letter.Count;

    /// <summary>Reads a list from a text file in UTF-8, a word a line; empty lines, and white space around a word, are left out.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The list.</returns>
    /// <exception cref="FormatException">
    /// The file has no word or too many, or over 64 MiB, or is a pipe or a device; or a line is no word, and the message says which.
    /// </exception>
    /// <exception cref="IOException">The file is missing (<see cref="FileNotFoundException"/>) or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    public static WordList Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = InputFile.Open(path, 4096, FileOptions.None, () => Fault(InputFile.Problem));
        if (!file.CanSeek)
        {
            throw Fault(InputFile.Problem);
        }

        if (file.Length > MaxBytes)
        {
            throw Fault($"It has more than {MaxBytes} bytes.");
        }

        using var reader = new StreamReader(file);
        try
        {
            return new WordList(LinesOf(reader).Select(static line => line.Trim()).Where(static line => line.Length > 0));
        }
        catch (ArgumentException e)
        {
            throw Fault(FileKind.Of(StartOf(file)) is { } kind ? $"It is {kind.Name}." : e.Message, e);
        }

        FormatException Fault(string problem, Exception? inner = null) => new($"{path} is no list with a word a line: {problem}", inner);
    }

    /// <summary>The nodes behind a node of the trie.</summary>
    internal IEnumerable<(Rune Letter, int Node)> From(int node)
    {
        for (int child = _firstChild[node]; child >= 0; child = _nextSibling[child])
        {
            yield return (_letter[child], child);
        }
    }

    /// <summary>Whether a word ends in a node.</summary>
    internal bool EndsWord(int node) => _endsWord[node];

    private static ReadOnlySpan<byte> StartOf(FileStream file)
    {
        byte[] start = new byte[FileKind.StartLength];
        file.Position = 0;
        return start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
    }

    private static IEnumerable<string> LinesOf(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Validated(string word)
    {
        if (string.IsNullOrEmpty(word) || word.Length > MaxLength)
        {
            throw new ArgumentException($"A word has 1 to {MaxLength} characters, and '{word}' has {word?.Length ?? 0}.");
        }

        return word.EnumerateRunes().Any(static rune => Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            ? throw new ArgumentException($"'{word}' is no word: white space, a control character, or half of a surrogate pair, is in it.")
            : word;
    }

    /// <summary>Words that begin alike come one behind the other, so that only the last word's nodes need be known.</summary>
    private void Build(SortedSet<string> sorted)
    {
        List<int> path = [0];
        foreach (string word in sorted)
        {
            Rune[] letters = [.. word.EnumerateRunes()];
            int common = 0;
            while (common < letters.Length && common + 1 < path.Count && _letter[path[common + 1]] == letters[common])
            {
                common++;
            }

            int sibling = common + 1 < path.Count ? path[common + 1] : -1;
            path.RemoveRange(common + 1, path.Count - common - 1);
            foreach (Rune letter in letters.AsSpan(common))
            {
                path.Add(Add(letter, path[^1], sibling));
                sibling = -1;
            }

            _endsWord[path[^1]] = true;
        }
    }

    private int Add(Rune letter, int parent, int sibling)
    {
        int node = _letter.Count;
        _letter.Add(letter);
        _firstChild.Add(-1);
        _nextSibling.Add(-1);
        _endsWord.Add(false);
        if (sibling >= 0)
        {
            _nextSibling[sibling] = node;
        }
        else
        {
            _firstChild[parent] = node;
        }

        return node;
    }
}
