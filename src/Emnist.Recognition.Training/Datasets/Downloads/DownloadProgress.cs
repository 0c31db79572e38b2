namespace Emnist.Recognition.Training.Datasets;

/// <summary>How far a download is.</summary>
/// <param name="File">The name of the file in work.</param>
/// <param name="Stage">What is being done with it.</param>
/// <param name="BytesDone">
/// The bytes done in this stage, 0 to <paramref name="BytesTotal"/>. A download that goes on where an earlier one was cut
/// starts from there; it starts again from 0 where the server does not allow that.
/// </param>
/// <param name="BytesTotal">The bytes of this stage.</param>
public readonly record struct DownloadProgress(string File, DownloadStage Stage, long BytesDone, long BytesTotal);
