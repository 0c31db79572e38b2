namespace Emnist.Recognition.Imaging;

/// <summary>The bytes are not an image that the library can read: the message says what is wrong, where, and what to do.</summary>
public sealed class ImageFormatException : RecognitionException
{
    /// <summary>Creates the exception with a message.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ImageFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public ImageFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the exception with a message, the file that it is about, and its cause.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="path">The file; null for what came from elsewhere.</param>
    /// <param name="innerException">The failure that this one explains; null for none.</param>
    public ImageFormatException(string message, string? path, Exception? innerException)
        : base(message, path, innerException)
    {
    }

    /// <summary>
    /// The byte of the encoded image where something is wrong: of the part that cannot be read, or the end of a file that is
    /// cut short.
    /// </summary>
    /// <value>Counted from 0 at the image's first byte; null where the place is not known.</value>
    public long? Offset { get; init; }
}
