namespace Emnist.Recognition.IO;

/// <summary>Replaces a file as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a new file beside <paramref name="path"/>, flushes it to the disk and moves it there. Where that fails, what
    /// was there stays as it was, and the new file is removed.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>Removes the file if that is possible: the failure that led here is the one to report.</summary>
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
