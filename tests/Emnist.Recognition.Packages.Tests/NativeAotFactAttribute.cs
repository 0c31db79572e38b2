using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Packages.Tests;

/// <summary>A test that links a native program: skipped where nothing links, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NativeAotFactAttribute : FactAttribute
{
    public NativeAotFactAttribute([CallerMemberName] string test = "")
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        bool links = !OperatingSystem.IsLinux()
            || folders.Any(folder => File.Exists(Path.Combine(folder, "clang")) || File.Exists(Path.Combine(folder, "gcc")));
        (Skip, DisplayName) = Requirement.Of(
            links, "NativeAOT links with clang or gcc, and neither is there: install one (apt-get install clang zlib1g-dev).", test);
    }
}
