using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Every kind of JPEG against libjpeg's reading, as make_jpeg_reference.py recorded it.</summary>
public sealed class JpegReferenceTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    // Grey and YCbCr differ by rounding at most. Of the four others, libjpeg rounds each colour before the luma is taken.
    [Theory]
    [MemberData(nameof(Names))]
    public void Grey_is_libjpeg_s_to_within_rounding(string name)
    {
        Case expected = Cases[name];

        GrayImage image = ImageDecoder.Decode(expected.File);

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        int[] differences = [.. image.Pixels.ToArray().Zip(expected.Gray, (a, b) => Math.Abs(a - b))];
        Assert.True(differences.Max() <= 1, $"{name}: worst {differences.Max()}, mean {differences.Average():F3}");
    }

    [Fact]
    public void All_kinds_are_there() => Assert.Equal(81, Cases.Count);

    [Theory]
    [InlineData("baseline-RGB-2-7x5")]
    [InlineData("progressive-RGB-2-7x5")]
    [InlineData("restart-1-0")]
    [InlineData("cmyk-baseline")]
    public void Cut_at_any_byte_it_is_refused_until_nothing_needed_is_missing(string name)
    {
        Case whole = Cases[name];
        byte[] expected = ImageDecoder.Decode(whole.File).Pixels.ToArray();
        for (int length = 0; length < whole.File.Length; length++)
        {
            ReadOnlySpan<byte> cut = whole.File.AsSpan(0, length);
            if (length < whole.File.Length - 3)
            {
                byte[] refused = cut.ToArray();
                Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(refused));
            }
            else if (!name.StartsWith("progressive", StringComparison.Ordinal) && length >= whole.File.Length - 2)
            {
                Assert.Equal(expected, ImageDecoder.Decode(cut).Pixels.ToArray());
            }
            else
            {
                Damage.ReadOrRefuse(cut);
            }
        }
    }

    [Theory]
    [InlineData("baseline-L-0-7x5")]
    [InlineData("progressive-RGB-1-7x5")]
    [InlineData("exif-6-little")]
    [InlineData("ycck-progressive")]
    public void With_any_byte_changed_it_is_read_or_refused(string name)
    {
        byte[] file = Cases[name].File.ToArray();
        for (int i = 0; i < file.Length; i++)
        {
            byte was = file[i];
            foreach (byte value in (byte[])[0, 1, 0x7F, 0xFF, (byte)(was + 1), (byte)(was ^ 0x80)])
            {
                file[i] = value;
                Damage.ReadOrRefuse(file);
            }

            file[i] = was;
        }
    }

    private static Dictionary<string, Case> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("jpeg_reference.json")!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(c => c.Name);
    }

    private sealed record Case(string Name, int Width, int Height, byte[] File, byte[] Gray);
}
