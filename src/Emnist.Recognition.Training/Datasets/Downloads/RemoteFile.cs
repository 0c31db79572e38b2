namespace Emnist.Recognition.Training.Datasets.Downloads;

/// <summary>A published file of known content.</summary>
/// <param name="Name">Its name, at every address and on disk.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
internal sealed record RemoteFile(string Name, long Length, string Sha256);
