using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every way a PNG can be broken ends in an <see cref="ImageFormatException"/> that says what and where.</summary>
public sealed class PngDamageTests
{
    /// <summary>The sound image data of a grey 2 x 3 picture of 8 bits.</summary>
    private static readonly byte[] Raw = [0, 1, 2, 0, 3, 4, 0, 5, 6];
    private static readonly byte[] Data = PngBuilder.Deflate(Raw);

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "empty", [], "empty" },
        { "text", "hello, world"u8.ToArray(), "68656C6C6F2C2077" },
        { "webp", "RIFF\0\0\0\0WEBP"u8.ToArray(), "a WebP picture" },
        { "zero width", Start(0, 3).ImageData(Data).End(), "0 x 3 (PNG chunk IHDR at byte 8)" },
        { "zero height", Start(2, 0).ImageData(Data).End(), "2 x 0 (PNG chunk IHDR at byte 8)" },
        { "huge", Start(60_000, 60_000).ImageData(Data).End(), "60000 x 60000 (PNG chunk IHDR at byte 8), over the limit of 50000000" },
        { "largest numbers", Start(-1, -1).ImageData(Data).End(), "over the limit" },
        { "long side", Start(70_000, 1).ImageData(Data).End(), "a side may have 65535" },
        { "depth", new PngBuilder().Header(2, 3, 3, 0).ImageData(Data).End(), "colour type 0 does not come with 3 bits" },
        { "depth of palette", new PngBuilder().Header(2, 3, 16, 3).End(), "colour type 3 does not come with 16 bits" },
        { "depth of colour", new PngBuilder().Header(2, 3, 4, 2).End(), "colour type 2 does not come with 4 bits" },
        { "colour type", new PngBuilder().Header(2, 3, 8, 5).End(), "colour type 5 does not come with 8 bits" },
        { "interlace", new PngBuilder().Header(2, 3, 8, 0, 2).End(), "interlace method 2" },
        { "compression method", Header(place: 10), "compression 1, filter 0 and interlace method 0" },
        { "filter method", Header(place: 11), "compression 0, filter 1 and interlace method 0" },
        { "no IHDR", new PngBuilder().ImageData(Data).End(), "the first chunk is not IHDR (chunk IDAT at byte 8)" },
        { "short IHDR", new PngBuilder().Chunk("IHDR", 0, 0, 0, 1).End(), "it has 4 bytes of data, not 13" },
        { "second IHDR", Start(2, 3).Header(2, 3, 8, 0).ImageData(Data).End(), "there is a second one (chunk IHDR at byte 33)" },
        { "no IDAT", Start(2, 3).End(), "there is no image data (IDAT) before it (chunk IEND at byte 33)" },
        { "no IEND", Start(2, 3).ImageData(Data).ToArray(), "where the chunk IEND should follow" },
        { "IEND with data", Start(2, 3).ImageData(Data).Chunk("IEND", 1).ToArray(), "it has 1 bytes of data, not 0" },
        { "parted IDAT", Start(2, 3).ImageData(Data[..3]).Chunk("tEXt").ImageData(Data[3..]).End(), "tEXt stands between" },
        { "unknown critical", Start(2, 3).Chunk("ABCD").ImageData(Data).End(), "unknown chunk is marked as needed to read the picture (chunk ABCD at byte 33)" },
        { "no letters", Start(2, 3).Chunk("A1CD").ImageData(Data).End(), "a chunk's type is not four letters (chunk 0x41314344 at byte 33)" },
        { "late PLTE", Indexed().ImageData(Data).Chunk("PLTE", 1, 2, 3).End(), "it follows the image data that need it (chunk PLTE" },
        { "second PLTE", Indexed().Chunk("PLTE", 1, 2, 3).Chunk("PLTE", 1, 2, 3).End(), "there is a second one (chunk PLTE" },
        { "no PLTE", Indexed().ImageData(Data).End(), "the palette (PLTE) that its pixels point into is missing" },
        { "empty PLTE", Indexed().Chunk("PLTE").ImageData(Data).End(), "its 0 bytes are not 1 to 256 colours" },
        { "ragged PLTE", Indexed().Chunk("PLTE", 1, 2, 3, 4).ImageData(Data).End(), "its 4 bytes are not 1 to 256 colours" },
        { "grey PLTE", Start(2, 3).Chunk("PLTE", 1, 2, 3).ImageData(Data).End(), "a grey picture has a palette" },
        { "colour past the palette", Indexed().Chunk("PLTE", 1, 2, 3, 4, 5, 6).ImageData(Data).End(), "a pixel has colour 2, counted from 0, of a palette (PLTE) of 2" },
        { "tRNS before PLTE", Indexed().Chunk("tRNS", 1).Chunk("PLTE", 1, 2, 3).End(), "no palette before it" },
        { "long tRNS", Indexed().Chunk("PLTE", 1, 2, 3).Chunk("tRNS", 1, 2).End(), "its 2 bytes do not go with colour type 3 and a palette of 1 colours" },
        { "late tRNS", Start(2, 3).ImageData(Data).Chunk("tRNS", 0, 1).End(), "it follows the image data that need it (chunk tRNS" },
        { "grey tRNS", Start(2, 3).Chunk("tRNS", 1).ImageData(Data).End(), "its 1 bytes do not go with colour type 0" },
        { "tRNS beside alpha", new PngBuilder().Header(2, 3, 8, 4).Chunk("tRNS", 0, 1).End(), "do not go with colour type 4" },
        { "PLTE after tRNS", new PngBuilder().Header(2, 3, 8, 2).Chunk("tRNS", 0, 1, 0, 1, 0, 1).Chunk("PLTE", 1, 2, 3).End(), "it follows tRNS at byte 33" },
        { "filter", Start(2, 3).ImageData(PngBuilder.Deflate([0, 1, 2, 5, 3, 4, 0, 5, 6])).End(), "a row has filter 5" },
        { "too little", Start(2, 3).ImageData(PngBuilder.Deflate(Raw[..8])).End(), "there is less image data than the size in IHDR asks for (chunk IDAT at byte 33)" },
        { "too much", Start(2, 3).ImageData(PngBuilder.Deflate([.. Raw, 0])).End(), "there is more image data than the size in IHDR asks for" },
        { "empty IDAT", Start(2, 3).ImageData([]).End(), "there is less image data" },
        { "not zlib", Start(2, 3).ImageData([1, 2, 3, 4, 5, 6, 7]).End(), "the image data are not a sound zlib stream" },
        { "no checksum", Start(2, 3).ImageData(Data[..^4]).End(), "should end with their checksum" },
        { "half a checksum", Start(2, 3).ImageData(Data[..^2]).End(), "should end with their checksum" },
        { "wrong checksum", Start(2, 3).ImageData([.. Data[..^1], (byte)(Data[^1] ^ 1)]).End(), "IDAT at byte 33" },
        { "bytes after zlib", Start(2, 3).ImageData([.. Data, 7]).End(), "should end with their checksum" },
        { "little interlaced", new PngBuilder().Header(2, 3, 8, 0, 1).ImageData(PngBuilder.Deflate(Raw[..8])).End(), "there is less image data" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Says_what_and_where(string what, byte[] png, string expected)
    {
        string message = Damage.MessageOf(png);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Fact]
    public void Wrong_crc_says_both_sums()
    {
        byte[] png = Start(2, 3).ImageData(Data).End();
        png[^1] ^= 1;

        string message = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(png)).Message;

        Assert.Equal(
            "The PNG is damaged: its CRC is AE426083 and should be AE426082 "
            + $"(chunk IEND at byte {png.Length - 12}). Copy the file again or save the picture anew.",
            message);
    }

    [Fact]
    public void Unknown_ancillary_chunks_and_bytes_after_the_end_are_skipped()
    {
        byte[] png = Start(2, 3).Chunk("zzZz", 1, 2).ImageData(Data).Chunk("tEXt", 3).End();

        Assert.Equal([1, 2, 3, 4, 5, 6], ImageDecoder.Decode([.. png, 9, 9, 9]).Pixels.ToArray());
    }

    [Fact]
    public void A_palette_may_have_256_colours_and_each_its_transparency()
    {
        byte[] colors = [.. Enumerable.Range(0, 256 * 3).Select(static i => (byte)(i / 3))];
        byte[] opaque = [.. Enumerable.Repeat((byte)255, 256)];
        byte[] png = new PngBuilder().Header(2, 1, 8, 3).Chunk("PLTE", colors).Chunk("tRNS", opaque).ImageData(PngBuilder.Deflate([0, 255, 7])).End();

        Assert.Equal([255, 7], ImageDecoder.Decode(png).Pixels.ToArray());
    }

    [Fact]
    public void Cut_at_any_byte_it_is_refused()
    {
        byte[] png = Palette();
        for (int length = 0; length < png.Length; length++)
        {
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(png.AsSpan(0, length)));
        }
    }

    [Fact]
    public void With_any_bits_changed_it_is_refused()
    {
        byte[] png = Palette();
        for (int i = 0; i < png.Length; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x20, 0x80, 0xFF])
            {
                byte[] damaged = [.. png];
                damaged[i] ^= change;
                Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(damaged));
            }
        }
    }

    [Fact]
    public void With_any_image_data_behind_sound_crcs_it_reads_or_is_refused()
    {
        for (int i = 0; i < Data.Length; i++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. Data];
                changed[i] = (byte)value;
                ReadOrRefuse(Start(2, 3).ImageData(changed).End());
            }
        }
    }

    [Fact]
    public void With_any_header_behind_a_sound_crc_it_reads_or_is_refused()
    {
        for (int i = 0; i < 13; i++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] header = [0, 0, 0, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0];
                header[i] = (byte)value;
                ReadOrRefuse(new PngBuilder().Chunk("IHDR", header).ImageData(Data).End());
            }
        }
    }

    private static void ReadOrRefuse(byte[] png)
    {
        try
        {
            GrayImage image = ImageDecoder.Decode(png);
            Assert.Equal(image.Width * image.Height, image.Pixels.Length);
        }
        catch (ImageFormatException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static PngBuilder Start(int width, int height) => new PngBuilder().Header(width, height, 8, 0);

    /// <summary>A picture whose header has a 1 at a place.</summary>
    private static byte[] Header(int place)
    {
        byte[] data = [0, 0, 0, 2, 0, 0, 0, 3, 8, 0, 0, 0, 0];
        data[place] = 1;
        return new PngBuilder().Chunk("IHDR", data).ImageData(Data).End();
    }

    private static PngBuilder Indexed() => new PngBuilder().Header(2, 3, 8, 3);

    private static byte[] Palette() => Indexed().Chunk("PLTE", [.. Enumerable.Range(0, 21).Select(i => (byte)(i * 12))])
        .Chunk("tRNS", 255, 128).Chunk("tEXt", 65, 0, 66).ImageData(Data[..5]).ImageData(Data[5..]).End();
}
