namespace Emnist.Recognition.Tool.Pictures;

/// <summary>The names of MNIST's own image files, whose images stand upright where EMNIST's lie on their side.</summary>
internal static class MnistNames
{
    private static readonly string[] Names =
        ["train-images-idx3-ubyte", "t10k-images-idx3-ubyte", "train-images.idx3-ubyte", "t10k-images.idx3-ubyte"];

    public static bool Match(string path)
    {
        string name = Path.GetFileName(path);
        return Names.Contains(name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name, StringComparer.OrdinalIgnoreCase);
    }
}
