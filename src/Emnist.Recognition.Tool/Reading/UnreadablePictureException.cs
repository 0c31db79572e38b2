namespace Emnist.Recognition.Tool.Reading;

/// <summary>A picture that has to be left out: the message says which, and why.</summary>
internal sealed class UnreadablePictureException(string message, Exception cause) : Exception(message, cause);
