using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>
/// Every kind of BMP, GIF and PNM against the reading of ImageMagick, Pillow or Netpbm, as
/// make_bmp_gif_pnm_reference.py recorded it.
/// </summary>
public sealed class SimpleFormatReferenceTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> Kinds => ["bmp", "gif", "pnm"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Grey_is_what_the_reference_decoder_gives(string name)
    {
        Case expected = Cases[name];

        GrayImage image = ImageDecoder.Decode(expected.File);

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        Assert.Equal(expected.Gray, image.Pixels.ToArray());
    }

    [Fact]
    public void All_kinds_are_there()
    {
        Assert.Equal(395, Cases.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Cut_at_any_byte_it_is_read_or_refused(string kind)
    {
        foreach (byte[] file in SmallFiles(kind))
        {
            for (int length = 0; length < file.Length; length++)
            {
                Damage.ReadOrRefuse(file.AsSpan(0, length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_any_byte_changed_it_is_read_or_refused(string kind)
    {
        foreach (byte[] file in SmallFiles(kind))
        {
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
    }

    private static IEnumerable<byte[]> SmallFiles(string kind) => Cases.Values
        .Where(c => c.Name.StartsWith(kind, StringComparison.Ordinal) && c.Width == 3 && c.Height == 2)
        .Select(c => c.File.ToArray());

    private static Dictionary<string, Case> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("bmp_gif_pnm_reference.json")!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(c => c.Name);
    }

    private sealed record Case(string Name, int Width, int Height, byte[] File, byte[] Gray);
}
