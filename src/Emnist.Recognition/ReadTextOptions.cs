namespace Emnist.Recognition;

/// <summary>What the caller knows of a text before it is read. Immutable.</summary>
public sealed class ReadTextOptions
{
    /// <summary>The characters that can occur. Default: null, which is all that the model knows.</summary>
    public CharacterSet? Characters { get; init; }

    /// <summary>
    /// How many characters the picture holds, 1 to 10,000: the length of a code or a number, for instance. Ink that hangs
    /// together is then cut, or put together, until there are so many, as far as that can be. Default: null, not known.
    /// </summary>
    public int? ExpectedCount { get; init; }

    internal static ReadTextOptions Default { get; } = new();

    internal void Validate()
    {
        if (ExpectedCount is < 1 or > 10_000)
        {
            throw new ArgumentOutOfRangeException(
                nameof(ExpectedCount), ExpectedCount, "The number of characters expected is 1 to 10,000, or null.");
        }
    }
}
