using System.Text.RegularExpressions;

namespace Emnist.Recognition.Tests.Documentation;

/// <summary>docs/notes/constants.md has each threshold of normalisation and reading, with the value that the code has.</summary>
public sealed partial class ConstantsPageTests
{
    private static readonly string Core = Path.Combine(TestData.RepositoryRoot, "src", "Emnist.Recognition");

    [Fact]
    public void Every_constant_is_on_the_page_with_its_value()
    {
        string page = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "notes", "constants.md"));
        var documented = Rows().Matches(page).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["value"].Value);
        var actual = new Dictionary<string, string>();
        foreach (string file in new[] { Path.Combine(Core, "Imaging", "Normalization"), Path.Combine(Core, "Reading") }
            .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)))
        {
            foreach (Match constant in Constants().Matches(File.ReadAllText(file)))
            {
                actual.Add($"{Path.GetFileNameWithoutExtension(file)}.{constant.Groups["name"].Value}", constant.Groups["value"].Value);
            }

            foreach (Match bounds in Bounds().Matches(File.ReadAllText(file)))
            {
                actual.Add(
                    $"{Path.GetFileNameWithoutExtension(file)}.{bounds.Groups["name"].Value}",
                    $"{bounds.Groups["side"].Value.ToLowerInvariant()} {bounds.Groups["value"].Value}".TrimStart());
            }
        }

        Assert.True(actual.Count > 100);
        Assert.Empty(actual.Where(constant => documented.GetValueOrDefault(constant.Key) != constant.Value).Select(c => $"{c.Key} is {c.Value}"));
        Assert.Empty(documented.Keys.Except(actual.Keys));
    }

    [GeneratedRegex(@"(?:private|public|internal) const (double|float|int|byte) (?<name>\w+) = (?<value>-?[\d._e-]+)f?;")]
    private static partial Regex Constants();

    /// <summary>Fuzzy sets and zones.</summary>
    [GeneratedRegex(@"private static readonly (FuzzySet|Zone) (?<name>\w+) = (new|FuzzySet\.(?<side>\w+))\((?<value>[\d., -]+)\);")]
    private static partial Regex Bounds();

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \| (?<value>[^|]+?) \| [^|]+ \| [^|]+ \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
