using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Tests;

/// <summary>A test of MNIST's own files: skipped where they are absent, but not in CI, where absence is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute([CallerMemberName] string test = "")
    {
        (Skip, DisplayName) = Requirement.Of(
            TestData.MnistFolder is not null, "MNIST is absent: put its four files in a folder and set MNIST_HOME to it.", test);
    }
}
