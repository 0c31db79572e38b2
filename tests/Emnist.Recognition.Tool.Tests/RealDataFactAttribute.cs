using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>
/// A test of real data, which is no part of the repository: in ../shared beside the checkout, or where EMNIST_HOME points.
/// Skipped where it is absent, but not in CI, where absence is a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string[] paths, [CallerMemberName] string test = "")
    {
        if (paths.FirstOrDefault(static path => !Path.Exists(RealData.Find(path))) is { } absent && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"{absent} is absent: see CONTRIBUTING.md, \"Data for the tests\".";
            // The console shows names and not reasons.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
