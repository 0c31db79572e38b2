using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp;

/// <summary>A format of files that Skia reads, and its refusals.</summary>
/// <param name="name">The format's name.</param>
internal sealed class SkiaFormat(string name)
{
    private static readonly SkiaFormat WebP = new("WebP");
    private static readonly SkiaFormat Ico = new("ICO");

    /// <summary>The format of a file, told by its first bytes; null for what is left to the built-in decoder.</summary>
    public static SkiaFormat? Find(ReadOnlySpan<byte> file) => file switch
    {
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [0, 0, 1 or 2, 0, ..] => Ico,
        _ => null,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="ImageFormatException">The file is damaged or exceeds a limit.</exception>
    public GrayImage Decode(ReadOnlySpan<byte> file, ImageDecoderOptions options)
    {
        if (file.Length > options.MaxBytes)
        {
            throw new ImageFormatException(
                $"The {name} has {file.Length} bytes, over the limit of {options.MaxBytes}. Make it smaller, or raise "
                + $"{nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxBytes)}.") { Offset = options.MaxBytes };
        }

        using SKData data = SKData.CreateCopy(file);
        using var stream = new SKMemoryStream(data);
        using SKCodec codec = SKCodec.Create(stream, out SKCodecResult opened) ?? throw Damaged(opened, "its header");
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        CheckSize(width, height, options.MaxPixels);

        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul)))
        {
            throw new ImageFormatException(
                $"The {name}'s {width} x {height} pixels do not fit in memory while they are decoded. Make the picture smaller.");
        }

        SKCodecResult read = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (read != SKCodecResult.Success)
        {
            throw Damaged(read, $"the pixels of its {width} x {height} picture");
        }

        var size = new ImageSize { Width = width, Height = height };
        GrayImage stored = GrayImage.FromPixels(bitmap.GetPixelSpan(), size, PixelFormat.Rgba32, bitmap.RowBytes);
        return Upright(stored, codec.EncodedOrigin);
    }

    private static GrayImage Upright(GrayImage stored, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return stored;
        }

        byte[] pixels = new byte[stored.Pixels.Length];
        StoredPixels.Turn(stored, origin, pixels);
        return new GrayImage(StoredPixels.UprightSize(stored, origin), pixels);
    }

    private void CheckSize(int width, int height, int maxPixels)
    {
        int most = Math.Min(maxPixels, SkiaImageExtensions.MaxPixels);
        if ((long)width * height > most)
        {
            throw new ImageFormatException(
                $"The {name}'s size is {width} x {height} (in its header), over the limit of {most} pixels. Make it smaller, or raise "
                + $"{nameof(ImageDecoderOptions)}.{nameof(ImageDecoderOptions.MaxPixels)} "
                + $"(of which Skia can use {SkiaImageExtensions.MaxPixels}).");
        }
    }

    private ImageFormatException Damaged(SKCodecResult result, string place) => new(
        $"The {name} is damaged or cut short: Skia cannot read {place} ({result}). "
        + "Copy or download the whole file again, or save the picture anew.");
}
