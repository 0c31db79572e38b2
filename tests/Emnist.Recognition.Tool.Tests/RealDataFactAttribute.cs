using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

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
        string? absent = paths.FirstOrDefault(static path => !Path.Exists(RealData.Find(path)));
        (Skip, DisplayName) = Requirement.Of(absent is null, $"{absent} is absent: see CONTRIBUTING.md, \"Data for the tests\".", test);
    }
}
