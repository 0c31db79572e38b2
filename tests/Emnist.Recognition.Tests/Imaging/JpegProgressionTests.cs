using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>The scans of a progressive JPEG: what may follow what, and that a small file cannot ask for much work.</summary>
public sealed class JpegProgressionTests
{
    public static TheoryData<string, byte[], string> Impossible => new()
    {
        { "DC and AC at once", Start().Scan("0", last: 5).End(), "a scan of coefficients 0 to 5, bits 0 to 0, cannot be" },
        { "band backwards", Start().Dc().Scan("0", first: 6, last: 5).End(), "coefficients 6 to 5" },
        { "band past the block", Start().Dc().Scan("0", first: 1, last: 64).End(), "coefficients 1 to 64" },
        { "two bits at once", Start().Dc(low: 2).Scan("0", last: 0, high: 2, low: 0).End(), "bits 2 to 0, cannot be" },
        { "14 bits left", Start().Scan("0", last: 0, low: 14).End(), "bits 0 to 14, cannot be" },
        { "DC twice", Start().Dc().Dc().End(), "coefficients 0 to 0, bits 0 to 0, does not follow from those before it" },
        { "AC before DC", Start().Scan("0", first: 1).End(), "coefficients 1 to 63, bits 0 to 0, does not follow" },
        { "bands that overlap", Start().Dc().Scan("0", first: 1, last: 5).Scan("0", first: 5, last: 9).End(), "coefficients 5 to 9, bits 0 to 0, does not follow" },
        { "refined before begun", Start().Dc().Scan("0", first: 1, high: 1).End(), "coefficients 1 to 63, bits 1 to 0, does not follow" },
        { "a bit left out", Start().Dc(low: 2).Scan("0", last: 0, high: 1).End(), "coefficients 0 to 0, bits 1 to 0, does not follow" },
        { "refined twice", Start().Dc(low: 1).Scan("0", last: 0, high: 1).Scan("0", last: 0, high: 1).End(), "bits 1 to 0, does not follow" },
        { "two components of AC", Start(0x11, 0x11, 0x11).Segment(0xDA, 2, 1, 0, 2, 0, 1, 63, 0).Bits("00").End(), "coefficients 1 to 63, bits 0 to 0, cannot be" },
        { "new coefficient of two bits", Start().Dc().Scan("0", first: 1, low: 1).Codes(16, 0x02).Scan("0 1", first: 1, high: 1).End(), "a coefficient of 2 bits is new in a scan that refines by one" },
        { "coefficient behind the band", Start().Codes(16, 0x51).Dc().Scan("0 1", first: 1, last: 3).End(), "a coefficient lies behind the scan's last, 3" },
        { "new coefficient behind the band", Start().Dc().Scan("0", first: 1, last: 3, low: 1).Codes(16, 0x51).Scan("0 1", first: 1, last: 3, high: 1).End(), "a coefficient lies behind the scan's last, 3" },
        { "data end in a band", Start().Codes(16, 0x01).Dc().Scan("", first: 1).End(), "in the coded unit 0, 0 of a scan of 1 x 1" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Refuses_what_cannot_be(string what, byte[] jpeg, string expected)
    {
        string message = Damage.MessageOf(jpeg);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), $"{what}: {message}");
    }

    [Fact]
    public void Needs_the_end_marker_unless_no_bit_is_missing()
    {
        byte[] begun = Start().Dc(low: 1).Scan("0", first: 1).ToArray();
        byte[] whole = Start().Dc(low: 1).Scan("0", first: 1).Scan("1", last: 0, high: 1).ToArray();

        Assert.Contains("before the end marker", Damage.MessageOf(begun), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Repeat((byte)128, 64), ImageDecoder.Decode([.. begun, 0xFF, 0xD9]).Pixels.ToArray());
        Assert.Equal(Enumerable.Repeat((byte)129, 64), ImageDecoder.Decode(whole).Pixels.ToArray());
    }

    [Fact]
    public void More_scans_than_programs_write_are_refused()
    {
        JpegBuilder jpeg = Start().Dc(low: 13);
        for (int low = 12; low >= 0; low--)
        {
            jpeg.Scan("0", last: 0, high: low + 1, low: low);
        }

        for (int k = 1; k < 64; k++)
        {
            jpeg.Scan("0", first: (byte)k, last: (byte)k, low: 1);
        }

        for (int k = 1; k < 25; k++)
        {
            jpeg.Scan("0", first: (byte)k, last: (byte)k, high: 1);
        }

        Assert.Contains("has more than 100 scans", Damage.MessageOf(jpeg.End()), StringComparison.Ordinal);
    }

    /// <summary>Fewer bytes than blocks, each scan a few end-of-band runs: without rules, minutes of work.</summary>
    [Fact]
    public void A_bomb_is_refused_by_its_second_pass_over_the_same_bits()
    {
        JpegBuilder jpeg = new JpegBuilder().Steps().Frame(0xC2, 1_600, 1_600, 0x11).Codes(0, 0).Codes(16, 0xE0)
            .Scan(new string('0', 40_000), last: 0);
        string runs = "0 11111111111111 0 11111111111111";
        jpeg.Scan(runs, first: 1, low: 1).Scan(runs, first: 1, high: 1);
        int second = jpeg.Position;
        for (int i = 0; i < 90; i++)
        {
            jpeg.Scan(runs, first: 1, high: 1);
        }

        Assert.Contains($"does not follow from those before it (at byte {second})", Damage.MessageOf(jpeg.End()), StringComparison.Ordinal);
    }

    private static JpegBuilder Start(params byte[] samplings) => new JpegBuilder().Steps()
        .Frame(0xC2, 8, 8, samplings.Length == 0 ? [0x11] : samplings).Codes(0, 0, 1).Codes(16, 0);
}
