using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tests.IO;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_that_are_missing_are_created()
    {
        string path = Path.Combine(_folder.Path, "a", "b", "file");

        AtomicFile.Write(path, static stream => stream.WriteByte(1));

        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void A_failure_is_told_of_the_file_that_was_named_and_leaves_the_old_one()
    {
        string path = _folder.Write("file", [7]);

        IOException full = Assert.Throws<IOException>(() => AtomicFile.Write(path, static stream =>
            throw new IOException($"No space left on device : '{((FileStream)stream).Name}'", 28)));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, static _ => throw new InvalidOperationException()));

        Assert.Equal(($"No space left on device : '{path}'", 28), (full.Message, full.HResult));
        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_cannot_be_a_file_is_refused_with_its_full_path()
    {
        string file = _folder.Write("file", [7]);
        string within = Path.Combine(file, "a", "b");

        Assert.All([AtomicFile.Probe, static path => AtomicFile.Write(path, static _ => { })], (Action<string> act) =>
        {
            Assert.Equal($"{within}: {file} is a file, not a folder.", Assert.Throws<IOException>(() => act(within)).Message);
            Assert.Equal(
                $"{_folder.Path}: it is a folder, and a file is to be written.", Assert.Throws<IOException>(() => act(_folder.Path)).Message);
        });
        Assert.Equal([file], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_probe_leaves_all_as_it_was()
    {
        string path = _folder.Write("file", [7]);

        AtomicFile.Probe(path);

        Assert.Equal([7], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Folders_that_were_missing_stay_only_where_a_file_is_written()
    {
        string outer = Path.Combine(_folder.Path, "a");
        string path = Path.Combine(outer, "b", "file");

        AtomicFile.Probe(path);
        Assert.False(Directory.Exists(outer));
        Assert.Throws<IOException>(() => AtomicFile.Write(path, static _ => throw new IOException("full")));
        Assert.False(Directory.Exists(outer));

        // What another program puts there meanwhile is its own.
        Assert.Throws<IOException>(() => AtomicFile.Write(path, _ =>
        {
            File.WriteAllBytes(Path.Combine(outer, "another"), []);
            throw new IOException("full");
        }));
        Assert.Equal([Path.Combine(outer, "another")], Directory.GetFileSystemEntries(outer));
    }
}
