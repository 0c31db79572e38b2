using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every way a GIF can be broken ends in an <see cref="ImageFormatException"/> that says what and where.</summary>
public sealed class GifDamageTests
{
    private static readonly GifBuilder Sound = new();

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "signature alone", "GIF89a"u8.ToArray(), "The GIF is cut short: it ends at byte 6, before the end of the header." },
        { "no frame", (Sound with { BeforeFrame = [0x3B] }).ToArray(), "it ends without a frame (at byte 25)" },
        { "unknown block", (Sound with { BeforeFrame = [0x21, 0xFE, 0, 0x77] }).ToArray(), "0x77 starts no known block (at byte 28)" },
        { "extension without end", [.. Sound.ToArray().AsSpan(0, 25), 0x21, 0xFE, 4, 1], "before the end of the extension" },
        { "no colours", (Sound with { HasTable = false }).ToArray(), "its first frame has no colour table, and there is no global one (at byte 13)" },
        { "no width", (Sound with { Width = 0 }).ToArray(), "0 x 2 (GIF frame at byte 25): it has no pixels" },
        { "no height", (Sound with { Height = 0 }).ToArray(), "2 x 0 (GIF frame at byte 25): it has no pixels" },
        { "huge frame", (Sound with { Width = 65_535, Height = 65_535 }).ToArray(), "65535 x 65535 (GIF frame at byte 25), over the limit of 50000000" },
        { "huge screen", (Sound with { ScreenWidth = 65_535, ScreenHeight = 65_535 }).ToArray(), "65535 x 65535 (GIF screen at byte 6), over the limit of 50000000" },
        { "far away", (Sound with { Left = 65_535, Top = 65_535 }).ToArray(), "65537 x 65537 (GIF screen at byte 6), over the limit" },
        { "far to the right", (Sound with { Left = 65_535 }).ToArray(), "65537 x 2 (GIF screen at byte 6); a side may have 65535" },
        { "large screen", (Sound with { ScreenWidth = 7_000, ScreenHeight = 7_000 }).ToArray(), "7000 x 7000 (GIF screen at byte 6), out of all proportion to the file's 42 bytes" },
        { "large frame", (Sound with { Width = 7_000, Height = 7_000 }).ToArray(), "out of all proportion to the file's 42 bytes" },
        { "no pixel size", (Sound with { PixelSize = 0 }).ToArray(), "its pixels' size is 0 bits, not 2 to 8 (at byte 35)" },
        { "large pixel size", (Sound with { PixelSize = 9 }).ToArray(), "its pixels' size is 9 bits, not 2 to 8 (at byte 35)" },
        { "first code", (Sound with { Codes = [(4, 3), (6, 3)] }).ToArray(), "a code is 6 where the largest legal one is 3 (at byte 37)" },
        { "code after a clear", (Sound with { Codes = [(4, 3), (0, 3), (4, 3), (6, 3)] }).ToArray(), "a code is 6 where the largest legal one is 3" },
        { "code not known yet", (Sound with { Codes = [(4, 3), (0, 3), (7, 3)] }).ToArray(), "a code is 7 where the largest legal one is 6" },
        { "end code", (Sound with { Codes = [(4, 3), (0, 3), (1, 3), (2, 3), (5, 4)] }).ToArray(), "its first frame has fewer pixels than its size asks for" },
        { "no codes", (Sound with { Codes = [] }).ToArray(), "its first frame has fewer pixels than its size asks for" },
        { "end of the blocks", (Sound with { Codes = [(4, 3), (0, 3)] }).ToArray(), "its first frame has fewer pixels than its size asks for" },
        { "colour past the table", (Sound with { PixelSize = 3, Codes = [(8, 4), (0, 4), (4, 4), (0, 4), (0, 4)] }).ToArray(), "a pixel of its first frame has colour 4, counted from 0, of a table of 4 (at byte 25)" },
        { "GIF88a", "GIF88a\x01\x00\x01\x00"u8.ToArray(), "starts with the bytes 4749463838610100" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Says_what_and_where(string what, byte[] gif, string expected)
    {
        string message = Damage.MessageOf(gif);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Fact]
    public void The_builders_own_file_is_sound()
    {
        Assert.Equal([0, 10, 20, 30], ImageDecoder.Decode(Sound.ToArray()).Pixels.ToArray());
    }

    [Fact]
    public void A_code_may_be_learnt_by_its_own_use()
    {
        GifBuilder gif = Sound with { Codes = [(4, 3), (1, 3), (6, 3), (2, 3)] };

        Assert.Equal([10, 10, 10, 20], ImageDecoder.Decode(gif.ToArray()).Pixels.ToArray());
    }

    [Fact]
    public void Plain_text_uses_up_the_transparency_before_it()
    {
        byte[] control = [0x21, 0xF9, 4, 1, 0, 0, 1, 0];
        byte[] text = [0x21, 0x01, 1, 65, 0];

        Assert.Equal([0, 255, 20, 30], ImageDecoder.Decode((Sound with { BeforeFrame = control }).ToArray()).Pixels.ToArray());
        Assert.Equal([0, 10, 20, 30], ImageDecoder.Decode((Sound with { BeforeFrame = [.. control, .. text] }).ToArray()).Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 4)]
    [InlineData(1, 255)]
    public void A_transparent_colour_that_is_not_said_to_be_one_or_not_in_the_table_changes_nothing(byte flags, byte color)
    {
        byte[] control = [0x21, 0xF9, 4, flags, 0, 0, color, 0];

        Assert.Equal([0, 10, 20, 30], ImageDecoder.Decode((Sound with { BeforeFrame = control }).ToArray()).Pixels.ToArray());
    }

    [Fact]
    public void Cut_before_its_last_pixel_it_is_refused()
    {
        byte[] gif = Sound.ToArray();
        int end = gif.Length - 3;
        for (int length = 0; length < end; length++)
        {
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(gif.AsSpan(0, length)));
        }

        Assert.Equal(4, ImageDecoder.Decode(gif.AsSpan(0, end)).Pixels.Length);
    }

    [Fact]
    public void Headers_alone_make_it_allocate_little()
    {
        Assert.InRange(Damage.AllocatedToRefuse((Sound with { ScreenWidth = 7_000, ScreenHeight = 7_000 }).ToArray()), 0, 1 << 16);
        Assert.InRange(Damage.AllocatedToRefuse((Sound with { Width = 7_000, Height = 7_000 }).ToArray()), 0, 1 << 16);
    }
}
