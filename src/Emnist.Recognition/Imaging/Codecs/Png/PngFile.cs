namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>A PNG's chunks, each one's CRC checked and all in a legal order; image data are not inflated yet.</summary>
internal sealed class PngFile
{
    private PngFile(ReadOnlyMemory<byte> bytes, PngHeader header)
    {
        Bytes = bytes;
        Header = header;
    }

    /// <summary>The eight bytes that every PNG starts with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What IHDR says.</summary>
    public PngHeader Header { get; }

    /// <summary>PLTE, where there is one.</summary>
    public PngChunk? Palette { get; private set; }

    /// <summary>tRNS, where there is one.</summary>
    public PngChunk? Transparency { get; private set; }

    /// <summary>How the picture is to be turned, as eXIf says: 1 to 8 as EXIF counts, 1 for not at all.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>The byte at which the first IDAT starts; the others follow it without a gap.</summary>
    public int ImageDataOffset { get; private set; }

    /// <summary>Walks through all chunks up to IEND; what follows it is not looked at.</summary>
    /// <exception cref="ImageFormatException">A chunk is damaged, missing, unknown and critical, or out of order.</exception>
    public static PngFile Read(ReadOnlyMemory<byte> bytes, ImageDecoderOptions options)
    {
        PngChunk chunk = PngChunk.Read(bytes, Signature.Length);
        PngFile file = new(bytes, PngHeader.Read(chunk, options));
        string previous = chunk.Type;
        while (true)
        {
            if (chunk.End == bytes.Length)
            {
                throw ImageError.Png.Truncated(bytes.Length, "where the chunk IEND should follow");
            }

            chunk = PngChunk.Read(bytes, chunk.End);
            if (chunk.Type == "IEND")
            {
                file.Finish(chunk);
                return file;
            }

            file.Take(chunk, previous);
            previous = chunk.Type;
        }
    }

    /// <summary>Whether pixels have a channel of their own.</summary>
    public bool Has(PixelChannel channel) => channel switch
    {
        PixelChannel.Luma => true,
        PixelChannel.Alpha => Transparency is not null || Header.ColorType is PngColorType.GrayAlpha or PngColorType.Rgba,
        _ => Header.ColorType is PngColorType.Palette or PngColorType.Rgb or PngColorType.Rgba,
    };

    private void Take(PngChunk chunk, string previous)
    {
        switch (chunk.Type)
        {
            case "PLTE":
                RequireFirstAndBeforeImageData(chunk, Palette);
                PngColorChunks.CheckPalette(chunk, Header, Transparency);
                Palette = chunk;
                break;
            case "tRNS":
                RequireFirstAndBeforeImageData(chunk, Transparency);
                PngColorChunks.CheckTransparency(chunk, Header, Palette);
                Transparency = chunk;
                break;
            case "IDAT" when ImageDataOffset == 0:
                ImageDataOffset = chunk.Offset;
                break;
            case "IDAT" when previous != "IDAT":
                throw chunk.Damaged($"{previous} stands between two chunks of image data");
            case "IDAT":
                break;
            case "IHDR":
                throw chunk.Damaged("there is a second one");
            case "eXIf":
                Orientation = Exif.Orientation(chunk.Data.Span);
                break;
            default:
                if (!chunk.IsAncillary)
                {
                    throw chunk.Damaged("an unknown chunk is marked as needed to read the picture");
                }

                break;
        }
    }

    private void Finish(PngChunk end)
    {
        if (end.Data.Length != 0)
        {
            throw end.Damaged($"it has {end.Data.Length} bytes of data, not 0");
        }

        if (ImageDataOffset == 0)
        {
            throw end.Damaged("there is no image data (IDAT) before it");
        }

        if (Header.ColorType == PngColorType.Palette && Palette is null)
        {
            throw PngChunk.Damaged("IDAT", ImageDataOffset, "the palette (PLTE) that its pixels point into is missing");
        }
    }

    private void RequireFirstAndBeforeImageData(PngChunk chunk, PngChunk? earlier)
    {
        if (earlier is not null)
        {
            throw chunk.Damaged("there is a second one");
        }

        if (ImageDataOffset != 0)
        {
            throw chunk.Damaged("it follows the image data that need it");
        }
    }
}
