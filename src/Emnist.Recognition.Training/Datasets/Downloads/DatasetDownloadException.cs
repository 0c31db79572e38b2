namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// A data set could not be downloaded: the message says what each address answered, and what to do. Nothing was written
/// under the file's own name.
/// </summary>
public sealed class DatasetDownloadException : RecognitionException
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    public DatasetDownloadException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public DatasetDownloadException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, the file that it is about, and its cause.</summary>
    /// <param name="message">What failed, where, and what to do.</param>
    /// <param name="path">The file as it would lie on disk; null where there is no such place.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public DatasetDownloadException(string message, string? path, Exception? innerException)
        : base(message, path, innerException)
    {
    }

    /// <summary>The official SHA-256 in hexadecimal; null where no whole file was received.</summary>
    public string? ExpectedSha256 { get; init; }

    /// <summary>The SHA-256 of the last whole file received, in hexadecimal; null where there was none.</summary>
    public string? ActualSha256 { get; init; }
}
