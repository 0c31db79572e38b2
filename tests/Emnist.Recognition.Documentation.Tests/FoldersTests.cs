namespace Emnist.Recognition.Documentation.Tests;

/// <summary>docs/architecture.md tells what each folder is for.</summary>
public sealed class FoldersTests
{
    /// <summary>Folders whose content others tell: what a tool generates, and files that go with the tests beside them.</summary>
    private static readonly string[] Untold = ["bin", "obj", "Golden", "Reference", "Regressions", "wwwroot", "template"];

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("tests")]
    [InlineData("benchmarks")]
    [InlineData("fuzz")]
    [InlineData("models")]
    public void Every_folder_is_named(string root)
    {
        string page = File.ReadAllText(Repository.PathOf("docs/architecture.md"));

        Assert.Empty(FoldersIn(Repository.PathOf(root)).Where(folder => !IsNamed(page, folder)).Select(Repository.NameOf));
    }

    [Fact]
    public void A_folder_that_is_not_named_is_found() => Assert.False(IsNamed("| `Imaging/Codecs/` |", Path.Combine("src", "Codex")));

    /// <summary>Projects are named without what all their names begin with, and tests by the folders that they test.</summary>
    private static bool IsNamed(string page, string folder)
    {
        string name = Path.GetFileName(folder);
        string[] names =
        [
            name,
            name.Replace("Emnist.Recognition.", "", StringComparison.Ordinal),
            name.Replace(".Tests", "", StringComparison.Ordinal),
        ];
        return names.Any(known =>
            page.Contains($"{known}/", StringComparison.Ordinal) || page.Contains($"`{known}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> FoldersIn(string folder) => Directory.GetDirectories(folder)
        .Where(static inner => !Untold.Contains(Path.GetFileName(inner)) && Directory.EnumerateFiles(inner, "*.cs", SearchOption.AllDirectories).Any())
        .SelectMany(static inner => FoldersIn(inner).Prepend(inner));
}
