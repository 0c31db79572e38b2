namespace Emnist.Recognition.Training.Datasets;

/// <summary>Where data sets are looked for, first to last.</summary>
internal static class DatasetFolders
{
    public const string HomeVariable = "EMNIST_HOME";
    public const string MnistHomeVariable = "MNIST_HOME";

    /// <summary>
    /// The folder that <see cref="HomeVariable"/> names, then the per-user cache; those that are known here.
    /// </summary>
    public static IReadOnlyList<string> Standard() => Known(HomeVariable, "");

    /// <summary>
    /// The folder that <see cref="MnistHomeVariable"/> names, then the per-user cache's, which is one of its own: other
    /// data sets have files of the same names.
    /// </summary>
    public static IReadOnlyList<string> Mnist() => Known(MnistHomeVariable, "mnist");

    /// <summary>Where to download to.</summary>
    public static string First(IReadOnlyList<string> folders, string variable) => folders.Count > 0
        ? folders[0]
        : throw new DirectoryNotFoundException(
            $"This user has no local application data folder: set the environment variable {variable} to a folder.");

    /// <summary>The plain file or else the one compressed by gzip; null where neither is there.</summary>
    public static string? FindFile(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }

    private static IReadOnlyList<string> Known(string variable, string subfolder)
    {
        string? home = Environment.GetEnvironmentVariable(variable);

        // A fresh account's folder need not be there yet.
        string local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string cache = local.Length == 0 ? "" : Path.Combine(local, "Emnist.Recognition", "datasets", subfolder);
        return [.. new[] { home, cache }.OfType<string>().Where(folder => folder.Length > 0)];
    }
}
