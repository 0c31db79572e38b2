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
        (Skip, DisplayName) = Requirement.Of(
            TestData.FindImages(set) is not null, $"{set} is absent: put EMNIST's IDX files in a folder and set EMNIST_HOME to it.", test);
    }
}
