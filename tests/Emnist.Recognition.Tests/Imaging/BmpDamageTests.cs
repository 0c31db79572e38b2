using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every way a BMP can be broken ends in an <see cref="ImageFormatException"/> that says what and where.</summary>
public sealed class BmpDamageTests
{
    private static readonly BmpBuilder Sound = new();
    private static readonly BmpBuilder Rle8 = Sound with { Compression = 1, Pixels = [2, 0, 0, 0, 2, 1, 0, 1] };
    private static readonly BmpBuilder Rle4 = Rle8 with { Bits = 4, Compression = 2 };
    private static readonly BmpBuilder Masked = new() { Bits = 32, Compression = 3, Pixels = new byte[16], Between = [0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0] };

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "signature alone", "BM"u8.ToArray(), "The BMP is cut short: it ends at byte 2, before the end of the header." },
        { "header size", (Sound with { HeaderSize = 41 }).ToArray(), "its header has 41 bytes; known are 12, 40, 52, 56, 64, 108 and 124 (at byte 14)" },
        { "zero width", (Sound with { Width = 0 }).ToArray(), "0 x 2 (BMP header at byte 14)" },
        { "zero height", (Sound with { Height = 0 }).ToArray(), "2 x 0 (BMP header at byte 14)" },
        { "negative width", (Sound with { Width = -2 }).ToArray(), "its size is -2 x 2 (at byte 18)" },
        { "lowest height", (Sound with { Height = int.MinValue }).ToArray(), "its size is 2 x -2147483648 (at byte 18)" },
        { "huge", (Sound with { Width = 60_000, Height = -60_000 }).ToArray(), "60000 x 60000 (BMP header at byte 14), over the limit of 50000000" },
        { "largest numbers", (Sound with { Width = int.MaxValue, Height = int.MaxValue }).ToArray(), "over the limit" },
        { "long side", (Sound with { Width = 1, Height = 70_000 }).ToArray(), "a side may have 65535" },
        { "depth", (Sound with { Bits = 3 }).ToArray(), "compression 0 does not come with 3 bits a pixel (at byte 28)" },
        { "no depth", (Sound with { Bits = 0 }).ToArray(), "compression 0 does not come with 0 bits a pixel (at byte 28)" },
        { "depth of RLE8", (Rle8 with { Bits = 4 }).ToArray(), "compression 1 does not come with 4 bits a pixel (at byte 28)" },
        { "depth of RLE4", (Rle4 with { Bits = 8 }).ToArray(), "compression 2 does not come with 8 bits a pixel (at byte 28)" },
        { "depth of masks", (Masked with { Bits = 24 }).ToArray(), "compression 3 does not come with 24 bits a pixel (at byte 28)" },
        { "JPEG inside", (Sound with { Bits = 0, Compression = 4 }).ToArray(), "The BMP holds a JPEG picture (at byte 30), which is not read here. Save it as PNG." },
        { "PNG inside", (Sound with { Bits = 0, Compression = 5 }).ToArray(), "holds a PNG picture (at byte 30)" },
        { "CMYK", (Sound with { Compression = 11 }).ToArray(), "has compression 11 (at byte 30)" },
        { "OS/2's Huffman", (Sound with { HeaderSize = 64, Bits = 1, Compression = 3 }).ToArray(), "a compression of OS/2's own, 3 (at byte 30)" },
        { "mask with a hole", (Masked with { Between = [0, 0, 0, 255, 0, 0, 5, 0, 0, 255, 0, 0] }).ToArray(), "the channel mask 0x00050000 is not one run of bits among the 32 of a pixel (at byte 58)" },
        { "mask past the pixel", (Masked with { Bits = 16 }).ToArray(), "the channel mask 0xFF000000 is not one run of bits among the 16 of a pixel (at byte 54)" },
        { "no room for masks", (Masked with { PixelOffset = 54 }).ToArray(), "its pixels would start at byte 54, within the header, which ends at byte 66 (at byte 10)" },
        { "pixels in the header", (Sound with { PixelOffset = 53 }).ToArray(), "its pixels would start at byte 53, within the header" },
        { "pixels past the end", (Sound with { PixelOffset = 71 }).ToArray(), "before the end of the pixels" },
        { "pixels at -1", (Sound with { PixelOffset = -1 }).ToArray(), "before the end of the pixels" },
        { "no palette", (Sound with { PixelOffset = 54 }).ToArray(), "there is no palette between the header and the pixels that point into it (at byte 54)" },
        { "colour past the palette", (Sound with { Pixels = [0, 1, 9, 9, 1, 2, 9, 9] }).ToArray(), "a pixel of a row has colour 2, counted from 0, of a palette of 2 (at byte 66)" },
        { "too little", (Sound with { Pixels = [0, 1, 0, 0, 1, 0, 0] }).ToArray(), "cut short: it ends at byte 69, before the end of the pixels" },
        { "run past its row", (Rle8 with { Pixels = [3, 0, 0, 0, 2, 1, 0, 1] }).ToArray(), "a run of 3 pixels starts at column 0 of a picture 2 wide (at byte 62)" },
        { "second run past its row", (Rle8 with { Pixels = [2, 0, 1, 0, 0, 1] }).ToArray(), "a run of 1 pixels starts at column 2 of a picture 2 wide (at byte 64)" },
        { "literals past their row", (Rle8 with { Pixels = [0, 3, 0, 0, 0, 0, 0, 1] }).ToArray(), "a run of 3 pixels starts at column 0" },
        { "jump to the right", (Rle8 with { Pixels = [0, 2, 3, 0, 0, 1] }).ToArray(), "a jump by 3 columns and 0 rows leaves the picture (at byte 62)" },
        { "jump upwards", (Rle8 with { Pixels = [0, 2, 0, 3, 0, 1] }).ToArray(), "a jump by 0 columns and 3 rows leaves the picture (at byte 62)" },
        { "run's colour", (Rle8 with { Pixels = [2, 2, 0, 1] }).ToArray(), "a run has colour 2, counted from 0, of a palette of 2 (at byte 62)" },
        { "run's second colour", (Rle4 with { Pixels = [2, 0x17, 0, 1] }).ToArray(), "a run has colour 7, counted from 0, of a palette of 2 (at byte 62)" },
        { "literal's colour", (Rle4 with { Width = 3, Pixels = [0, 3, 0x01, 0x70, 0, 1] }).ToArray(), "a run has colour 7" },
        { "runs without end", (Rle8 with { Pixels = [2, 0, 0, 0] }).ToArray(), "before the end of the pixels" },
        { "half a run", (Rle8 with { Pixels = [2, 0, 0, 0, 2] }).ToArray(), "before the end of the pixels" },
        { "few runs for much", (Rle8 with { Width = 7_000, Height = 7_000 }).ToArray(), "7000 x 7000 (BMP header at byte 14), out of all proportion to the file's 70 bytes" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Says_what_and_where(string what, byte[] bmp, string expected)
    {
        string message = Damage.MessageOf(bmp);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Fact]
    public void The_builders_own_files_are_sound()
    {
        Assert.Equal([20, 10, 10, 20], ImageDecoder.Decode(Sound.ToArray()).Pixels.ToArray());
        Assert.Equal([20, 20, 10, 10], ImageDecoder.Decode(Rle8.ToArray()).Pixels.ToArray());
        Assert.Equal([10, 20, 10, 10], ImageDecoder.Decode(Rle4.ToArray()).Pixels.ToArray());
        Assert.Equal([0, 0, 0, 0], ImageDecoder.Decode(Masked.ToArray()).Pixels.ToArray());
    }

    [Fact]
    public void Runs_may_end_with_the_last_pixel()
    {
        Assert.Equal([20, 20, 10, 10], ImageDecoder.Decode((Rle8 with { Pixels = [2, 0, 0, 0, 2, 1] }).ToArray()).Pixels.ToArray());
    }

    [Theory]
    [InlineData(7_000, 7_000, 8, 0)]
    [InlineData(65_535, 700, 32, 0)]
    [InlineData(7_000, 7_000, 8, 1)]
    [InlineData(65_535, 700, 4, 2)]
    public void A_header_alone_makes_it_allocate_little(int width, int height, ushort bits, uint compression)
    {
        byte[] bmp = (Sound with { Width = width, Height = height, Bits = bits, Compression = compression }).ToArray();

        Assert.InRange(Damage.AllocatedToRefuse(bmp), 0, 1 << 16);
    }
}
