using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Training.Tests;

public sealed class DatasetFactTests
{
    [Fact]
    public void An_absent_set_is_skipped_in_one_line_but_not_in_CI()
    {
        string? expected = Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : "no-such-set is absent: put EMNIST's IDX files in a folder and set EMNIST_HOME to it.";

        var fact = new DatasetFactAttribute("no-such-set");

        // The console shows a skipped test's name and not its reason.
        Assert.Equal(expected, fact.Skip);
        Assert.Equal(expected is null ? null : $"{nameof(An_absent_set_is_skipped_in_one_line_but_not_in_CI)}: {expected}", fact.DisplayName);
    }
}
