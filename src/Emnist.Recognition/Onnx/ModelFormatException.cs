namespace Emnist.Recognition.Onnx;

/// <summary>The file is not a model that the library can read: the message says what is wrong, where, and what to do.</summary>
public sealed class ModelFormatException : Exception
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
    /// <param name="innerException">The failure that this one explains.</param>
    public ModelFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ModelFormatException Damaged(long offset, string problem) => At(offset, problem, DamagedAdvice);

    internal static ModelFormatException Damaged(long offset, string problem, Exception cause) =>
        new($"Byte {offset}: {problem}. {DamagedAdvice}", cause);

    internal static ModelFormatException At(long offset, string problem, string advice) => new($"Byte {offset}: {problem}. {advice}");
}
