namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The refusals of a damaged PNG, in one wording.</summary>
internal static class PngError
{
    /// <summary>A refusal that names the chunk and its place.</summary>
    /// <param name="chunk">The chunk's type, such as <c>IDAT</c>.</param>
    /// <param name="offset">The byte of the file at which the chunk starts.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ImageFormatException In(string chunk, int offset, string problem) => In(chunk, offset, problem, null);

    /// <summary>A refusal that names the chunk, its place and the failure behind it.</summary>
    public static ImageFormatException In(string chunk, int offset, string problem, Exception? cause)
    {
        string message = $"The PNG is damaged: {problem} (chunk {chunk} at byte {offset}). Copy the file again or save the picture anew.";
        return cause is null ? new ImageFormatException(message) : new ImageFormatException(message, cause);
    }

    /// <summary>A refusal of a file that ends too early.</summary>
    /// <param name="offset">The byte at which the file ends.</param>
    /// <param name="missing">What should have followed.</param>
    public static ImageFormatException Truncated(int offset, string missing)
    {
        return new ImageFormatException(
            $"The PNG is cut short: it ends at byte {offset}, {missing}. Copy or download the whole file again.");
    }
}
