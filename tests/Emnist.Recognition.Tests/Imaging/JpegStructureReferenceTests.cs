using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>JPEGs built as no common program builds them against libjpeg's reading, as make_jpeg_structure_reference.py recorded it.</summary>
public sealed class JpegStructureReferenceTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Grey_is_what_the_reference_decoder_gives(string name)
    {
        Case expected = Cases[name];

        GrayImage image = ImageDecoder.Decode(expected.File);

        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));
        int[] differences = [.. image.Pixels.ToArray().Zip(expected.Gray, (a, b) => Math.Abs(a - b))];
        int allowed = name.StartsWith("coarse-luma", StringComparison.Ordinal) ? 1 : 0; // libjpeg rounds up and down by turns
        Assert.True(differences.Max() <= allowed, $"{name}: worst {differences.Max()}, mean {differences.Average():F3}");
    }

    [Fact]
    public void All_kinds_are_there()
    {
        Assert.Equal(26, Cases.Count);
    }

    private static Dictionary<string, Case> Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("jpeg_structure_reference.json")!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!.ToDictionary(c => c.Name);
    }

    private sealed record Case(string Name, int Width, int Height, byte[] File, byte[] Gray);
}
