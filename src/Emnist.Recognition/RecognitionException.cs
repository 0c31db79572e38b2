namespace Emnist.Recognition;

/// <summary>
/// The base class of the exceptions that the libraries define: of files, pictures, models, data and trainings that are not as
/// they should be. Mistakes of the caller are <see cref="ArgumentException"/>s, as everywhere in .NET.
/// </summary>
public abstract class RecognitionException : Exception
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    protected RecognitionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    protected RecognitionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, the file that it is about, and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="path">The file or folder; null for what came from elsewhere.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    protected RecognitionException(string message, string? path, Exception? innerException)
        : base(message, innerException)
    {
        Path = path;
    }

    /// <summary>The file or folder that the exception is about; null when a stream or bytes were given.</summary>
    public string? Path { get; internal set; }

    /// <summary>What is wrong, where, and what to do, after the <see cref="Path"/> where there is one.</summary>
    public override string Message => Path is null || BeginsWithPath(Problem, Path) ? Problem : $"{Path}: {Problem}";

    /// <summary>The message as it was given, for those who name the file themselves.</summary>
    internal string Problem => base.Message;

    /// <summary>Whether a message names the path already: a name such as "A" begins many a sentence.</summary>
    private static bool BeginsWithPath(string message, string path) =>
        message.Length > path.Length && message.StartsWith(path, StringComparison.Ordinal) && message[path.Length] is ':' or ',';
}
