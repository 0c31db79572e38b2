namespace Emnist.Recognition.Training.Datasets;

/// <summary>Where data comes from, for messages.</summary>
/// <param name="Name">The file's path, or what a stream is called.</param>
/// <param name="Path">The file or folder; null for a stream.</param>
internal readonly record struct DataOrigin(string Name, string? Path)
{
    /// <summary>A file or folder.</summary>
    public static implicit operator DataOrigin(string path) => new(path, path);

    /// <summary>The file that a stream reads, or else <paramref name="name"/>.</summary>
    public static DataOrigin FromStream(Stream stream, string name) =>
        stream is FileStream file ? file.Name : new DataOrigin(name, null);
}
