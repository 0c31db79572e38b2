namespace Emnist.Recognition.Datasets;

/// <summary>Where data sets are looked for, first to last.</summary>
internal static class DatasetFolders
{
    public const string HomeVariable = "EMNIST_HOME";

    /// <summary>
    /// The folder that <see cref="HomeVariable"/> names, then the per-user cache; those that are known here.
    /// </summary>
    public static IReadOnlyList<string> Standard()
    {
        string? home = Environment.GetEnvironmentVariable(HomeVariable);
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string cache = local.Length == 0 ? "" : Path.Combine(local, "Emnist.Recognition", "datasets");
        return [.. new[] { home, cache }.OfType<string>().Where(folder => folder.Length > 0)];
    }

    /// <summary>The plain file or else the one compressed by gzip; null where neither is there.</summary>
    public static string? FindFile(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : File.Exists(path + ".gz") ? path + ".gz" : null;
    }
}
