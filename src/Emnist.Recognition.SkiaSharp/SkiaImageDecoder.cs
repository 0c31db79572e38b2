using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp;

/// <summary>
/// Reads WebP and ICO by Skia, and PNG, JPEG, BMP, GIF and PNM by the library's own decoder, which is quicker on photographs and
/// needs no native code: bytes of any other format never come to Skia.
/// </summary>
/// <remarks>
/// <para>
/// WebP is read lossy and lossless, of an animated one the first frame, turned upright as EXIF says. Of an ICO (or CUR) the
/// largest picture is read. Colour becomes grey and transparency is laid over white as by <see cref="ImageDecoder"/>, and colour
/// profiles are not applied either. HEIC, AVIF and JPEG XL are beyond Skia as SkiaSharp brings it.
/// </para>
/// <para>
/// While Skia decodes, a picture takes four bytes a pixel besides the one that stays:
/// <see cref="ImageDecoderOptions.MaxPixels"/> bounds them, and is checked before. Safe to use from several threads at once.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var recognizer = new CharacterRecognizer(new RecognizerOptions { Decoder = new SkiaImageDecoder() });
/// CharacterPrediction prediction = recognizer.Predict("letter.webp");
/// </code>
/// </example>
public sealed class SkiaImageDecoder : IImageDecoder
{
    /// <summary>Creates a decoder.</summary>
    /// <exception cref="DllNotFoundException">
    /// Skia's native code is missing or cannot be loaded: on Linux the application adds the package
    /// SkiaSharp.NativeAssets.Linux.NoDependencies (or SkiaSharp.NativeAssets.Linux) in the version of SkiaSharp.
    /// </exception>
    public SkiaImageDecoder()
    {
        try
        {
            SKData.CreateCopy([0]).Dispose();
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new DllNotFoundException(
                "Skia's native code (libSkiaSharp) is missing or cannot be loaded. On Linux, add the package "
                + "SkiaSharp.NativeAssets.Linux.NoDependencies in the version of SkiaSharp to the application.", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="options"/> is out of its range.</exception>
    public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, 1);
        return SkiaFormat.Find(encoded.Span) is { } format
            ? format.Decode(encoded.Span, options)
            : ImageDecoder.BuiltIn.Decode(encoded, options);
    }
}
