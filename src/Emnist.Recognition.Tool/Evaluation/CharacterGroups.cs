namespace Emnist.Recognition.Tool.Evaluation;

/// <summary>Which letters count as one character in both cases.</summary>
internal enum CaseFolding
{
    /// <summary>Those that EMNIST Balanced merges: c, i, j, k, l, m, o, p, s, u, v, w, x, y and z.</summary>
    Merged,

    /// <summary>All letters.</summary>
    All,

    /// <summary>No letter: a label is right when the answer is that very character.</summary>
    None,
}

/// <summary>Which characters count as one. Groups that share a character are one group.</summary>
internal sealed class CharacterGroups
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string MergedLetters = "CIJKLMOPSUVWXYZ";

    private static readonly string[] LookAlikes = ["0Oo", "1IiLl", "5Ss", "2Zz", "9gq", "Ff"];

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public CharacterGroups(CaseFolding caseFolding, bool lookAlikes)
    {
        (CaseFolding, FoldsLookAlikes) = (caseFolding, lookAlikes);
        string folded = caseFolding switch
        {
            CaseFolding.Merged => MergedLetters,
            CaseFolding.All => Letters,
            _ => "",
        };
        foreach (char letter in folded)
        {
            Join($"{letter}{char.ToLowerInvariant(letter)}");
        }

        foreach (string group in lookAlikes ? LookAlikes : [])
        {
            Join(group);
        }
    }

    public CaseFolding CaseFolding { get; }

    public bool FoldsLookAlikes { get; }

    /// <summary>
    /// The group's name: its character with the lowest code, so a digit rather than a letter and a capital rather than a
    /// small letter; of a character that is folded with none, itself.
    /// </summary>
    public string NameOf(string character) => _names.GetValueOrDefault(character, character);

    private void Join(string characters)
    {
        HashSet<string> joined = [.. characters.Select(static c => c.ToString())];
        string[] names = [.. joined.Select(NameOf)];
        joined.UnionWith(_names.Where(entry => names.Contains(entry.Value)).Select(static entry => entry.Key));
        string name = joined.Min(StringComparer.Ordinal)!;
        foreach (string member in joined)
        {
            _names[member] = name;
        }
    }
}
