namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// The part of a file that has been received, <c>name.part</c>, and beside it what the server called this version,
/// <c>name.part.tag</c>: an address and a validator, a line each. Used under the folder's lock.
/// </summary>
internal sealed class PartFile(string folder, string name)
{
    public string FullPath { get; } = Path.Combine(folder, name + ".part");

    private string TagPath => FullPath + ".tag";

    /// <summary>The bytes received, 0 where there is no file.</summary>
    public long Length => new FileInfo(FullPath) is { Exists: true } file ? file.Length : 0;

    /// <summary>Opens the file for writing from <paramref name="offset"/> on; what lies beyond is cut off.</summary>
    public FileStream Open(long offset)
    {
        var file = new FileStream(FullPath, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        try
        {
            if (file.Length != offset)
            {
                file.SetLength(offset);
            }

            file.Position = offset;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Remember(Uri address, string? validator) => File.WriteAllText(TagPath, $"{address}\n{validator}\n");

    /// <summary>What a server called the version that the part is of; null where that is not known.</summary>
    public string? Validator(Uri address)
    {
        string[] lines = File.Exists(TagPath) ? File.ReadAllLines(TagPath) : [];
        return lines.Length == 2 && lines[0] == address.ToString() && lines[1].Length > 0 ? lines[1] : null;
    }

    /// <summary>Gives the file its name, on which nothing half-written ever stands.</summary>
    public void Complete()
    {
        File.Move(FullPath, Path.Combine(folder, name), overwrite: true);
        File.Delete(TagPath);
    }

    public void Delete()
    {
        File.Delete(FullPath);
        File.Delete(TagPath);
    }
}
