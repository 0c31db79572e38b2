namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The refusals of a format's files, in one wording for all formats.</summary>
/// <param name="format">The format's name.</param>
/// <param name="alternative">What to save a picture as that is not read.</param>
internal sealed class ImageError(string format, string alternative = "PNG")
{
    public static ImageError Bmp { get; } = new("BMP");

    public static ImageError Gif { get; } = new("GIF");

    public static ImageError Jpeg { get; } = new("JPEG", "an ordinary JPEG or as PNG");

    public static ImageError Png { get; } = new("PNG");

    public static ImageError Pnm { get; } = new("PNM");

    /// <summary>The refusal of a file with something in it that cannot be.</summary>
    /// <param name="at">The byte where it stands.</param>
    /// <param name="problem">What is wrong.</param>
    public ImageFormatException Damaged(int at, string problem) => Damaged($"at byte {at}", at, problem, null);

    /// <summary>The refusal of a file with a part in it that cannot be.</summary>
    /// <param name="place">The part and where it stands, for the message.</param>
    /// <param name="at">The byte where it starts.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="cause">The failure behind it; null for none.</param>
    public ImageFormatException Damaged(string place, int at, string problem, Exception? cause) => new(
        $"The {format} is damaged: {problem} ({place}). Copy the file again or save the picture anew.", cause) { Offset = at };

    /// <summary>The refusal of a file that ends too early.</summary>
    /// <param name="end">The byte at which it ends.</param>
    /// <param name="missing">What it ends in or before.</param>
    public ImageFormatException Truncated(int end, string missing) => new(
        $"The {format} is cut short: it ends at byte {end}, {missing}. Copy or download the whole file again.") { Offset = end };

    /// <summary>The refusal of a legal file of a kind that is not read.</summary>
    /// <param name="at">The byte that says so.</param>
    /// <param name="what">What the file is, has or does, such as "holds a JPEG picture".</param>
    public ImageFormatException Unsupported(int at, string what) => new(
        $"The {format} {what} (at byte {at}), which is not read here. Save it as {alternative}.") { Offset = at };
}
