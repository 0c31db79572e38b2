namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// A data set's file does not hold what it should: the message says which file and where in it, what was expected,
/// what was found, and what to do.
/// </summary>
public sealed class DatasetFormatException : Exception
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public DatasetFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains.</param>
    public DatasetFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static DatasetFormatException Create(
        string source, string place, string expected, string actual, string advice, Exception? cause = null)
    {
        string message = $"{source}, {place}: expected {expected}, found {actual}. {advice}";
        return cause is null ? new DatasetFormatException(message) : new DatasetFormatException(message, cause);
    }
}
