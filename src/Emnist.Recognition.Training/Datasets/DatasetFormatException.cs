namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// A data set's file does not hold what it should: the message says which file and where in it, what was expected,
/// what was found, and what to do.
/// </summary>
public sealed class DatasetFormatException : RecognitionException
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DatasetFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public DatasetFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, the file that it is about, and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="path">The file or folder; null for what came from elsewhere.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public DatasetFormatException(string message, string? path, Exception? innerException)
        : base(message, path, innerException)
    {
    }

    /// <summary>
    /// Where in the file the fault lies, such as <c>byte 4</c> or <c>line 2, column 3</c>, or which file of a folder it is in;
    /// null where that is not told.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>What should be there, as a part of a sentence; null where that is not told.</summary>
    public string? Expected { get; init; }

    /// <summary>What is there instead, as a part of a sentence; null where that is not told.</summary>
    public string? Actual { get; init; }

    internal static DatasetFormatException Create(
        DataOrigin origin, string place, string expected, string actual, string advice, Exception? cause = null) =>
        new($"{origin.Name}, {place}: expected {expected}, found {actual}. {advice}", origin.Path, cause)
        {
            Place = place,
            Expected = expected,
            Actual = actual,
        };
}
