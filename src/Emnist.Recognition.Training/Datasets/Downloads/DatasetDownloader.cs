using System.Net;

namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>Gets files into a folder, one download there at a time, and hands each over whole and checked.</summary>
internal sealed class DatasetDownloader(
    DatasetSource source, string folder, DatasetDownloadOptions options, IProgress<DownloadProgress>? progress)
{
    /// <summary>
    /// Gets the files named by <paramref name="missing"/>, which is asked again once the folder is this download's alone:
    /// another one may have brought them in the meantime.
    /// </summary>
    public async Task RunAsync(
        Func<Task<IReadOnlyList<RemoteFile>>> missing, Action<RemoteFile, PartFile> take, CancellationToken cancellationToken)
    {
        Action waiting = () => progress?.Report(new DownloadProgress(source.Files[0].Name, DownloadStage.Waiting, 0, 0));
        using FolderLock ownership =
            await FolderLock.AcquireAsync(folder, waiting, cancellationToken).ConfigureAwait(false);
        using HttpClient? own = options.HttpClient is null ? CreateClient() : null;
        HttpClient client = options.HttpClient ?? own!;
        foreach (RemoteFile file in await missing().ConfigureAwait(false))
        {
            var download = new FileDownload(client, file, folder, options, progress);
            PartFile part = await download.RunAsync(options.Mirrors ?? source.Addresses, cancellationToken).ConfigureAwait(false);
            take(file, part);
        }
    }

    private static HttpClient CreateClient()
    {
        // Timeouts are those of the options; contents are compressed already, and are hashed as they were published.
        var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Emnist.Recognition");
        return client;
    }
}
