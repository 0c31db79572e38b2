using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every kind of JPEG against libjpeg's reading of it, as make_jpeg_reference.py recorded it.</summary>
public sealed class JpegReferenceTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Grey_is_what_the_reference_decoder_gives(string name)
    {
        Case expected = Cases[name];

        GrayImage image = ImageDecoder.Decode(expected.Jpeg);

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        Assert.Equal(expected.Gray, image.Pixels.ToArray());
    }

    [Fact]
    public void All_kinds_are_there()
    {
        Assert.Equal(140, Cases.Count);
    }

    [Theory]
    [InlineData("420-baseline-17x33")]
    [InlineData("422-progressive-17x33")]
    [InlineData("restart2")]
    public void Cut_before_its_last_bit_it_is_refused(string name)
    {
        byte[] jpeg = Cases[name].Jpeg;
        int end = jpeg.Length - 2;
        for (int length = 0; length < end; length++)
        {
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(jpeg.AsSpan(0, length)));
        }

        Assert.Equal(Cases[name].Gray, ImageDecoder.Decode(jpeg.AsSpan(0, end)).Pixels.ToArray());
    }

    [Theory]
    [InlineData("444-baseline-7x5")]
    [InlineData("420-progressive-17x33")]
    [InlineData("orientation6-MM")]
    public void With_any_byte_changed_it_is_read_or_refused(string name)
    {
        byte[] jpeg = [.. Cases[name].Jpeg];
        for (int i = 0; i < jpeg.Length; i++)
        {
            byte was = jpeg[i];
            foreach (byte value in (byte[])[0, 1, 0x7F, 0xFF, (byte)(was + 1), (byte)(was ^ 0x80)])
            {
                jpeg[i] = value;
                Damage.ReadOrRefuse(jpeg);
            }

            jpeg[i] = was;
        }
    }

    private static Dictionary<string, Case> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("jpeg_reference.json")!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(c => c.Name);
    }

    private sealed record Case(string Name, int Width, int Height, byte[] Jpeg, byte[] Gray);
}
