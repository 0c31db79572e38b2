namespace Emnist.Recognition.Tests;

/// <summary>A test of MNIST's own files: skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MnistFactAttribute : FactAttribute
{
    public MnistFactAttribute()
    {
        if (TestData.MnistFolder is null)
        {
            Skip = "MNIST is absent: put its four files in a folder and set MNIST_HOME to it.";
        }
    }
}
