using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>The pictures in samples/images, whose names end in their label.</summary>
internal static class ShippedPictures
{
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "samples", "images"), "*.png").Order(StringComparer.Ordinal)];

    public static string LabelOf(string file) => Path.GetFileNameWithoutExtension(file)[^1..];

    public static string DigitTwo => Files.Single(static file => file.EndsWith("digit-2.png", StringComparison.Ordinal));

    /// <summary>Copies all into a folder per label.</summary>
    public static void CopyByClass(string folder)
    {
        foreach (string file in Files)
        {
            string target = Path.Combine(folder, LabelOf(file));
            Directory.CreateDirectory(target);
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
