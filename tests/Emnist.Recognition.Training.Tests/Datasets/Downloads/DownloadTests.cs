using System.Security.Cryptography;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>The downloader against a server that drops, truncates, corrupts, stalls and resumes.</summary>
public sealed class DownloadTests : IDisposable
{
    private const string Name = "some.bin";
    private static readonly byte[] Content = MakeContent(300_000);
    private static readonly RemoteFile File = new(Name, Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    private readonly TemporaryFolder _folder = new();
    private readonly LocalServer _server = new() { [Name] = Content };
    private readonly LocalServer _mirror = new() { [Name] = Content };

    private string Target => Path.Combine(_folder.Path, Name);

    private string Part => Target + ".part";

    public void Dispose()
    {
        _server.Dispose();
        _mirror.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_comes_whole()
    {
        await RunAsync();

        AssertWhole();
        Assert.Equal([new ServedRequest("/data/some.bin", null, null)], _server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cut_line_is_taken_up_where_it_was(bool tellsLength)
    {
        _server.TellsLength = tellsLength;
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 50_000 });
        await RunAsync();

        AssertWhole();
        Assert.Equal(
            [
                new("/data/some.bin", null, null),
                new("/data/some.bin", "bytes=100000-", "\"v1\""),
                new("/data/some.bin", "bytes=150000-", "\"v1\""),
            ],
            _server.Requests.ToArray());
    }

    [Fact]
    public async Task A_later_run_takes_up_what_an_earlier_one_left()
    {
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync(Options(attempts: 1)));
        Assert.Equal(100_000, new FileInfo(Part).Length);
        Assert.False(System.IO.File.Exists(Target));

        await RunAsync();

        AssertWhole();
        Assert.Equal("bytes=100000-", _server.Requests.Last().Range);
    }

    [Theory]
    [InlineData(null, "Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData("", null)]
    [InlineData("W/\"weak\"", null)]
    public async Task Servers_without_a_strong_tag_are_resumed_by_date_or_by_length(string? tag, string? ifRange)
    {
        _server.EntityTag = tag;
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        await RunAsync();

        AssertWhole();
        Assert.Equal(new ServedRequest("/data/some.bin", "bytes=100000-", ifRange), _server.Requests.Last());
    }

    [Fact]
    public async Task A_server_without_ranges_starts_anew()
    {
        _server.KnowsRanges = false;
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        await RunAsync();

        AssertWhole();
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_version_that_has_changed_starts_anew()
    {
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync(Options(attempts: 1)));
        _server.EntityTag = "\"v2\"";
        await RunAsync();

        AssertWhole();
        Assert.Equal("\"v1\"", _server.Requests.Last().IfRange);
    }

    [Fact]
    public async Task A_part_that_turns_out_wrong_is_fetched_anew()
    {
        byte[] other = Content[..100_000];
        other[5] ^= 1;
        _folder.Write(Name + ".part", other);
        await RunAsync();

        AssertWhole();
        Assert.Equal(["bytes=100000-", null], _server.Requests.Select(request => request.Range));
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(300_001)]
    public async Task A_part_that_is_long_enough_but_wrong_is_fetched_anew(int length)
    {
        _folder.Write(Name + ".part", new byte[length]);
        await RunAsync();

        AssertWhole();
        Assert.Equal([null], _server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_whole_part_needs_no_server()
    {
        _folder.Write(Name + ".part", Content);
        await RunAsync();

        AssertWhole();
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_wrong_hash_is_refused_and_leaves_nothing()
    {
        _server.Faults.Enqueue(new ServerFault { FlipByte = 299_999 });
        byte[] corrupt = [.. Content];
        corrupt[^1] ^= 1;
        string hash = Convert.ToHexStringLower(SHA256.HashData(corrupt));

        var fault = await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync());

        Assert.Equal((File.Sha256, hash), (fault.ExpectedSha256, fault.ActualSha256));
        Assert.Equal(
            $"{Target}: could not be downloaded: {_server.Address}some.bin gave a file whose SHA-256 is {hash}, where the official "
            + $"one has {File.Sha256}. Try again later (what was received well is kept), name another mirror, "
            + $"or put the data set's files into {_folder.Path} yourself.",
            fault.Message);
        Assert.Empty(Names());
    }

    [Fact]
    public async Task A_mirror_helps_out_and_goes_on_with_the_part()
    {
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000 });
        _server.Faults.Enqueue(new ServerFault { Status = "403 Forbidden" });
        _mirror.Faults.Enqueue(new ServerFault { Status = "503 Service Unavailable" });
        await RunAsync(Options(mirrors: [_server.Address, _mirror.Address]));

        AssertWhole();
        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal(new ServedRequest("/data/some.bin", "bytes=100000-", null), _mirror.Requests.Last());
    }

    [Fact]
    public async Task A_corrupt_mirror_is_passed_over()
    {
        _server.Faults.Enqueue(new ServerFault { FlipByte = 0 });
        await RunAsync(Options(mirrors: [_server.Address, _mirror.Address]));

        AssertWhole();
    }

    [Fact]
    public async Task What_each_address_answered_is_told()
    {
        using var gone = new LocalServer();
        for (int i = 0; i < 3; i++)
        {
            _server.Faults.Enqueue(new ServerFault { Status = "500 Internal Server Error" });
        }

        var fault = await Assert.ThrowsAsync<DatasetDownloadException>(
            () => RunAsync(Options(attempts: 3, mirrors: [_server.Address, gone.Address])));

        Assert.StartsWith(
            $"{Target}: could not be downloaded: {_server.Address}some.bin gave 500 Internal Server Error (attempt 3); "
            + $"{gone.Address}some.bin gave 404 Not Found. Try again",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Null(fault.ActualSha256);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure()
    {
        Uri address;
        using (var closed = new LocalServer())
        {
            address = closed.Address;
        }

        await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync(Options(attempts: 2, mirrors: [address])));
    }

    [Theory]
    [InlineData(true, "a file of 300001 bytes, where the official one has 300000")]
    [InlineData(false, "more than the 300000 bytes of the official file")]
    public async Task More_than_the_file_is_never_written(bool tellsLength, string reason)
    {
        _server.TellsLength = tellsLength;
        _server.Faults.Enqueue(new ServerFault { Body = [.. Content, 0] });

        var fault = await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync());

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.True(!System.IO.File.Exists(Part) || new FileInfo(Part).Length <= Content.Length);
    }

    [Theory]
    [InlineData("bytes 99999-299999/300000")]
    [InlineData("bytes 100000-299999/300001")]
    [InlineData("bytes */300000")]
    public async Task A_range_other_than_asked_for_starts_anew(string range)
    {
        _folder.Write(Name + ".part", Content[..100_000]);
        _server.Faults.Enqueue(new ServerFault { ContentRange = range });
        await RunAsync();

        AssertWhole();
        Assert.Equal(["bytes=100000-", null], _server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_range_that_ends_early_is_taken_and_gone_on_from()
    {
        _folder.Write(Name + ".part", Content[..100_000]);
        _server.Faults.Enqueue(new ServerFault { ContentRange = "bytes 100000-199999/300000", Body = Content[..200_000] });
        await RunAsync();

        AssertWhole();
        Assert.Equal(["bytes=100000-", "bytes=200000-"], _server.Requests.Select(request => request.Range));
    }

    [Fact]
    public async Task A_line_that_breaks_after_every_mebibyte_is_no_failure()
    {
        byte[] large = MakeContent(4 << 20);
        for (int i = 0; i < 3; i++)
        {
            _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 1 << 20 });
        }

        await RunAsync(large, Options(attempts: 2));

        Assert.Equal(large, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_gives_and_takes_the_same_bytes_is_not_asked_for_ever()
    {
        for (int i = 0; i < 20; i++)
        {
            _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 2 << 20 });
            _server.Faults.Enqueue(new ServerFault { ContentRange = "bytes 1-2/3" });
        }

        await Assert.ThrowsAsync<DatasetDownloadException>(() => RunAsync(MakeContent(3 << 20), Options(attempts: 5)));

        Assert.Equal(5, _server.Requests.Count);
    }

    [Fact]
    public async Task A_range_that_the_server_lacks_starts_anew()
    {
        _folder.Write(Name + ".part", Content[..100_000]);
        _server.Faults.Enqueue(new ServerFault { Status = "416 Range Not Satisfiable" });
        await RunAsync();

        AssertWhole();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task A_stalled_line_is_a_failure_after_a_time(int bytes)
    {
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = bytes, Stalls = true });
        var fault = await Assert.ThrowsAsync<DatasetDownloadException>(
            () => RunAsync(new DatasetDownloadOptions { StallTimeout = TimeSpan.FromMilliseconds(150), MaxAttempts = 1 }));

        Assert.Contains("some.bin gave nothing for 0.15 seconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_leaves_a_part_to_go_on_with()
    {
        using var source = new CancellationTokenSource();
        _server.Faults.Enqueue(new ServerFault { BytesBeforeEnd = 100_000, Stalls = true });
        var progress = new ProgressProbe(report =>
        {
            if (report.BytesDone > 0)
            {
                source.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Options(), progress, source.Token));
        Assert.InRange(new FileInfo(Part).Length, 1, 100_000);

        await RunAsync();
        AssertWhole();
    }

    [Fact]
    public async Task Progress_runs_from_nothing_to_all_of_each_stage()
    {
        var progress = new ProgressProbe();
        await RunAsync(Options(), progress);

        foreach (DownloadStage stage in new[] { DownloadStage.Downloading, DownloadStage.Verifying })
        {
            long[] done = [.. progress.Reports.Where(report => report.Stage == stage).Select(report => report.BytesDone)];
            Assert.Equal(done.Order(), done);
            Assert.Equal(300_000, done[^1]);
        }

        Assert.Equal(new DownloadProgress(Name, DownloadStage.Downloading, 0, 300_000), progress.Reports.First());
    }

    [Fact]
    public async Task Downloads_at_once_to_one_folder_fetch_a_file_once()
    {
        Task[] tasks = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => RunAsync()))];
        await Task.WhenAll(tasks);

        AssertWhole();
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_folder_in_use_is_waited_for_and_can_be_given_up()
    {
        using var source = new CancellationTokenSource();
        using FolderLock other = await FolderLock.AcquireAsync(_folder.Path, () => { }, CancellationToken.None);
        var progress = new ProgressProbe(_ => source.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Options(), progress, source.Token));

        Assert.Equal([DownloadStage.Waiting], progress.Reports.Select(report => report.Stage));
        Assert.Empty(_server.Requests);
    }

    /// <summary>/dev/full, a device of Linux, answers every write as a full disk does.</summary>
    [Fact]
    public async Task A_full_disk_is_told_as_it_is_and_leaves_nothing_half_written()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        // The link has a length of its own, from which the download would go on.
        _server.KnowsRanges = false;
        System.IO.File.CreateSymbolicLink(Part, "/dev/full");

        var fault = await Assert.ThrowsAsync<IOException>(() => RunAsync());

        Assert.Contains("space", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.False(System.IO.File.Exists(Target));
    }

    private static byte[] MakeContent(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        return content;
    }

    private static DatasetDownloadOptions Options(int attempts = 5, IReadOnlyList<Uri>? mirrors = null) =>
        new() { MaxAttempts = attempts, Mirrors = mirrors, FirstPause = TimeSpan.FromMilliseconds(1) };

    private Task RunAsync() => RunAsync(Options());

    private Task RunAsync(byte[] content, DatasetDownloadOptions options)
    {
        _server[Name] = content;
        return RunAsync(new RemoteFile(Name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), options, null, default);
    }

    private Task RunAsync(
        DatasetDownloadOptions options, IProgress<DownloadProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(File, options, progress, cancellationToken);

    private async Task RunAsync(
        RemoteFile file, DatasetDownloadOptions options, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var downloader = new DatasetDownloader(new DatasetSource([_server.Address], [file]), _folder.Path, options, progress);
        Task<IReadOnlyList<RemoteFile>> Missing() =>
            Task.FromResult<IReadOnlyList<RemoteFile>>(System.IO.File.Exists(Target) ? [] : [file]);
        await downloader.RunAsync(Missing, (_, part) => part.Complete(), cancellationToken);
    }

    private void AssertWhole()
    {
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal([Name], Names());
    }

    private string[] Names() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
