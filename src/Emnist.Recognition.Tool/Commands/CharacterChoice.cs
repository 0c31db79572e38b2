namespace Emnist.Recognition.Tool.Commands;

/// <summary>The characters that the command line allows.</summary>
internal static class CharacterChoice
{
    /// <param name="text">A set's name, or else the characters themselves; null for all.</param>
    public static CharacterSet? Parse(string? text) => text switch
    {
        null => null,
        "" => throw ToolException.Usage("--characters is empty: name a set, such as digits, or the characters themselves, such as 0123AB."),
        "digits" => CharacterSet.Digits,
        "upper" => CharacterSet.UpperCase,
        "lower" => CharacterSet.LowerCase,
        "letters" => CharacterSet.Letters,
        "letters-and-digits" => CharacterSet.LettersAndDigits,
        _ => new CharacterSet(text),
    };
}
