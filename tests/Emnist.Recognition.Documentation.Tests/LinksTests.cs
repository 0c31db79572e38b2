namespace Emnist.Recognition.Documentation.Tests;

/// <summary>Links between the repository's pages, and to its files, lead somewhere.</summary>
public sealed class LinksTests
{
    public static TheoryData<string> Pages => [.. Repository.UserPages, "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        foreach ((int line, string target) in new MarkdownPage(Repository.PathOf(page)).Links)
        {
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page}:{line}: there is no {target}");
            Assert.True(
                parts.Length == 1 || !path.EndsWith(".md", StringComparison.Ordinal) || new MarkdownPage(path).Anchors.Contains(parts[1]),
                $"{page}:{line}: there is no heading for {target}");
        }
    }

    [Fact]
    public void The_index_of_docs_lists_every_page()
    {
        IEnumerable<string> listed = new MarkdownPage(Repository.PathOf("docs/README.md")).Links
            .Select(link => Repository.NameOf(Path.GetFullPath(Path.Combine(Repository.Root, "docs", link.Target.Split('#')[0]))));
        IEnumerable<string> pages = Repository.UserPages.Where(page => page.StartsWith("docs/", StringComparison.Ordinal));

        Assert.Empty(pages.Except([.. listed, "docs/README.md"]));
    }
}
