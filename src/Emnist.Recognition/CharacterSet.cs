using System.Collections.Frozen;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Emnist.Recognition;

/// <summary>The characters that can occur where the caller looks, such as digits only. Immutable.</summary>
/// <remarks>
/// <para>
/// Given to a prediction, it rules out every class of the model that stands for none of its characters, and the
/// probabilities of the others, that there is no character among them, are scaled to sum to 1.
/// </para>
/// <para>
/// The embedded model has a class for each form of a letter: with <see cref="UpperCase"/> the probability of an l is taken out, and
/// only that of an L counts. A model of EMNIST Balanced's classes has one for both forms of c, i, j, k, l, m, o, p, s, u, v, w, x, y
/// and z. Such a class is allowed when either form is in the set, and is answered in the form that is there, as the capital when both
/// are: with <see cref="LowerCase"/> a C is answered as <c>c</c>.
/// </para>
/// <para>
/// A configuration, a query or a command line gives one as text, which <see cref="Parse(string)"/> reads:
/// <c>"Characters": "digits"</c>. Sets of the same characters are equal.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// CharacterPrediction digit = recognizer.Predict("meter.png", CharacterSet.Digits);
/// CharacterPrediction hexadecimal = recognizer.Predict("code.png", new CharacterSet("0123456789ABCDEF"));
/// </code>
/// </example>
[TypeConverter(typeof(FromText))]
public sealed class CharacterSet : IEquatable<CharacterSet>, IParsable<CharacterSet>
{
    private readonly FrozenSet<string> _characters;

    /// <summary>Creates a set of single characters.</summary>
    /// <param name="characters">The characters, at least one, in any order; <c>"0123456789ABCDEF"</c> for example.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="characters"/> is null or empty, or holds half of a surrogate pair.
    /// </exception>
    public CharacterSet(string characters)
        : this(Split(characters))
    {
    }

    /// <summary>Creates a set of the names that a model of one's own gives its classes.</summary>
    /// <param name="classNames">The names, at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="classNames"/> is null or empty, or a name is.</exception>
    public CharacterSet(IEnumerable<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        _characters = classNames.ToFrozenSet(StringComparer.Ordinal);
        if (_characters.Count == 0 || _characters.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A set has at least one character, and none of them is empty.", nameof(classNames));
        }
    }

    /// <summary>0 to 9.</summary>
    public static CharacterSet Digits { get; } = new("0123456789");

    /// <summary>A to Z.</summary>
    public static CharacterSet UpperCase { get; } = new("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>a to z.</summary>
    public static CharacterSet LowerCase { get; } = new("abcdefghijklmnopqrstuvwxyz");

    /// <summary>A to Z and a to z.</summary>
    public static CharacterSet Letters { get; } = new(UpperCase._characters.Concat(LowerCase._characters));

    /// <summary>0 to 9, A to Z and a to z: all that the embedded model knows.</summary>
    public static CharacterSet LettersAndDigits { get; } = new(Digits._characters.Concat(Letters._characters));

    /// <summary>
    /// The marks that <c>CharacterRecognizer.ReadText</c> reads beside characters: <c>. , : ; ' - / + = % ( ) [ ] $ € £</c>.
    /// </summary>
    public static CharacterSet Marks { get; } = new(".,:;'-/+=%()[]$€£");

    /// <summary>Its characters, in the order of their code points.</summary>
    internal IEnumerable<string> Characters => _characters.Order(StringComparer.Ordinal);

    /// <summary>Reads a set from text: its name, or the characters themselves.</summary>
    /// <param name="text">
    /// <c>digits</c>, <c>upper</c>, <c>lower</c>, <c>letters</c> or <c>letters-and-digits</c>; or else characters, each for
    /// itself, and ranges of digits or of letters of one case, such as <c>0-9A-F</c>. A hyphen that does not stand between two
    /// letters or digits is a character.
    /// </param>
    /// <returns>The set.</returns>
    /// <exception cref="FormatException">
    /// <paramref name="text"/> is empty, has half of a surrogate pair, or has a range of anything else, or one that runs backwards.
    /// </exception>
    public static CharacterSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out string problem) ?? throw new FormatException(
            $"'{text}' {problem}: name a set (digits, upper, lower, letters, letters-and-digits) or the characters themselves, such as 0-9AB.");
    }

    /// <summary>Reads a set from text as <see cref="Parse(string)"/> does.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="result">The set; null where the text is none.</param>
    /// <returns>Whether the text is a set.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out CharacterSet? result)
    {
        result = text is null ? null : Read(text, out _);
        return result is not null;
    }

    /// <inheritdoc/>
    static CharacterSet IParsable<CharacterSet>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<CharacterSet>.TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out CharacterSet result) => TryParse(s, out result);

    /// <summary>Whether a character, or a class of that name, is in the set.</summary>
    /// <param name="character">The character; its case matters.</param>
    public bool Contains(string character) => _characters.Contains(character);

    /// <summary>Whether another set has the same characters.</summary>
    /// <param name="other">The other set.</param>
    public bool Equals(CharacterSet? other) => other is not null && _characters.SetEquals(other._characters);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CharacterSet);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _characters.Aggregate(0, static (hash, character) => hash ^ character.GetHashCode(StringComparison.Ordinal));

    /// <summary>The characters in the order of their code points.</summary>
    public override string ToString() => string.Concat(Characters);

    private static CharacterSet? Read(string text, out string problem)
    {
        problem = "";
        switch (text)
        {
            case "digits": return Digits;
            case "upper": return UpperCase;
            case "lower": return LowerCase;
            case "letters": return Letters;
            case "letters-and-digits": return LettersAndDigits;
            case "":
                problem = "is empty";
                return null;
        }

        var characters = new List<string>();
        for (int i = 0; i < text.Length; i += characters[^1].Length)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                problem = "has half of a surrogate pair";
                return null;
            }

            characters.Add(rune.ToString());
            if (i + 2 < text.Length && text[i + 1] == '-' && char.IsAsciiLetterOrDigit(text[i]) && char.IsAsciiLetterOrDigit(text[i + 2]))
            {
                if (text[i + 2] < text[i] || !AreOfOneKind(text[i], text[i + 2]))
                {
                    problem = $"has the range {text[i..(i + 3)]}, which does not run upwards through digits or letters of one case";
                    return null;
                }

                for (char next = (char)(text[i] + 1); next <= text[i + 2]; next++)
                {
                    characters.Add(next.ToString());
                }

                i += 2;
            }
        }

        return new CharacterSet(characters);
    }

    private static bool AreOfOneKind(char first, char last) =>
        (char.IsAsciiDigit(first) && char.IsAsciiDigit(last))
        || (char.IsAsciiLetterUpper(first) && char.IsAsciiLetterUpper(last))
        || (char.IsAsciiLetterLower(first) && char.IsAsciiLetterLower(last));

    private static List<string> Split(string characters)
    {
        ArgumentException.ThrowIfNullOrEmpty(characters);
        var split = new List<string>(characters.Length);
        for (int i = 0; i < characters.Length; i += split[^1].Length)
        {
            split.Add(Rune.TryGetRuneAt(characters, i, out Rune rune)
                ? rune.ToString()
                : throw new ArgumentException($"Character {i} is half of a surrogate pair.", nameof(characters)));
        }

        return split;
    }

    private sealed class FromText : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
            value is string text ? Parse(text) : base.ConvertFrom(context, culture, value);
    }
}
