using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Segments of a JPEG that cannot be, one by one, beside the common ones of <see cref="JpegDamageTests"/>.</summary>
public sealed class JpegSegmentDamageTests
{
    /// <summary>A block whose DC difference is +1, so that steps of 8 make it one level lighter than 128, and nothing else.</summary>
    private const string Block = "10 1 0";

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "no end", Start().ToArray(), "before the end marker" },
        { "half a length", Start().Raw(0xFF, 0xFE, 0).ToArray(), "in the segment FE" },
        { "length past the end", Start().Raw(0xFF, 0xFE, 1, 0).ToArray(), "in the segment FE at byte" },
        { "huge", Frame(60_000, 60_000), "60000 x 60000 (frame header at byte 71), over the limit of 50000000" },
        { "frame with too few components", Start(0xC0, 8, 0, 8, 0, 8, 3, 1, 0x11, 0), "the frame header's length does not fit" },
        { "sampling 0", new JpegBuilder().Frame(0xC0, 8, 8, 0x10).End(), "component 1 has the sampling 10" },
        { "quantisation table 4", Start(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x11, 4), "and the quantisation table 4" },
        { "one number twice", Start(0xC0, 8, 0, 8, 0, 8, 3, 1, 0x11, 0, 2, 0x11, 0, 2, 0x11, 0), "two components are numbered 2" },
        { "scan without components", Start().Segment(0xDA, 0, 0, 63, 0).End(), "the scan header's length does not fit" },
        { "empty scan header", Start().Segment(0xDA).End(), "the scan header's length does not fit" },
        { "long scan header", Start().Segment(0xDA, 1, 1, 0, 0, 63, 0, 0).End(), "the scan header's length does not fit" },
        { "scan of one twice", Start().Segment(0xDA, 2, 1, 0, 1, 0, 0, 63, 0).End(), "the scan names component 1 twice" },
        { "too large a unit", Units(0x44, 0x11, 0x11), "a coded unit of the scan has more than 10 blocks" },
        { "AC table missing", Start().Segment(0xDA, 1, 1, 0x03, 0, 63, 0).End(), "the scan uses the AC Huffman table 3, which is not defined" },
        { "table numbered 15", Start().Segment(0xDA, 1, 1, 0xF0, 0, 63, 0).End(), "the scan uses the DC Huffman table 15" },
        { "steps numbered 4", Start().Steps(number: 4).End(), "a quantisation table's head is impossible" },
        { "steps of 3 bytes", Start().Steps(number: 0x20).End(), "a quantisation table's head is impossible" },
        { "half the steps", Start().Segment(0xDB, [0, .. new byte[63]]).End(), "or its values are missing" },
        { "half the long steps", Start().Segment(0xDB, [0x10, .. new byte[127]]).End(), "or its values are missing" },
        { "codes of a third kind", Start().Codes(0x20, 0).End(), "a Huffman table's head is impossible" },
        { "codes numbered 4", Start().Codes(4, 0).End(), "a Huffman table's head is impossible" },
        { "half the counts", Start().Segment(0xC4, [0, .. new byte[15]]).End(), "a Huffman table's head is impossible" },
        { "symbols missing", Start().Segment(0xC4, [0, 0, 3, .. new byte[14], 1, 2]).End(), "or its symbols are missing" },
        { "more symbols than bytes have", Start().Segment(0xC4, [0, .. new byte[14], 255, 255, .. new byte[510]]).End(), "a Huffman table's head is impossible" },
        { "too many codes of two bits", Start().Segment(0xC4, [0, 1, 3, .. new byte[14], 0, 1, 2, 3]).End(), "There are too many codes of 2 bits" },
        { "restart interval of a byte", Start().Segment(0xDD, 1).End(), "the restart interval has not two bytes" },
        { "code of no table", Start().Scan("11111110").End(), "a code is in none of the Huffman tables" },
        { "DC difference of 12 bits", Start().Codes(0, 12).Scan("0").End(), "a DC difference has 12 bits" },
        { "65 coefficients", Start().Codes(16, 0xF1).Scan(Block + " 1 0 1 0 1 0 1 0 1").End(), "a block has more than 64 coefficients" },
        { "no data", Start().Segment(0xDA, 1, 1, 0, 0, 63, 0).End(), "in the coded unit 0, 0 of a scan of 1 x 1" },
        { "restart marker missing", Restarts(Block).Bits(Block).End(), "the restart marker D0 is missing" },
        { "wrong restart marker", Restarts(Block).Raw(0xFF, 0xD1).Bits(Block).End(), "the restart marker D0 is missing" },
        { "data end before the restart", Restarts("").Raw(0xFF, 0xD0).Bits(Block).End(), "in the coded unit 0, 0" },
        { "data end after the restart", Restarts(Block).Raw(0xFF, 0xD0).End(), "in the coded unit 1, 0 of a scan of 2 x 1" },
    };

    public static TheoryData<byte, string> OtherKinds => new()
    {
        { 0xC3, "is lossless" },
        { 0xC5, "is hierarchical" },
        { 0xC6, "is hierarchical" },
        { 0xC7, "is lossless" },
        { 0xC9, "is arithmetically coded" },
        { 0xCA, "is arithmetically coded" },
        { 0xCB, "is lossless" },
        { 0xCC, "is arithmetically coded" },
        { 0xCD, "is hierarchical" },
        { 0xCE, "is hierarchical" },
        { 0xCF, "is lossless" },
        { 0xDE, "is hierarchical" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Says_what_and_where(string what, byte[] jpeg, string expected)
    {
        string message = Damage.MessageOf(jpeg);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Says_which_kinds_it_does_not_read(byte marker, string expected)
    {
        Assert.Equal(
            $"The JPEG {expected} (at byte 71), which is not read here. Save it as an ordinary JPEG or as PNG.",
            Damage.MessageOf(new JpegBuilder().Steps().Frame(marker, 8, 8, 0x11).End()));
    }

    [Fact]
    public void Says_that_it_reads_neither_12_bits_nor_late_heights()
    {
        Assert.Contains("has 12 bits a sample (at byte 71)", Damage.MessageOf(Start(0xC1, 12, 0, 8, 0, 8, 1, 1, 0x11, 0)), StringComparison.Ordinal);
        Assert.Contains("tells its height only after its first scan (DNL)", Damage.MessageOf(Frame(8, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_it_is_read()
    {
        Assert.Equal(Enumerable.Repeat((byte)129, 64), ImageDecoder.Decode(Start().Scan(Block).End()).Pixels.ToArray());
        Assert.Equal(128, ImageDecoder.Decode(Restarts(Block).Raw(0xFF, 0xD0).Bits(Block).End()).Pixels.Length);
    }

    [Fact]
    public void Cut_before_its_last_bit_it_is_refused()
    {
        byte[] jpeg = Start().Scan(Block).End();
        int end = jpeg.Length - 2;
        for (int length = 0; length < end; length++)
        {
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(jpeg.AsSpan(0, length)));
        }

        Assert.Equal(64, ImageDecoder.Decode(jpeg.AsSpan(0, end)).Pixels.Length);
    }

    [Fact]
    public void Damaged_exif_turns_no_picture_away()
    {
        byte[] exif = [.. "Exif\0\0MM\0*\0\0\0\x08\0\x01"u8, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        for (int length = 0; length < exif.Length; length++)
        {
            GrayImage cut = ImageDecoder.Decode(With(exif[..length]));
            Assert.True((cut.Width, cut.Height) == (16, 8) || length >= 28, $"{length} bytes");
        }

        GrayImage whole = ImageDecoder.Decode(With(exif));
        Assert.Equal((8, 16), (whole.Width, whole.Height));

        for (int i = 0; i < exif.Length; i++)
        {
            foreach (byte value in (byte[])[0, 1, 9, 0x7F, 0xFF])
            {
                byte[] changed = [.. exif];
                changed[i] = value;
                Assert.Equal(128, ImageDecoder.Decode(With(changed)).Pixels.Length);
            }
        }

        static byte[] With(byte[] segment) => new JpegBuilder().Segment(0xE1, segment).Steps().Frame(0xC0, 16, 8, 0x11)
            .Codes(0, 0, 1).Codes(16, 0).Scan(Block + Block).End();
    }

    /// <summary>What a sound 8 x 8 picture needs before its scan.</summary>
    private static JpegBuilder Start() => new JpegBuilder().Steps().Frame(0xC0, 8, 8, 0x11).Codes(0, 0, 1).Codes(16, 0);

    private static byte[] Start(byte marker, params byte[] frame) => new JpegBuilder().Steps().Segment(marker, frame).End();

    private static byte[] Frame(int width, int height) =>
        new JpegBuilder().Steps().Frame(0xC0, width, height, 0x11).Codes(0, 0).Codes(16, 0).Scan("00").End();

    private static byte[] Units(params byte[] samplings) => new JpegBuilder().Steps().Frame(0xC0, 8, 8, samplings).Codes(0, 0).Codes(16, 0)
        .Segment(0xDA, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0).Raw(new byte[8]).End();

    /// <summary>Two blocks with a restart between them, up to the first.</summary>
    private static JpegBuilder Restarts(string first) => new JpegBuilder().Steps().Frame(0xC0, 16, 8, 0x11).Codes(0, 0, 1).Codes(16, 0)
        .Segment(0xDD, 0, 1).Scan(first);
}
