using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>Where real data is: in EMNIST_HOME and beside it, or in ../shared beside the checkout.</summary>
internal static class RealData
{
    private static readonly string Shared = Path.GetFullPath(Path.Combine(Checkout.Root, "..", "shared"));

    /// <param name="path">Such as <c>emnist/emnist-merged47-mapping.txt</c> or <c>photos/digits_hwd1000</c>.</param>
    public static string Find(string path)
    {
        string? home = Environment.GetEnvironmentVariable("EMNIST_HOME");
        string root = string.IsNullOrEmpty(home) ? Shared : Path.GetDirectoryName(Path.GetFullPath(home)) ?? Shared;
        return path.StartsWith("emnist/", StringComparison.Ordinal) && !string.IsNullOrEmpty(home)
            ? Path.Combine(home, path["emnist/".Length..])
            : Path.Combine(root, path);
    }
}
