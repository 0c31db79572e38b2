using System.IO.Compression;

namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>
/// NIST's <c>gzip.zip</c>. Only the official names are taken from it, whatever else it holds, so that no entry can lead out
/// of the folder.
/// </summary>
internal static class EmnistArchive
{
    private const string Prefix = "gzip/";
    private const string Advice = "This is not NIST's gzip.zip: get it again.";

    /// <summary>The entries are compressed already: all of them together are about as long as the archive.</summary>
    private const int MaxGrowth = 2;

    /// <summary>Writes those of the files that the folder lacks, each whole or not at all.</summary>
    public static void Unpack(
        string archive, string folder, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(archive);
            long length = new FileInfo(archive).Length;
            long budget = MaxGrowth * length;
            foreach (string name in EmnistNames.All())
            {
                string plain = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
                if (DatasetFolders.FindFile(folder, plain) is null)
                {
                    ZipArchiveEntry entry = zip.GetEntry(Prefix + name)
                        ?? throw DatasetFormatException.Create(archive, "entries", Prefix + name, "none of that name", Advice);
                    budget -= Unpack(entry, folder, budget, archive, cancellationToken);
                }

                long done = Math.Min(length, (MaxGrowth * length) - budget);
                progress?.Report(new DownloadProgress(name, DownloadStage.Unpacking, done, length));
            }
        }
        catch (InvalidDataException e)
        {
            throw DatasetFormatException.Create(archive, "zip", "a whole zip file", e.Message.TrimEnd('.'), Advice, e);
        }
    }

    private static long Unpack(
        ZipArchiveEntry entry, string folder, long budget, string archive, CancellationToken cancellationToken)
    {
        var part = new PartFile(folder, entry.Name);
        byte[] buffer = new byte[1 << 17];
        long written = 0;
        try
        {
            using (Stream packed = entry.Open())
            using (FileStream target = part.Open(0))
            {
                while (packed.Read(buffer) is int read and > 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    written += read;
                    if (written > budget)
                    {
                        throw DatasetFormatException.Create(
                            archive, entry.FullName, $"at most {budget} bytes", "more", Advice);
                    }

                    target.Write(buffer, 0, read);
                }

                target.Flush(flushToDisk: true);
            }

            part.Complete();
            return written;
        }
        catch
        {
            part.Delete();
            throw;
        }
    }
}
