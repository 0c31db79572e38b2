using System.Text;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every way a PNM can be broken ends in an <see cref="ImageFormatException"/> that says what and where.</summary>
public sealed class PnmDamageTests
{
    [Theory]
    [InlineData("P5\n", "The PNM is cut short: it ends at byte 3, before the end of the header.")]
    [InlineData("P5 2 2", "it ends at byte 6, before the end of the header")]
    [InlineData("P5 # no end", "it ends at byte 11, before the end of the header")]
    [InlineData("P5 0 2 255 ", "0 x 2 (PNM header at byte 0)")]
    [InlineData("P5 2 0 255 ", "2 x 0 (PNM header at byte 0)")]
    [InlineData("P5 -2 2 255 ", "0x2D stands in its header in place of a digit (at byte 3)")]
    [InlineData("P5 2x2 255 ", "0x78 stands in its header in place of a digit (at byte 4)")]
    [InlineData("P5 60000 60000 255 ", "60000 x 60000 (PNM header at byte 0), over the limit of 50000000")]
    [InlineData("P5 70000 1 255 ", "a side may have 65535")]
    [InlineData("P5 100000000 1 255 ", "a number in its header is over 99999999 (at byte 3)")]
    [InlineData("P5 99999999999999999999999999 1 255 ", "a number in its header is over 99999999 (at byte 3)")]
    [InlineData("P5 1 1 0 a", "its largest value is 0, not 1 to 65535 (at byte 7)")]
    [InlineData("P5 1 1 65536 ab", "its largest value is 65536, not 1 to 65535 (at byte 7)")]
    [InlineData("P5 2 1 96 aa", "a row has the sample 97, above the largest value 96 of its header (at byte 10)")]
    [InlineData("P5 1 1 24929 ab", "a row has the sample 24930, above the largest value 24929")]
    [InlineData("P2 2 1 15 7 16", "a row has the sample 16, above the largest value 15 of its header (at byte 10)")]
    [InlineData("P2 1 1 65535 65536", "a row has the sample 65536, above the largest value 65535")]
    [InlineData("P2 1 1 255 100000000", "a number in its pixels is over 99999999 (at byte 11)")]
    [InlineData("P2 2 1 15 1,2", "0x2C stands in its pixels in place of a digit (at byte 11)")]
    [InlineData("P2 2 1 15 12 ", "cut short: it ends at byte 13, before the end of the pixels")]
    [InlineData("P3 1 1 15 1 2   ", "before the end of the pixels")]
    [InlineData("P1 2 1 12", "a pixel of its bitmap is 2, neither 0 nor 1 (at byte 8)")]
    [InlineData("P1 2 1 1 ", "before the end of the pixels")]
    [InlineData("P1 2 1 1#", "before the end of the pixels")]
    [InlineData("P4 9 2 abc", "it ends at byte 10, before the end of the pixels")]
    [InlineData("P5 2 2 255 abc", "it ends at byte 14, before the end of the pixels")]
    [InlineData("P5 2 2 256 abcdefg", "before the end of the pixels")]
    [InlineData("P6 2 2 255 abcdefghijk", "before the end of the pixels")]
    [InlineData("P7\nWIDTH 1\n", "The input is a PAM picture (PNM of type P7), which is not read here. Save it as PNG or JPEG.")]
    [InlineData("P8 1 1 255 a", "not a picture of a known format")]
    [InlineData("P51 1 255 a", "not a picture of a known format")]
    public void Says_what_and_where(string pnm, string expected)
    {
        Assert.Contains(expected, Damage.MessageOf(Encoding.ASCII.GetBytes(pnm)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P1 2 1 10")]
    [InlineData("P1 2 1 1#c\n0")]
    [InlineData("P2 2 1 3 0 3")]
    [InlineData("P2 2 1 3 0#c\n3")]
    [InlineData("P2#c\r2#c\r1#c\r3#c\r0 3")]
    public void Last_samples_need_nothing_behind_them(string pnm)
    {
        Assert.Equal([0, 255], ImageDecoder.Decode(Encoding.ASCII.GetBytes(pnm)).Pixels.ToArray());
    }

    [Theory]
    [InlineData("P4 9 2 abcd")]
    [InlineData("P5 2 2 255 abcd")]
    [InlineData("P5 2 2 32000 abcdefgh")]
    [InlineData("P6 2 1 255 abcdef")]
    public void Cut_at_any_byte_it_is_refused(string pnm)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(pnm);
        ImageDecoder.Decode(bytes);
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Long_comments_are_skipped()
    {
        string comment = "#" + new string('x', 1_000_000) + "\n";

        Assert.Equal([0, 255], ImageDecoder.Decode(Encoding.ASCII.GetBytes($"P2 {comment}2 1 {comment}3 0 {comment}3")).Pixels.ToArray());
    }

    [Theory]
    [InlineData("P1 7000 7000 1 0 1")]
    [InlineData("P3 700 65535 255 1 2 3")]
    [InlineData("P4 7000 7000 abc")]
    [InlineData("P6 65535 700 65535 abc")]
    public void A_header_alone_makes_it_allocate_little(string pnm)
    {
        Assert.InRange(Damage.AllocatedToRefuse(Encoding.ASCII.GetBytes(pnm)), 0, 1 << 16);
    }
}
