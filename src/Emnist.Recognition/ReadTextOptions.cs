using Emnist.Recognition.Reading.Grammars;

namespace Emnist.Recognition;

/// <summary>What the caller knows of a text before it is read. Copied where it is taken.</summary>
/// <example>
/// <code>
/// var options = new ReadTextOptions { Characters = CharacterSet.Digits, ExpectedCount = 5 };
/// RecognizedText postcode = recognizer.ReadText("envelope.png", options);
/// </code>
/// </example>
public sealed record ReadTextOptions
{
    /// <summary>The characters that can occur; null for all that the model knows.</summary>
    /// <value>Default: null.</value>
    public CharacterSet? Characters { get; set; }

    /// <summary>
    /// How many letters and digits the picture holds, 1 to 10,000, marks not counted: the length of a code or a number, for
    /// instance. Ink that hangs together is then cut, or put together, until there are so many, as far as that can be. Null where it is
    /// not known.
    /// </summary>
    /// <value>Default: null.</value>
    public int? ExpectedCount { get; set; }

    /// <summary>
    /// The marks that can occur beside the characters. A mark that is not among them, or not known, is U+FFFD in the text, and its
    /// prediction's status <see cref="PredictionStatus.NotACharacter"/>. Null takes what is smaller than a character for specks, and
    /// larger marks for characters: for codes and numbers in which there are none.
    /// </summary>
    /// <value>Default: <see cref="CharacterSet.Marks"/>.</value>
    public CharacterSet? Marks { get; set; } = CharacterSet.Marks;

    /// <summary>
    /// Whether neighbours help to tell what looks alike: digits in numbers, letters in words, of one case but for a word's first, and,
    /// without <see cref="Words"/>, letters behind each other as in words of European languages. False where letters, digits and cases are
    /// mixed at random, as in passwords.
    /// </summary>
    /// <value>Default: true.</value>
    public bool UseContext { get; set; } = true;

    /// <summary>
    /// What each line looks like, such as <c>99/99/9999</c> or <c>AA-999|AA-9999</c>: <c>9</c> is a digit, <c>A</c> a capital, <c>a</c> a
    /// small letter, <c>X</c> any of these, <c>|</c> stands between alternatives, and every other character for itself, as does every
    /// character behind a <c>\</c>: at most 1,000 characters. A space parts words, whether there is a gap or not. Of all ways to divide
    /// a line and to read its parts the likeliest is taken that follows the pattern, and confidences are those among what it allows; a
    /// line that none follows, or only one that is far less likely than another, is read as if there were no pattern, and says so
    /// (<see cref="RecognizedLine.FollowsPattern"/>). It goes before <see cref="ExpectedCount"/>. Rows of a form's boxes are not searched
    /// by it: each box is read by itself, and the row says whether its characters are as the pattern, spaces aside.
    /// </summary>
    /// <value>Default: null.</value>
    public string? Pattern { get; set; }

    /// <summary>
    /// Words that the text is likely made of: each is likelier than its letters by themselves, in small letters, with a capital first or in
    /// capitals, and tells where letters end that touch. Nothing is ruled out: what is plainly another word is read as that.
    /// </summary>
    /// <value>Default: null.</value>
    public WordList? Words { get; set; }

    /// <summary>The pattern, taken apart when the options are validated.</summary>
    internal TextPattern? ParsedPattern { get; private set; }

    /// <summary>Whether what is smaller than a character may be a mark.</summary>
    internal bool MayHaveMarks => Marks is not null || (ParsedPattern?.Literals.Any(CharacterSet.Marks.Contains) ?? false);

    internal void Validate()
    {
        try
        {
            ParsedPattern = Pattern is null ? null : TextPattern.Parse(Pattern);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, nameof(Pattern), e);
        }

        if (ExpectedCount is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ExpectedCount), ExpectedCount, "The number of characters expected is 1 to 10,000, or null.");
        }
    }
}
