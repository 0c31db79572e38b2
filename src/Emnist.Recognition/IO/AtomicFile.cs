namespace Emnist.Recognition.IO;

/// <summary>Replaces a file as a whole or not at all. What goes wrong is told of the file that the caller named.</summary>
internal static class AtomicFile
{
    private static readonly TimeSpan RemainsAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Writes a new file beside <paramref name="path"/>, flushes it to the disk and moves it there. Where that fails, what
    /// was there stays as it was, and the new file is removed. Folders that are missing are created, and removed where it fails.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write) => Try(path, keepsFolders: true, (full, temporary) =>
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
    /// beside <paramref name="path"/> that is removed at once, since permissions do not tell all. What is there is not touched, and
    /// nothing new stays, no folder either.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Probe(string path) => Try(path, keepsFolders: false, static (_, temporary) =>
    {
        const FileOptions options = FileOptions.DeleteOnClose;
        new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, options).Dispose();
    });

    /// <summary>
    /// Removes what processes have left that were killed while they wrote <paramref name="path"/>: files that were to be moved
    /// there. No write takes as long as such a file must be old, so that those of another process stay.
    /// </summary>
    public static void RemoveRemains(string path)
    {
        string full = Path.GetFullPath(path);
        DateTime old = DateTime.UtcNow - RemainsAge;
        var folder = new DirectoryInfo(Path.GetDirectoryName(full)!);
        foreach (FileInfo file in folder.Exists ? folder.GetFiles($"{Path.GetFileName(full)}.*.tmp") : [])
        {
            if (file.LastWriteTimeUtc < old)
            {
                Remove(file.FullName);
            }
        }
    }

    private static void Try(string path, bool keepsFolders, Action<string, string> act)
    {
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        string[] missing = [.. MissingFolders(full)];
        bool isDone = false;
        try
        {
            CreateFolder(full);
            act(full, temporary);
            isDone = true;
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
        finally
        {
            if (!isDone || !keepsFolders)
            {
                RemoveEmpty(missing);
            }
        }
    }

    /// <summary>The folders above a file that are not there, the innermost first.</summary>
    private static IEnumerable<string> MissingFolders(string full)
    {
        string? folder = Path.GetDirectoryName(full);
        while (folder is not null && !Directory.Exists(folder))
        {
            yield return folder;
            folder = Path.GetDirectoryName(folder);
        }
    }

    private static void CreateFolder(string full)
    {
        if (Directory.Exists(full))
        {
            throw new IOException("it is a folder, and a file is to be written.");
        }

        if (MissingFolders(full).FirstOrDefault(File.Exists) is { } file)
        {
            throw new IOException($"{file} is a file, not a folder.");
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

    /// <summary>Removes folders, the innermost first, until one has something in it: it is another program's by now.</summary>
    private static void RemoveEmpty(string[] folders)
    {
        try
        {
            foreach (string folder in folders.Where(Directory.Exists))
            {
                Directory.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
