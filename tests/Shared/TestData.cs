using System.Collections.Concurrent;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests;

/// <summary>
/// The real data sets, which are no part of the repository: found in EMNIST_HOME, then in the per-user cache, then in
/// ../shared/emnist beside the checkout. Each set is loaded once.
/// </summary>
internal static class TestData
{
    private static readonly ConcurrentDictionary<string, Lazy<LabeledImages>> Sets = new();

    public static IReadOnlyList<string> Folders { get; } =
        [.. DatasetFolders.Standard(), Shared("emnist")];

    /// <summary>The folder with MNIST's four files as they are published; null where there is none.</summary>
    public static string? MnistFolder { get; } = Array.Find(
        [.. DatasetFolders.Mnist(), Shared("mnist")], folder => File.Exists(Path.Combine(folder, "train-images-idx3-ubyte.gz")));

    /// <summary>The folder that holds folders of real pictures; null where there is none.</summary>
    public static string? PhotosFolder { get; } =
        Array.Find([Environment.GetEnvironmentVariable("EMNIST_PHOTOS") ?? "", Shared("photos")], Directory.Exists);

    public static string RepositoryRoot => Checkout.Root;

    /// <summary>A file of a model that counts both forms of many letters as one class: the small one of 0.1.0.</summary>
    public static string MergedModel => Path.Combine(RepositoryRoot, "models", "0.1.0", "fast.onnx");

    public static LabeledImages Load(string set) =>
        Sets.GetOrAdd(set, name => new Lazy<LabeledImages>(() => EmnistDataset.LoadSet(name, Folders))).Value;

    /// <summary>The images file of a set, or null where no folder has it.</summary>
    public static string? FindImages(string set) =>
        Folders
            .Select(folder => DatasetFolders.FindFile(folder, $"{set}-images-idx3-ubyte"))
            .FirstOrDefault(path => path is not null);

    /// <summary>A folder of data beside the checkout.</summary>
    private static string Shared(string name) => Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", name));
}
