using Emnist.Recognition.Tool.Folding;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The words for <see cref="CaseFolding"/>.</summary>
internal static class CaseFoldings
{
    public static CaseFolding Parse(string word) => word switch
    {
        "merged" => CaseFolding.Merged,
        "all" => CaseFolding.All,
        "none" => CaseFolding.None,
        _ => throw ToolException.Usage($"--fold-case is merged, all or none, not '{word}'."),
    };
}
