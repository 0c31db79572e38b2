namespace Emnist.Recognition.Oracles.Tests;

/// <summary>A fact that needs ONNX's own test data in a folder, and else skips.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeDataFactAttribute : FactAttribute
{
    /// <param name="folder">Where they are.</param>
    public NodeDataFactAttribute(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Skip = "ONNX's test data are not there: install Debian's libonnx-testdata.";
        }
    }
}
