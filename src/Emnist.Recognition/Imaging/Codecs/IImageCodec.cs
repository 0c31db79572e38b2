namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>One picture format. Implementations keep no state: one instance serves all threads.</summary>
internal interface IImageCodec
{
    /// <summary>Whether a file that starts so is of this format.</summary>
    /// <param name="start">The first <see cref="FileSignatures.LongestLength"/> bytes or more, fewer of a shorter file.</param>
    bool Recognizes(ReadOnlySpan<byte> start);

    /// <summary>Reads a file that <see cref="Recognizes"/> accepted.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">Validated limits.</param>
    /// <exception cref="ImageFormatException">The file is damaged or exceeds a limit.</exception>
    GrayImage Decode(ReadOnlyMemory<byte> file, ImageDecoderOptions options);
}
