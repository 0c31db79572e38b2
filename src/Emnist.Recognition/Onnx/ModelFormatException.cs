namespace Emnist.Recognition.Onnx;

/// <summary>The file is not a model that the library can read: the message says what is wrong, where, and what to do.</summary>
public sealed class ModelFormatException : RecognitionException
{
    private const string DamagedAdvice = "The file is incomplete, damaged or no ONNX model: get it again.";

    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ModelFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public ModelFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, the file that it is about, and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="path">The file; null for what came from elsewhere.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public ModelFormatException(string message, string? path, Exception? innerException)
        : base(message, path, innerException)
    {
    }

    /// <summary>The byte of the model where something is wrong: of the damage, or of the node that cannot be read.</summary>
    /// <value>Counted from 0 at the model's first byte; null where the fault lies in no one place.</value>
    public long? Offset { get; init; }

    /// <summary>The name of the graph's node that cannot be read, or of its first output where it has no name.</summary>
    /// <value>Null where the fault lies in no node.</value>
    public string? NodeName { get; init; }

    internal static ModelFormatException Damaged(long offset, string problem, Exception? cause = null) =>
        new($"Byte {offset}: {problem}. {DamagedAdvice}", cause) { Offset = offset };

    internal static ModelFormatException At(long offset, string problem, string advice) =>
        new($"Byte {offset}: {problem}. {advice}") { Offset = offset };
}
