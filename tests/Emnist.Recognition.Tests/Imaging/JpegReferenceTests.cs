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

    private static Dictionary<string, Case> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("jpeg_reference.json")!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(c => c.Name);
    }

    private sealed record Case(string Name, int Width, int Height, byte[] Jpeg, byte[] Gray);
}
