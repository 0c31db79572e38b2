namespace Emnist.Recognition.IO;

/// <summary>Replaces a file as a whole or not at all. What goes wrong is told of the file that the caller named.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a new file beside <paramref name="path"/>, flushes it to the disk and moves it there. Where that fails, what
    /// was there stays as it was, and the new file is removed. A folder that is missing is created.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write) => Try(path, (full, temporary) =>
    {
        using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, full, overwrite: true);
    });

    /// <summary>
    /// Tries whether <see cref="Write"/> will do, so that what is wrong shows before long work and not after it: by a file
    /// beside <paramref name="path"/> that is removed at once, since permissions do not tell all. What is there is not touched.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Probe(string path) => Try(path, static (_, temporary) =>
    {
        const FileOptions options = FileOptions.DeleteOnClose;
        new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, options).Dispose();
    });

    private static void Try(string path, Action<string, string> act)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        try
        {
            CreateFolder(full);
            act(full, temporary);
        }
        catch (Exception e)
        {
            Remove(temporary);
            string reason = e.Message.Replace(temporary, full, StringComparison.Ordinal);
            string message = reason.Contains(full, StringComparison.Ordinal) ? reason : $"{full}: {reason}";
            switch (e)
            {
                case UnauthorizedAccessException:
                    throw new UnauthorizedAccessException(message, e);
                case IOException:
                    throw new IOException(message, e) { HResult = e.HResult };
                default:
                    throw;
            }
        }
    }

    private static void CreateFolder(string full)
    {
        if (Directory.Exists(full))
        {
            throw new IOException("it is a folder, and a file is to be written.");
        }

        for (string? folder = Path.GetDirectoryName(full); folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(folder))
            {
                throw new IOException($"{folder} is a file, not a folder.");
            }
        }

        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
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
