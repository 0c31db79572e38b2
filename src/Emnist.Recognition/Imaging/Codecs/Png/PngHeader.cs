using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>What the IHDR chunk says.</summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="BitDepth">Bits a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">How a pixel is made up.</param>
/// <param name="IsInterlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    private const int Length = 13;

    /// <summary>Samples a pixel, 1 to 4.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgb => 3,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes a pixel, and 1 where several pixels share a byte: the distance at which the filters look back.</summary>
    public int BytesPerPixel => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes in a row of so many pixels, the filter's byte not counted.</summary>
    public int RowBytes(int width) => (int)((((long)width * Channels * BitDepth) + 7) / 8);

    /// <summary>Reads and checks the chunk.</summary>
    /// <exception cref="ImageFormatException">A value is illegal, or the size is over a limit.</exception>
    public static PngHeader Read(PngChunk chunk, ImageDecoderOptions options)
    {
        if (chunk.Type != "IHDR")
        {
            throw chunk.Damaged("the first chunk is not IHDR");
        }

        ReadOnlySpan<byte> data = chunk.Data.Span;
        if (data.Length != Length)
        {
            throw chunk.Damaged($"it has {data.Length} bytes of data, not {Length}");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        ImageSizeLimits.Check(width, height, "PNG chunk IHDR", chunk.Offset, options);

        (byte depth, PngColorType colorType) = (data[8], (PngColorType)data[9]);
        if (!IsLegal(colorType, depth))
        {
            throw chunk.Damaged($"colour type {data[9]} does not come with {depth} bits");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw chunk.Damaged(
                $"compression {data[10]}, filter {data[11]} and interlace method {data[12]} are not all known ones (0, 0, and 0 or 1)");
        }

        return new PngHeader((int)width, (int)height, depth, colorType, data[12] == 1);
    }

    private static bool IsLegal(PngColorType colorType, int depth) => colorType switch
    {
        PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => depth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
        _ => false,
    };
}

/// <summary>How a PNG's pixels are made up; the values are those of the file.</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
