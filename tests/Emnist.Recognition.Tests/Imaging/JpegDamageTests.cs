using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class JpegDamageTests
{
    private static readonly byte[] Start = [0xFF, 0xD8];
    private static readonly byte[] End = [0xFF, 0xD9];

    /// <summary>One grey component of 8 x 8.</summary>
    private static readonly byte[] Frame = FrameOf(0xC0, 8, 8, 8);

    /// <summary>All steps are 1.</summary>
    private static readonly byte[] Steps = [0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64)];

    /// <summary>A DC and an AC table with the one code 0, for no difference and for the end of a block.</summary>
    private static readonly byte[] Codes =
    [
        0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    private static readonly byte[] Scan = [0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0];
    private static readonly byte[] Data = [0x3F];

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "start alone", [.. Start, 0xFF], "cut short: it ends at byte 3, before the end marker" },
        { "no picture", [.. Start, .. End], "the file ends without a picture" },
        { "no scan", [.. Start, .. Frame, .. End], "no scan has brought component 1" },
        { "scan first", [.. Start, .. Steps, .. Codes, .. Scan, .. Data, .. End], "a scan comes before the frame header" },
        { "no steps", [.. Start, .. Frame, .. Codes, .. Scan, .. Data, .. End], "quantisation table 0, which is not defined" },
        { "no codes", [.. Start, .. Frame, .. Steps, .. Scan, .. Data, .. End], "DC Huffman table 0, which is not defined" },
        { "code missing", [.. Start, .. Frame, .. Steps, .. Codes, .. Scan, 0x80, .. End], "a code is in none of the Huffman tables" },
        { "two frames", [.. Start, .. Frame, .. Frame, .. End], "there is a second frame header" },
        { "no height", [.. Start, .. FrameOf(0xC0, 8, 8, 0), .. End], "its height only after its first scan" },
        { "no width", [.. Start, .. FrameOf(0xC0, 8, 0, 8), .. End], "0 x 8" },
        { "12 bits", [.. Start, .. FrameOf(0xC1, 12, 8, 8), .. End], "has 12 bits a sample" },
        { "lossless", [.. Start, .. FrameOf(0xC3, 8, 8, 8), .. End], "is lossless" },
        { "hierarchical", [.. Start, .. FrameOf(0xC5, 8, 8, 8), .. End], "is hierarchical" },
        { "arithmetic", [.. Start, .. FrameOf(0xC9, 8, 8, 8), .. End], "is arithmetically coded" },
        { "sampling", [.. Start, 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x51, 0, .. End], "has the sampling 51" },
        { "two components", [.. Start, 0xFF, 0xC0, 0, 14, 8, 0, 8, 0, 8, 2, 1, 0x11, 0, 2, 0x11, 0, .. End], "has 2 components" },
        { "frame length", [.. Start, 0xFF, 0xC0, 0, 10, 8, 0, 8, 0, 8, 1, 1, 0x11, .. End], "does not fit its components" },
        { "unknown component", [.. Start, .. Frame, .. Steps, .. Codes, 0xFF, 0xDA, 0, 8, 1, 9, 0, 0, 63, 0, .. Data, .. End], "component 9, which the frame does not have" },
        { "band", [.. Start, .. FrameOf(0xC2, 8, 8, 8), .. Codes, 0xFF, 0xDA, 0, 8, 1, 1, 0, 5, 3, 0, .. Data, .. End], "coefficients 5 to 3" },
        { "code overflow", [.. Start, 0xFF, 0xC4, 0, 22, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, .. End], "There are too many codes of 1 bits" },
        { "segment length", [.. Start, 0xFF, 0xDB, 0, 1, .. End], "has the length 1" },
        { "segment cut", [.. Start, 0xFF, 0xDB, 0, 67, 0, 1], "cut short" },
        { "restart", [.. Start, .. FrameOf(0xC0, 8, 16, 8), .. Steps, .. Codes, 0xFF, 0xDD, 0, 4, 0, 1, .. Scan, .. Data, 0xFF, 0xD5, .. Data, .. End], "the restart marker D0 is missing" },
        { "data cut", [.. Start, .. FrameOf(0xC0, 8, 64, 64), .. Steps, .. Codes, .. Scan, 0, .. End], "in the coded unit 4, 0" },
    };

    [Fact]
    public void The_undamaged_file_is_grey() =>
        Assert.All(ImageDecoder.Decode([.. Start, .. Frame, .. Steps, .. Codes, .. Scan, .. Data, .. End]).Pixels.ToArray(), v => Assert.Equal(128, v));

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Says_what_and_where(string what, byte[] jpeg, string expected)
    {
        string message = Damage.MessageOf(jpeg);

        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0xC2)]
    public void A_header_alone_claims_no_memory(byte marker)
    {
        byte[] file = [.. Start, .. FrameOf(marker, 8, 7_000, 7_000), .. Steps, .. Codes, .. Scan, .. Data, .. End];

        Assert.Contains("too early for 7000 x 7000 pixels", Damage.MessageOf(file), StringComparison.Ordinal);
        Assert.InRange(Damage.AllocatedToRefuse(file), 0, 64 << 10);
    }

    [Theory]
    [InlineData("Exif\0\0")]
    [InlineData("Exif\0\0II*\0")]
    [InlineData("Exif\0\0MM\0*\xFF\xFF\xFF\xFF")]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\xFF\xFF\u0001\u0012")]
    [InlineData("Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0")]
    public void Damaged_orientation_is_passed_over(string application)
    {
        byte[] bytes = [.. application.Select(c => (byte)c)];
        byte[] file = [.. Start, 0xFF, 0xE1, 0, (byte)(bytes.Length + 2), .. bytes, .. Frame, .. Steps, .. Codes, .. Scan, .. Data, .. End];

        Assert.Equal(64, ImageDecoder.Decode(file).Pixels.Length);
    }

    private static byte[] FrameOf(byte marker, byte bits, int width, int height) =>
        [0xFF, marker, 0, 11, bits, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
}
