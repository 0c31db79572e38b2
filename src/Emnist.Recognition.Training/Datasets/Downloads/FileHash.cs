using System.Security.Cryptography;

namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>The SHA-256 of a file.</summary>
internal static class FileHash
{
    /// <summary>In lower-case hexadecimal, as <see cref="RemoteFile"/> has it.</summary>
    public static async Task<string> ComputeAsync(string path, Action<long> progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            for (long done = 0; ;)
            {
                int read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return Convert.ToHexStringLower(hash.GetHashAndReset());
                }

                hash.AppendData(buffer, 0, read);
                progress(done += read);
            }
        }
    }
}
