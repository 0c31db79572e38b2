using Emnist.Recognition.Tests;

namespace Emnist.Recognition.MLNet.Tests;

/// <summary>
/// Where examples run: a current folder of their own, with a few images of noise for EMNIST. Both are the process's, so what uses
/// this is in the collection EMNIST_HOME.
/// </summary>
internal sealed class ExampleFolder : IDisposable
{
    private const string Variable = "EMNIST_HOME";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _emnist = Environment.GetEnvironmentVariable(Variable);
    private readonly string _before = Environment.CurrentDirectory;

    public ExampleFolder()
    {
        byte[] pixels = new byte[40 * 784];
        new Random(1).NextBytes(pixels);
        byte[] labels = [.. Enumerable.Range(0, 40).Select(static i => (byte)(i % 4))];
        foreach (string part in new[] { "train", "test" })
        {
            _folder.Write($"emnist-balanced-{part}-images-idx3-ubyte", IdxBytes.Images(40, 28, 28, pixels));
            _folder.Write($"emnist-balanced-{part}-labels-idx1-ubyte", IdxBytes.Labels(labels));
        }

        Environment.SetEnvironmentVariable(Variable, _folder.Path);
        Environment.CurrentDirectory = _folder.Path;
    }

    public string Path => _folder.Path;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Environment.SetEnvironmentVariable(Variable, _emnist);
        _folder.Dispose();
    }
}
