namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// The mappings of the official splits, for use where a mapping file is not at hand: what NIST's
/// <c>emnist-*-mapping.txt</c> say (arXiv 1702.05373, section III).
/// </summary>
internal static class EmnistMappings
{
    private const string Digits = "0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Small = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>The small letters that have a class of their own where cases are merged.</summary>
    private const string SmallUnlikeCapitals = "abdefghnqrt";

    private static readonly CharacterMapping[] Mappings =
    [
        Create(EmnistSplit.ByClass, Digits + Capitals + Small),
        Create(EmnistSplit.ByMerge, Digits + Capitals + SmallUnlikeCapitals),
        Create(EmnistSplit.Balanced, Digits + Capitals + SmallUnlikeCapitals),
        new(Source(EmnistSplit.Letters), [.. Capitals.Select((c, i) => new CharacterMappingLine(i + 1, [c, Small[i]]))]),
        Create(EmnistSplit.Digits, Digits),
        Create(EmnistSplit.Mnist, Digits),
    ];

    public static CharacterMapping ForSplit(EmnistSplit split) => Enum.IsDefined(split)
        ? Mappings[(int)split]
        : throw new ArgumentOutOfRangeException(nameof(split), split, "EMNIST has no such split.");

    /// <summary>The mapping of a split by its files' name, such as <c>emnist-balanced</c>; null for any other.</summary>
    public static CharacterMapping? Find(string name)
    {
        foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
        {
            if (EmnistNames.ForSplit(split) == name)
            {
                return ForSplit(split);
            }
        }

        return null;
    }

    private static CharacterMapping Create(EmnistSplit split, string characters) =>
        new(Source(split), [.. characters.Select((c, label) => new CharacterMappingLine(label, [c]))]);

    private static string Source(EmnistSplit split) => $"the mapping of EMNIST {split}";
}
