namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>The refusals of a JPEG, in one wording.</summary>
internal static class JpegError
{
    /// <summary>The refusal of a file with something in it that cannot be.</summary>
    /// <param name="at">The byte where it stands.</param>
    /// <param name="problem">What is wrong.</param>
    public static ImageFormatException Damaged(int at, string problem) => new(
        $"The JPEG is damaged: {problem} (at byte {at}). Copy the file again or save the picture anew.");

    /// <summary>The refusal of a file that ends too early.</summary>
    /// <param name="at">The byte at which it ends.</param>
    /// <param name="missing">What it ends in or before.</param>
    public static ImageFormatException Truncated(int at, string missing) => new(
        $"The JPEG is cut short: it ends at byte {at}, {missing}. Copy or download the whole file again.");

    /// <summary>The refusal of a legal file of a kind that is not read.</summary>
    /// <param name="at">The byte that says so.</param>
    /// <param name="what">What the file is or has.</param>
    public static ImageFormatException Unsupported(int at, string what) => new(
        $"The JPEG {what} (at byte {at}), which is not read here. Save it as an ordinary JPEG or as PNG.");
}
