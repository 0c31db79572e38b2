using Emnist.Recognition.Datasets;

namespace Emnist.Recognition.Tests.Architecture;

/// <summary>Public names cannot be mended after a release: each change of them is seen in PublicApi.txt.</summary>
public sealed class PublicApiTests
{
    private const string Recorded = "tests/Emnist.Recognition.Tests/Architecture/PublicApi.txt";

    [Fact]
    public void The_public_api_is_the_recorded_one()
    {
        string[] recorded = File.ReadAllLines(Path.Combine(TestData.RepositoryRoot, Recorded));
        IReadOnlyList<string> actual = PublicApiListing.Of(typeof(LabeledImages).Assembly);
        if (actual.SequenceEqual(recorded))
        {
            return;
        }

        string copy = Path.Combine(AppContext.BaseDirectory, "PublicApi.txt");
        File.WriteAllText(copy, string.Concat(actual.Select(line => line + "\n")));
        IEnumerable<string> added = actual.Except(recorded).Select(line => "+ " + line);
        IEnumerable<string> removed = recorded.Except(actual).Select(line => "- " + line);
        string[] lines =
        [
            $"The public API differs from {Recorded}:",
            .. added.Concat(removed).DefaultIfEmpty("  only in the order of the lines, or in repeated ones"),
            "If that is meant, copy the actual listing there:",
            $"cp {copy} {Recorded}",
        ];
        Assert.Fail(string.Join(Environment.NewLine, lines));
    }
}
