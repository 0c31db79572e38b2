using Emnist.Recognition.Training;

namespace Emnist.Recognition.Tool.Commands;

/// <summary>The reference networks by the names of the command line: <c>emnist-cnn</c>, or <c>EmnistCnn</c> as in code.</summary>
internal static class NetworkChoice
{
    public static string Names => string.Join(", ", ReferenceNetworks.All.Select(static network => ToWords(network.Name)));

    public static ReferenceNetwork? TryFind(string name) =>
        ReferenceNetworks.All.FirstOrDefault(network => Plain(network.Name) == Plain(name));

    public static ReferenceNetwork Find(string name) =>
        TryFind(name) ?? throw ToolException.Usage($"--network: there is no '{name}'; the networks are {Names}.");

    /// <summary><c>EmnistCnn</c> as <c>emnist-cnn</c>.</summary>
    public static string ToWords(string name) =>
        string.Concat(name.Select(static (c, i) => char.IsAsciiLetterUpper(c) && i > 0 ? $"-{c}" : $"{c}")).ToLowerInvariant();

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
