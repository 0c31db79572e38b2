namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// Lets one thread of one process at a time download to a folder. The lock is an open file that nobody else may open; the
/// system opens the door again when a process ends, however it ends.
/// </summary>
/// <remarks>
/// Who lets go removes the file while it is still locked, so that none stays in a folder of data. Where open files can be
/// removed, one that waits may open the file just before, and lock it just after: a lock of no use, for another may lock a
/// new file at the same path. So whoever has locked a file gives it a length of its own, and goes in only where the file at
/// the path has that length.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = ".download.lock";

    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int MaxLength = 1 << 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder where need be, and waits for its lock; says once that it waits.</summary>
    /// <exception cref="IOException">Nothing can be written to the folder.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written to the folder.</exception>
    public static async Task<FolderLock> AcquireAsync(string folder, Action waiting, CancellationToken cancellationToken)
    {
        for (bool waits = false; ; waits = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryEnter(folder) is { } entered)
            {
                return entered;
            }

            if (!waits)
            {
                waiting();
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(_file.Name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file too many is no reason to lose a download.
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>Whether a file that is locked is still the one at its path: see the remarks. Changes its length.</summary>
    internal static bool IsAtItsPath(FileStream file)
    {
        file.SetLength(Random.Shared.Next(1, MaxLength));
        var there = new FileInfo(file.Name);
        return there.Exists && there.Length == file.Length;
    }

    private static FolderLock? TryEnter(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (TryOpen(Path.Combine(folder, FileName)) is not { } file)
            {
                return null;
            }

            if (OperatingSystem.IsWindows() || IsAtItsPath(file))
            {
                return new FolderLock(file);
            }

            file.Dispose();
            return null;
        }
        catch (IOException e)
        {
            throw new IOException($"{folder}: nothing can be written there: {e.Message}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{folder}: nothing may be written there: {e.Message}", e);
        }
    }

    private static FileStream? TryOpen(string path)
    {
        FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
    }
}
