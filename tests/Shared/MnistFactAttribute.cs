using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests;

/// <summary>A test of MNIST's own files: skipped where they are absent, but not in CI, where absence is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute([CallerMemberName] string test = "")
    {
        if (TestData.MnistFolder is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "MNIST is absent: put its four files in a folder and set MNIST_HOME to it.";
            // The console shows names and not reasons.
            DisplayName = $"{test}: {Skip}";
        }
    }
}
