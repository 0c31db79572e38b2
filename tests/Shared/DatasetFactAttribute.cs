using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests;

/// <summary>
/// A test of a real data set: skipped where the set is absent, but not in CI, where absence is a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DatasetFactAttribute : FactAttribute
{
    public DatasetFactAttribute(string set, [CallerMemberName] string test = "")
    {
        if (TestData.FindImages(set) is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"{set} is absent: put EMNIST's IDX files in a folder and set EMNIST_HOME to it.";
            // The console shows names and not reasons.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
