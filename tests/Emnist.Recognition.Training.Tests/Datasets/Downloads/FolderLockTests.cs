using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_many_one_is_in_at_a_time_and_no_file_stays()
    {
        int inside = 0;
        int entered = 0;
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                using FolderLock own = await FolderLock.AcquireAsync(_folder.Path, static () => { }, CancellationToken.None);
                Assert.Equal(1, Interlocked.Increment(ref inside));
                Interlocked.Increment(ref entered);
                Assert.Equal(0, Interlocked.Decrement(ref inside));
            }
        })));

        Assert.Equal(12 * 20, entered);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_lock_of_a_file_that_was_removed_is_none()
    {
        if (OperatingSystem.IsWindows())
        {
            // No file is removed while it is open.
            return;
        }

        string path = Path.Combine(_folder.Path, FolderLock.FileName);
        using var first = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Assert.True(FolderLock.IsAtItsPath(first));
        File.Delete(path);
        Assert.False(FolderLock.IsAtItsPath(first));

        using var second = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Assert.False(FolderLock.IsAtItsPath(first));
        Assert.True(FolderLock.IsAtItsPath(second));
        Assert.False(FolderLock.IsAtItsPath(first));
    }

    [Fact]
    public async Task A_lock_that_a_killed_process_left_is_no_hindrance()
    {
        _folder.Write(FolderLock.FileName, []);

        (await FolderLock.AcquireAsync(_folder.Path, static () => Assert.Fail("It waits."), CancellationToken.None)).Dispose();

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_named()
    {
        string within = Path.Combine(_folder.Write("file", []), "sets");

        IOException e = await Assert.ThrowsAsync<IOException>(() => FolderLock.AcquireAsync(within, static () => { }, CancellationToken.None));

        Assert.StartsWith($"{within}: nothing can be written there: ", e.Message, StringComparison.Ordinal);
    }
}
