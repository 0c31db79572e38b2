using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp;

/// <summary>Skia's bitmaps and images as the grey pictures that a <see cref="CharacterRecognizer"/> takes.</summary>
/// <remarks>
/// Every colour type and row length is taken, and a subset as well. Colour becomes grey by ITU-R BT.601 luma, and transparency is laid
/// over white: what has nothing but opacity, such as <see cref="SKColorType.Alpha8"/>, is black ink on white. Colours count as they are
/// stored: colour spaces are not applied. The pixels are copied, so that the source may be disposed; it must not be drawn on
/// meanwhile. The members are safe to call from several threads at once.
/// </remarks>
/// <example>
/// <code>
/// using SKBitmap bitmap = SKBitmap.Decode("letter.webp");
/// CharacterPrediction prediction = recognizer.Predict(bitmap.ToGrayImage());
/// </code>
/// </example>
public static class SkiaImageExtensions
{
    /// <summary>Pixels of four bytes that one span holds.</summary>
    internal const int MaxPixels = int.MaxValue / 4;

    /// <summary>Makes a grey picture of a bitmap, as it stands in memory.</summary>
    /// <param name="bitmap">The bitmap; one that was decoded with its file's rows and columns, whatever EXIF says of turning it.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="bitmap"/> is null.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="bitmap"/> is disposed.</exception>
    /// <exception cref="ArgumentException">It has no pixels, or more than 536,870,911.</exception>
    public static GrayImage ToGrayImage(this SKBitmap bitmap)
    {
        CheckAlive(bitmap);
        using SKPixmap? pixels = bitmap.PeekPixels();
        return Convert(pixels?.Info ?? SKImageInfo.Empty, pixels is null ? null : pixels.ReadPixels, nameof(bitmap));
    }

    /// <summary>Makes a grey picture of an image in memory; one that is still encoded is decoded.</summary>
    /// <param name="image">
    /// The image, of any kind but those that live in a graphics processor: see <see cref="SKImage.ToRasterImage()"/>.
    /// </param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="image"/> is disposed.</exception>
    /// <exception cref="ArgumentException">
    /// Its pixels cannot be had: it is damaged or not in memory, or has more than 536,870,911.
    /// </exception>
    public static GrayImage ToGrayImage(this SKImage image)
    {
        CheckAlive(image);
        return Convert(image.Info, image.ReadPixels, nameof(image));
    }

    /// <summary>Makes a grey picture of pixels that Skia points at.</summary>
    /// <param name="pixmap">The pixels, which must still be there.</param>
    /// <returns>The picture in grey.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="pixmap"/> is null.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="pixmap"/> is disposed.</exception>
    /// <exception cref="ArgumentException">It has no pixels, or more than 536,870,911.</exception>
    public static GrayImage ToGrayImage(this SKPixmap pixmap)
    {
        CheckAlive(pixmap);
        return Convert(pixmap.Info, pixmap.ReadPixels, nameof(pixmap));
    }

    private static void CheckAlive(SKObject source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(source.Handle == IntPtr.Zero, source);
    }

    private static GrayImage Convert(SKImageInfo info, Func<SKImageInfo, IntPtr, int, bool>? read, string name)
    {
        if (read is null || info.Width < 1 || info.Height < 1)
        {
            throw new ArgumentException("The picture has no pixels: allocate or decode it first.", name);
        }

        if ((long)info.Width * info.Height > MaxPixels)
        {
            throw new ArgumentException(
                $"The picture's {info.Width} x {info.Height} pixels are more than {MaxPixels}. Make it smaller.", name);
        }

        // What is opaque may have anything for its opacity, which only a change between these two types overwrites.
        SKColorType type = info.AlphaType != SKAlphaType.Opaque || info.ColorType == SKColorType.Rgb888x
            ? SKColorType.Rgba8888
            : SKColorType.Rgb888x;
        SKAlphaType alpha = info.AlphaType == SKAlphaType.Premul ? SKAlphaType.Premul : SKAlphaType.Unpremul;
        using var copy = new SKBitmap();
        if (!copy.TryAllocPixels(new SKImageInfo(info.Width, info.Height, type, alpha))
            || !read(copy.Info, copy.GetPixels(), copy.RowBytes))
        {
            throw new ArgumentException(
                $"The picture's {info.Width} x {info.Height} pixels ({info.ColorType}) cannot be had: "
                + "it is damaged, not in memory, or too large for it.", name);
        }

        GC.KeepAlive(read); // and with it the source, whose native memory was read
        return GrayImage.FromPixels(
            copy.GetPixelSpan(),
            new ImageSize { Width = info.Width, Height = info.Height },
            alpha == SKAlphaType.Premul ? PixelFormat.Rgba32Premultiplied : PixelFormat.Rgba32,
            copy.RowBytes);
    }
}
