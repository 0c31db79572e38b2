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
    /// How many characters the picture holds, 1 to 10,000: the length of a code or a number, for instance. Ink that hangs
    /// together is then cut, or put together, until there are so many, as far as that can be. Null where it is not known.
    /// </summary>
    /// <value>Default: null.</value>
    public int? ExpectedCount { get; set; }

    internal void Validate()
    {
        if (ExpectedCount is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ExpectedCount), ExpectedCount, "The number of characters expected is 1 to 10,000, or null.");
        }
    }
}
