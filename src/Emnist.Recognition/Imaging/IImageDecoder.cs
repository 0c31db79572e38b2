namespace Emnist.Recognition.Imaging;

/// <summary>
/// Reads encoded pictures: the port by which another library's formats, such as WebP or HEIC, are read where the built-in
/// <see cref="ImageDecoder.BuiltIn"/> does not know them.
/// </summary>
/// <remarks>
/// Implementations must be safe to call from several threads at once. What they return should not depend on who decodes:
/// the picture is turned upright as its metadata say, colour becomes grey by ITU-R BT.601 luma, and transparency is laid over
/// white. <see cref="GrayImage.FromPixels(ReadOnlySpan{byte}, ImageSize, PixelFormat)"/> does the last two.
/// </remarks>
/// <example>
/// A decoder for one more format, which leaves all others to the library:
/// <code>
/// public sealed class DecoderWithWebP : IImageDecoder
/// {
///     public GrayImage Decode(ReadOnlyMemory&lt;byte&gt; encoded, ImageDecoderOptions options) =>
///         encoded.Span.StartsWith("RIFF"u8) ? DecodeWebP(encoded, options.MaxPixels) : ImageDecoder.BuiltIn.Decode(encoded, options);
/// }
/// </code>
/// </example>
public interface IImageDecoder
{
    /// <summary>Reads a picture.</summary>
    /// <param name="encoded">A whole file's bytes, valid until the method returns.</param>
    /// <param name="options">
    /// The limits. The caller keeps <see cref="ImageDecoderOptions.MaxBytes"/>; the decoder keeps
    /// <see cref="ImageDecoderOptions.MaxPixels"/>, best before it allocates the pixels. Must not be changed.
    /// </param>
    /// <returns>The picture in grey, upright, over white.</returns>
    /// <exception cref="ImageFormatException">
    /// The bytes are no picture that the decoder reads, are damaged, or exceed a limit. No other exception is thrown for what
    /// the bytes are.
    /// </exception>
    GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options);
}
