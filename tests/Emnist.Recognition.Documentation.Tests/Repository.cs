using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Documentation.Tests;

/// <summary>The clone that the tests were built in.</summary>
internal static class Repository
{
    public static string Root => Checkout.Root;

    /// <summary>Debug or Release, as the tests were built, and with them the programs that the pages run.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Debug"
            : "Release";

    /// <summary>The pages of users: README and what is in docs, named from the root with slashes.</summary>
    public static IReadOnlyList<string> UserPages { get; } =
    [
        "README.md",
        .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Select(NameOf)
            .Where(name => !name.StartsWith("docs/api/", StringComparison.Ordinal)) // docfx's, and no page of the repository
            .Order(StringComparer.Ordinal),
    ];

    public static string PathOf(string name) => Path.GetFullPath(Path.Combine(Root, name));

    public static string NameOf(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
