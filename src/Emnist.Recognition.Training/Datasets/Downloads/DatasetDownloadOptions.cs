namespace Emnist.Recognition.Training.Datasets;

/// <summary>Where a data set is downloaded from and to, with its timeout and retries.</summary>
/// <remarks>Copied where it is taken: later changes have no effect on a download that has begun.</remarks>
public sealed record DatasetDownloadOptions
{
    /// <summary>
    /// The folder in which the data set is looked for, and where it is put. It is created when something is downloaded.
    /// </summary>
    /// <value>
    /// The default, null, is the folder that the environment variable <c>EMNIST_HOME</c> or <c>MNIST_HOME</c> names, or
    /// where that is not set the per-user cache. Both are looked in.
    /// </value>
    public string? Folder { get; set; }

    /// <summary>
    /// The addresses of the folders that have the files by their official names (<c>gzip.zip</c> of EMNIST,
    /// <c>train-images-idx3-ubyte.gz</c> and so on of MNIST), tried in this order. A file from a mirror has to have the
    /// official SHA-256 too.
    /// </summary>
    /// <value>
    /// Absolute addresses of http or https, at least one. The default, null, is the official address, and for MNIST two
    /// well-known mirrors after it.
    /// </value>
    public IReadOnlyList<Uri>? Mirrors { get; set; }

    /// <summary>How long a server may send nothing before the connection is given up.</summary>
    /// <value>Above zero; the default is 30 seconds.</value>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often each address is asked for a file before the next one is. An attempt after which there is at least a mebibyte
    /// more of the file than there ever was starts the count anew, which no file can do more often than it has mebibytes.
    /// Between attempts there is a pause, of half a second at first and then of twice the one before, up to half a minute.
    /// </summary>
    /// <value>At least 1; the default is 5.</value>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// Sends the requests: one of the application's own, such as that of an <c>IHttpClientFactory</c>, a proxy's, or a test's.
    /// It is used and not disposed. Let its handler leave content compressed, as is the default: files are checked as they were
    /// published. Its own <see cref="HttpClient.Timeout"/> holds for the answer's headers beside <see cref="StallTimeout"/>.
    /// </summary>
    /// <value>The default, null, is one of the library's own, made for the download.</value>
    public HttpClient? HttpClient { get; set; }

    internal TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A copy, whose values are in their ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal DatasetDownloadOptions ToValidated()
    {
        DatasetDownloadOptions own = this with { Mirrors = Mirrors is null ? null : [.. Mirrors] };
        own.Validate();
        return own;
    }

    private void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StallTimeout, TimeSpan.FromMilliseconds(int.MaxValue));
        if (Folder is { Length: 0 })
        {
            throw new ArgumentException("The folder's name is empty.", nameof(Folder));
        }

        if (Mirrors is null)
        {
            return;
        }

        if (Mirrors.Count == 0 || Mirrors.FirstOrDefault(mirror => !IsWeb(mirror)) is not null || Mirrors.Contains(null!))
        {
            throw new ArgumentException("Mirrors are absolute addresses of http or https, at least one.", nameof(Mirrors));
        }
    }

    /// <summary>The folders to look in: the first is the one to download to.</summary>
    internal IReadOnlyList<string> Folders(IReadOnlyList<string> standard) =>
        Folder is null ? standard : [Path.GetFullPath(Folder)];

    private static bool IsWeb(Uri? address) =>
        address is { IsAbsoluteUri: true } && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
