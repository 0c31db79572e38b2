namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// Brings all six splits of EMNIST into a folder. NIST publishes them in one archive, which is unpacked whole and not kept:
/// its files are as large as itself.
/// </summary>
internal static class EmnistDownload
{
    public static async Task RunAsync(
        DatasetSource source,
        string folder,
        Func<bool> isThere,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        var downloader = new DatasetDownloader(source, folder, options, progress);
        await downloader.RunAsync(FindMissingAsync, Unpack, cancellationToken).ConfigureAwait(false);

        async Task<IReadOnlyList<RemoteFile>> FindMissingAsync()
        {
            if (!isThere() && await FindArchiveAsync().ConfigureAwait(false) is { } own)
            {
                EmnistArchive.Unpack(own, folder, progress, cancellationToken);
            }

            return isThere() ? [] : source.Files;
        }

        // One that the user has put there; it stays.
        async Task<string?> FindArchiveAsync()
        {
            RemoteFile archive = source.Files[0];
            var file = new FileInfo(Path.Combine(folder, archive.Name));
            if (!file.Exists || file.Length != archive.Length)
            {
                return null;
            }

            Action<long> verifying = new ProgressMeter(archive, progress).At(DownloadStage.Verifying);
            string hash = await FileHash.ComputeAsync(file.FullName, verifying, cancellationToken).ConfigureAwait(false);
            return hash == archive.Sha256 ? file.FullName : null;
        }

        void Unpack(RemoteFile file, PartFile part)
        {
            EmnistArchive.Unpack(part.FullPath, folder, progress, cancellationToken);
            part.Delete();
        }
    }
}
