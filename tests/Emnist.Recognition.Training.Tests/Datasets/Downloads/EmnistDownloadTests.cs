using System.Security.Cryptography;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using Emnist.Recognition.Training.Datasets.Downloads;

namespace Emnist.Recognition.Training.Tests.Datasets.Downloads;

/// <summary>EMNIST from a server of the test's own, with an archive of tiny files.</summary>
public sealed class EmnistDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalServer _server = new();
    private DatasetSource? _source;

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_part_of_every_split_loads_after_one_download()
    {
        Serve(EmnistArchiveBytes.Make());
        foreach (EmnistSplit split in Enum.GetValues<EmnistSplit>())
        {
            LabeledImages train = await LoadAsync(split, DatasetPart.Train);
            LabeledImages test = await LoadAsync(split, DatasetPart.Test);

            int first = split == EmnistSplit.Letters ? 0 : 1;
            Assert.Equal([first, first + 1], train.Labels.ToArray().Select(label => (int)label));
            Assert.Equal([first + 2, first + 3], test.Labels.ToArray().Select(label => (int)label));
            Assert.Equal([1, 3, 2, 4, 5, 7, 6, 8], train.Pixels.ToArray());
            Assert.Equal(CharacterMapping.ForSplit(split).ClassNames, train.ClassNames);
        }

        Assert.Single(_server.Requests);
        Assert.Equal(
            EmnistNames.All().Order(StringComparer.Ordinal),
            Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Files_on_disk_are_used_as_they_are()
    {
        _folder.Write("emnist-letters-test-images-idx3-ubyte", EmnistArchiveBytes.Images);
        _folder.Write("emnist-letters-test-labels-idx1-ubyte", IdxBytes.Labels(26, 1));
        Serve(EmnistArchiveBytes.Make());
        LabeledImages own = await LoadAsync(EmnistSplit.Letters, DatasetPart.Test);
        Assert.Equal(["Z", "A"], own.Labels.ToArray().Select(label => own.ClassNames[label]));
        Assert.Empty(_server.Requests);

        // The rest is downloaded beside them, and they stay.
        await LoadAsync(EmnistSplit.Letters, DatasetPart.Train);
        own = await LoadAsync(EmnistSplit.Letters, DatasetPart.Test);
        Assert.Equal([25, 0], own.Labels.ToArray().Select(label => (int)label));
    }

    [Fact]
    public async Task An_archive_that_lies_there_is_unpacked_and_stays()
    {
        byte[] archive = EmnistArchiveBytes.Make();
        string path = _folder.Write("gzip.zip", archive);
        Serve(archive);
        await LoadAsync(EmnistSplit.Balanced, DatasetPart.Train);

        Assert.Empty(_server.Requests);
        Assert.Equal(archive, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Another_archive_that_lies_there_is_left_alone()
    {
        byte[] archive = EmnistArchiveBytes.Make();
        byte[] other = new byte[archive.Length];
        string path = _folder.Write("gzip.zip", other);
        Serve(archive);
        await LoadAsync(EmnistSplit.Balanced, DatasetPart.Train);

        Assert.Single(_server.Requests);
        Assert.Equal(other, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Names_that_lead_out_of_the_folder_are_not_taken()
    {
        Serve(EmnistArchiveBytes.Make(zip =>
        {
            EmnistArchiveBytes.Add(zip, "../outside.txt", [1]);
            EmnistArchiveBytes.Add(zip, "gzip/../../emnist-letters-mapping.txt", [1]);
        }));
        string folder = Path.Combine(_folder.Path, "a", "b");
        await LoadAsync(EmnistSplit.Digits, DatasetPart.Test, folder);

        Assert.Equal(["a"], Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)));
        Assert.Equal(30, Directory.GetFileSystemEntries(folder).Length);
    }

    [Fact]
    public async Task A_bomb_is_refused_and_leaves_no_file_of_its()
    {
        Serve(EmnistArchiveBytes.Make(other: name => name == "emnist-byclass-train-images-idx3-ubyte.gz" ? new byte[1 << 20] : null));

        var fault = await Assert.ThrowsAsync<DatasetFormatException>(() => LoadAsync(EmnistSplit.Digits, DatasetPart.Test));

        Assert.Contains("gzip/emnist-byclass-train-images-idx3-ubyte.gz: expected at most", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path, "emnist-byclass-train-images*"));
    }

    [Fact]
    public async Task What_is_no_zip_or_another_is_refused()
    {
        Serve(new byte[100]);
        var fault = await Assert.ThrowsAsync<DatasetFormatException>(() => LoadAsync(EmnistSplit.Digits, DatasetPart.Test));
        Assert.Contains("gzip.zip.part, zip: expected a whole zip file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_while_it_is_unpacked_loses_nothing()
    {
        Serve(EmnistArchiveBytes.Make());
        using var source = new CancellationTokenSource();
        var progress = new ProgressProbe(report =>
        {
            if (report.Stage == DownloadStage.Unpacking)
            {
                source.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EmnistDataset.LoadAsync(
            "emnist-digits-test", [_folder.Path], _source!, new DatasetDownloadOptions(), progress, source.Token));
        await LoadAsync(EmnistSplit.Digits, DatasetPart.Test);

        Assert.Single(_server.Requests);
    }

    /// <summary>/dev/full, a device of Linux, answers every write as a full disk does.</summary>
    [Fact]
    public async Task A_disk_that_fills_up_leaves_nothing_half_written_and_loses_nothing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        const string Full = "emnist-bymerge-train-images-idx3-ubyte.gz";
        Serve(EmnistArchiveBytes.Make());
        File.CreateSymbolicLink(Path.Combine(_folder.Path, Full + ".part"), "/dev/full");

        var fault = await Assert.ThrowsAsync<IOException>(() => LoadAsync(EmnistSplit.Digits, DatasetPart.Test));
        Assert.Contains("space", fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(_folder.Path, Full + "*"));

        await LoadAsync(EmnistSplit.Digits, DatasetPart.Test);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task An_applications_own_client_is_asked_and_stays_its_own()
    {
        using var handler = new RefusingHandler();
        using var client = new HttpClient(handler);
        var options = new DatasetDownloadOptions { Folder = _folder.Path, HttpClient = client, MaxAttempts = 1 };

        var fault = await Assert.ThrowsAsync<DatasetDownloadException>(
            () => EmnistDataset.LoadAsync(EmnistSplit.Digits, DatasetPart.Test, options));
        await Assert.ThrowsAsync<DatasetDownloadException>(
            () => MnistDataset.LoadAsync(DatasetPart.Test, options with { Mirrors = [new Uri("http://example.org/mnist")] }));

        Assert.Equal(Path.Combine(_folder.Path, "gzip.zip"), fault.Path);
        Assert.Equal(
            ["https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip", "http://example.org/mnist/t10k-images-idx3-ubyte.gz"],
            handler.Addresses);
        Assert.False(handler.IsDisposed);
    }

    [Fact]
    public async Task Options_are_checked_before_anything_is_done()
    {
        DatasetDownloadOptions[] wrong =
        [
            new() { MaxAttempts = 0 },
            new() { StallTimeout = TimeSpan.Zero },
            new() { Folder = "" },
            new() { Mirrors = [] },
            new() { Mirrors = [new Uri("ftp://example.org/")] },
            new() { Mirrors = [new Uri("relative", UriKind.Relative)] },
            new() { Mirrors = [null!] },
        ];
        foreach (DatasetDownloadOptions options in wrong)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(
                () => EmnistDataset.LoadAsync(EmnistSplit.Digits, DatasetPart.Test, options));
            await Assert.ThrowsAnyAsync<ArgumentException>(() => MnistDataset.LoadAsync(DatasetPart.Test, options));
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmnistDataset.LoadAsync((EmnistSplit)6, DatasetPart.Test));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmnistDataset.LoadAsync(EmnistSplit.Digits, (DatasetPart)2));
    }

    private sealed class RefusingHandler : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NotFound));
        }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private void Serve(byte[] archive)
    {
        _server["gzip.zip"] = archive;
        string hash = Convert.ToHexStringLower(SHA256.HashData(archive));
        _source = new DatasetSource([_server.Address], [new RemoteFile("gzip.zip", archive.Length, hash)]);
    }

    private Task<LabeledImages> LoadAsync(EmnistSplit split, DatasetPart part, string? folder = null) => EmnistDataset.LoadAsync(
        EmnistNames.ForPart(split, part), [folder ?? _folder.Path], _source!, new DatasetDownloadOptions(), null, CancellationToken.None);
}
