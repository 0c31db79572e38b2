namespace Emnist.Recognition.Reading.Marks;

/// <summary>What ink is among the marks.</summary>
/// <param name="Character">The mark; U+FFFD for one that is not read.</param>
/// <param name="Probability">How probable it is, 0 to 1.</param>
internal readonly record struct Mark(string Character, double Probability)
{
    /// <summary>Some mark that is none of those that are read.</summary>
    public const string Unread = "\uFFFD";
}
