namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>Gets one file, from the first address that gives it, over as many attempts as allowed.</summary>
internal sealed class FileDownload
{
    /// <summary>
    /// An attempt that brings this many bytes more than there ever were is no failure: the line only breaks now and then.
    /// Bytes that come again, after the part was given up, count for nothing, so that the attempts come to an end.
    /// </summary>
    private const long Substantial = 1 << 20;

    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly RemoteFile _file;
    private readonly PartFile _part;
    private readonly Transfer _transfer;
    private readonly DatasetDownloadOptions _options;
    private readonly ProgressMeter _meter;
    private string? _wrongHash;

    public FileDownload(
        HttpClient client,
        RemoteFile file,
        string folder,
        DatasetDownloadOptions options,
        IProgress<DownloadProgress>? progress)
    {
        _file = file;
        _part = new PartFile(folder, file.Name);
        _transfer = new Transfer(client, file, _part, options.StallTimeout);
        _options = options;
        _meter = new ProgressMeter(file, progress);
    }

    /// <summary>The whole file, its hash checked, still under the part's name.</summary>
    public async Task<PartFile> RunAsync(IReadOnlyList<Uri> addresses, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (Uri folder in addresses)
        {
            var address = new Uri(folder.AbsoluteUri.TrimEnd('/') + "/" + _file.Name);
            if (await TryAsync(address, cancellationToken).ConfigureAwait(false) is not { } fault)
            {
                return _part;
            }

            faults.Add($"{address} gave {fault}");
        }

        throw new DatasetDownloadException(
            $"could not be downloaded: {string.Join("; ", faults)}. Try again later (what was received well is "
            + $"kept), name another mirror, or put the data set's files into {Path.GetDirectoryName(_part.FullPath)} yourself.",
            Path.Combine(Path.GetDirectoryName(_part.FullPath)!, _file.Name),
            innerException: null)
        {
            ExpectedSha256 = _wrongHash is null ? null : _file.Sha256,
            ActualSha256 = _wrongHash,
        };
    }

    /// <summary>Why the address did not give the file; null where it did.</summary>
    private async Task<string?> TryAsync(Uri address, CancellationToken cancellationToken)
    {
        long longest = Math.Min(_part.Length, _file.Length);
        for (int failures = 0; ;)
        {
            long received = Math.Min(_part.Length, _file.Length);
            string fault;
            try
            {
                if (await ReceiveAsync(address, cancellationToken).ConfigureAwait(false) is not { } hash)
                {
                    return null;
                }

                _wrongHash = hash;
                fault = $"a file whose SHA-256 is {hash}, where the official one has {_file.Sha256}";
                if (received == 0)
                {
                    // All of it came from here, and so would the next.
                    return fault;
                }
            }
            catch (TransferException e) when (!e.MayPass)
            {
                return e.Message;
            }
            catch (TransferException e)
            {
                fault = e.Message;
            }

            failures = _part.Length - longest >= Substantial ? 1 : failures + 1;
            longest = Math.Max(longest, _part.Length);
            if (failures >= _options.MaxAttempts)
            {
                return $"{fault} (attempt {failures})";
            }

            await Task.Delay(PauseAfter(failures), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Receives what is missing; the hash where it is wrong, and then the part is gone.</summary>
    private async Task<string?> ReceiveAsync(Uri address, CancellationToken cancellationToken)
    {
        if (_part.Length != _file.Length)
        {
            if (_part.Length > _file.Length)
            {
                _part.Delete();
            }

            await _transfer.RunAsync(address, _meter.At(DownloadStage.Downloading), cancellationToken).ConfigureAwait(false);
        }

        Action<long> verifying = _meter.At(DownloadStage.Verifying);
        string hash = await FileHash.ComputeAsync(_part.FullPath, verifying, cancellationToken).ConfigureAwait(false);
        if (hash == _file.Sha256)
        {
            return null;
        }

        _part.Delete();
        return hash;
    }

    private TimeSpan PauseAfter(int failures)
    {
        TimeSpan pause = _options.FirstPause * Math.Pow(2, Math.Min(failures - 1, 20));
        return pause < MaxPause ? pause : MaxPause;
    }
}
