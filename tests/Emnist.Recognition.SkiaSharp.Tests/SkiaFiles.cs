using System.Buffers.Binary;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp.Tests;

/// <summary>Makes files of the formats that Skia reads and the library does not.</summary>
internal static class SkiaFiles
{
    /// <summary>A picture whose every corner, edge and colour differs, with soft and clear parts where asked.</summary>
    public static SKBitmap Draw(int width, int height, bool transparent)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte alpha = (byte)(transparent ? 255 * (x + y) / (width + height - 2) : 255);
                bitmap.SetPixel(x, y, new SKColor((byte)(255 * x / width), (byte)(255 * y / height), (byte)(x * y % 256), alpha));
            }
        }

        return bitmap;
    }

    public static byte[] WebP(SKBitmap bitmap, SKWebpEncoderCompression compression, float quality)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData data = pixels.Encode(new SKWebpEncoderOptions(compression, quality))!;
        return data.ToArray();
    }

    public static byte[] Animation(params ReadOnlySpan<SKBitmap> frames)
    {
        SKWebpEncoderFrame[] timed = new SKWebpEncoderFrame[frames.Length];
        for (int i = 0; i < frames.Length; i++)
        {
            timed[i] = new SKWebpEncoderFrame(frames[i], TimeSpan.FromSeconds(1));
        }

        using SKData data = SKWebpEncoder.EncodeAnimated(timed, new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 50))!;
        return data.ToArray();
    }

    /// <summary>A lossless WebP with an EXIF chunk that says how to turn it.</summary>
    public static byte[] Turned(byte[] webP, int width, int height, SKEncodedOrigin origin)
    {
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)origin, 0, 0, 0, 0, 0, 0, 0];
        byte[] extended = [0x08, 0, 0, 0, .. Number(width - 1).AsSpan(0, 3), .. Number(height - 1).AsSpan(0, 3)]; // 8: there is EXIF
        byte[] body = [.. "WEBP"u8, .. Chunk("VP8X"u8, extended), .. webP.AsSpan(12), .. Chunk("EXIF"u8, exif)];
        return [.. "RIFF"u8, .. Number(body.Length), .. body];
    }

    /// <summary>An ICO of pictures that are PNG files, as Windows has them since Vista.</summary>
    public static byte[] Ico(params IReadOnlyList<SKBitmap> pictures)
    {
        byte[][] files = [.. pictures.Select(Png)];
        List<byte> ico = [0, 0, 1, 0, (byte)files.Length, 0];
        int start = 6 + (16 * files.Length);
        for (int i = 0; i < files.Length; i++)
        {
            ico.AddRange([(byte)pictures[i].Width, (byte)pictures[i].Height, 0, 0, 1, 0, 32, 0]);
            ico.AddRange([.. Number(files[i].Length), .. Number(start)]);
            start += files[i].Length;
        }

        return [.. ico, .. files.SelectMany(static file => file)];
    }

    private static byte[] Png(SKBitmap bitmap)
    {
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data) =>
        [.. name, .. Number(data.Length), .. data, .. new byte[data.Length % 2]];

    private static byte[] Number(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
