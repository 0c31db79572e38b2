using System.Runtime.CompilerServices;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>A test with ONNX's own data: skipped where they are not there, but not in CI, where that is a failure.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeDataFactAttribute : FactAttribute
{
    /// <param name="folder">Where they are.</param>
    /// <param name="test">The test's name.</param>
    public NodeDataFactAttribute(string folder, [CallerMemberName] string test = "")
    {
        (Skip, DisplayName) = Requirement.Of(
            Directory.Exists(folder), "There are no test data of ONNX: install them (apt-get install libonnx-testdata).", test);
    }
}
