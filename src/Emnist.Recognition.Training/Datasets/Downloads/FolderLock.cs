namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// Lets one thread of one process at a time download to a folder. The lock is an open file that nobody else may open; the
/// system opens the door again when a process ends, however it ends.
/// </summary>
/// <remarks>
/// The empty file stays: if it were removed, one that waits for it and one that makes a new one could both go in.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = ".download.lock";

    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder where need be, and waits for its lock; says once that it waits.</summary>
    public static async Task<FolderLock> AcquireAsync(string folder, Action waiting, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, FileName);
        for (bool waits = false; ; waits = true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } file)
            {
                return new FolderLock(file);
            }

            if (!waits)
            {
                waiting();
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            return null;
        }
    }
}
