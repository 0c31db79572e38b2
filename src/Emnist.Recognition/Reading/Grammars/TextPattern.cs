using System.Text;

namespace Emnist.Recognition.Reading.Grammars;

/// <summary>What may stand at a place of a pattern.</summary>
internal enum PatternKind
{
    Literal,
    Digit,
    Capital,
    Small,
    LetterOrDigit,
}

/// <summary>A place of a pattern.</summary>
/// <param name="Kind">What may stand there.</param>
/// <param name="Literal">The character that stands there for certain; empty where the kind is another.</param>
/// <param name="AfterSpace">Whether the pattern has a space before it.</param>
internal readonly record struct PatternPlace(PatternKind Kind, string Literal, bool AfterSpace);

/// <summary>A pattern of <see cref="ReadTextOptions.Pattern"/>, taken apart.</summary>
/// <param name="Alternatives">The places of each alternative.</param>
internal sealed record TextPattern(IReadOnlyList<IReadOnlyList<PatternPlace>> Alternatives)
{
    /// <summary>Longer patterns are refused.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The characters that a pattern names for themselves.</summary>
    public IEnumerable<string> Literals =>
        Alternatives.SelectMany(static places => places)
            .Where(static place => place.Kind == PatternKind.Literal)
            .Select(static place => place.Literal);

    /// <summary>Takes a pattern apart.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TextPattern Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Refusal(text[..20] + "...", $"has {text.Length} characters, and {MaxLength} are allowed");
        }

        List<IReadOnlyList<PatternPlace>> alternatives = [];
        List<PatternPlace> places = [];
        bool afterSpace = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '|':
                    alternatives.Add(places);
                    (places, afterSpace) = ([], false);
                    break;
                case ' ':
                    afterSpace = places.Count > 0;
                    break;
                case '\\' when i + 1 == text.Length:
                    throw Refusal(text, "ends in a backslash, which takes the character behind it for itself");
                default:
                    bool isEscaped = text[i] == '\\';
                    i += isEscaped ? 1 : 0;
                    if (!Rune.TryGetRuneAt(text, i, out Rune rune))
                    {
                        throw Refusal(text, "has half of a surrogate pair");
                    }

                    places.Add(Place(rune.ToString(), isEscaped, afterSpace));
                    afterSpace = false;
                    i += rune.Utf16SequenceLength - 1;
                    break;
            }
        }

        alternatives.Add(places);
        return alternatives.TrueForAll(static alternative => alternative.Count > 0)
            ? new TextPattern(alternatives)
            : throw Refusal(text, "has an alternative without characters");
    }

    /// <summary>Whether a text is as one of the alternatives, whatever spaces these have.</summary>
    /// <param name="text">The text, without spaces.</param>
    public bool Matches(string text)
    {
        string[] characters = [.. text.EnumerateRunes().Select(static rune => rune.ToString())];
        return Alternatives.Any(
            places => places.Count == characters.Length && places.Zip(characters).All(static pair => Fits(pair.First, pair.Second)));
    }

    private static bool Fits(PatternPlace place, string character) => place.Kind switch
    {
        PatternKind.Digit => char.IsAsciiDigit(character[0]),
        PatternKind.Capital => char.IsAsciiLetterUpper(character[0]),
        PatternKind.Small => char.IsAsciiLetterLower(character[0]),
        PatternKind.LetterOrDigit => Rune.IsLetterOrDigit(Rune.GetRuneAt(character, 0)),
        _ => place.Literal == character,
    };

    private static PatternPlace Place(string character, bool isEscaped, bool afterSpace)
    {
        PatternKind kind = isEscaped ? PatternKind.Literal : character switch
        {
            "9" => PatternKind.Digit,
            "A" => PatternKind.Capital,
            "a" => PatternKind.Small,
            "X" => PatternKind.LetterOrDigit,
            _ => PatternKind.Literal,
        };
        return new PatternPlace(kind, kind == PatternKind.Literal ? character : "", afterSpace);
    }

    private static FormatException Refusal(string pattern, string problem) => new(
        $"The pattern '{pattern}' {problem}. 9 is a digit, A a capital, a a small letter, X any of these, | parts alternatives, and all else "
        + "stands for itself, also behind a backslash: 99/99/9999, AA-999.");
}
