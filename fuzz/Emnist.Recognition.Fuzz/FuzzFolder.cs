namespace Emnist.Recognition.Fuzz;

/// <summary>A folder of this process, for what is read by its path alone. It is removed when the process ends.</summary>
internal static class FuzzFolder
{
    private static readonly Lazy<string> Folder = new(static () =>
    {
        string path = Directory.CreateTempSubdirectory("emnist-fuzz-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    });

    public static string Path => Folder.Value;

    /// <summary>Writes a file in the place of one of that name.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string name, byte[] content)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
