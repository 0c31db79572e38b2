using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp.Tests;

/// <summary>
/// The built-in decoder against Skia's on the reference files of its own tests, in grey: equal to one level, or two where
/// Skia rounds 16 bits to 8 before it is laid over white. Either is the other's oracle.
/// </summary>
public sealed partial class BuiltInFormatsTests
{
    [Theory]
    [InlineData("png_reference.json", 208)]
    [InlineData("jpeg_reference.json", 81)]
    [InlineData("jpeg_structure_reference.json", 22)]
    [InlineData("bmp_gif_pnm_reference.json", 250)]
    public void Grey_is_what_Skia_reads(string resource, int comparable)
    {
        int compared = 0;
        foreach ((string name, byte[] file) in Load(resource).Where(static reference => !ReadOtherwise().IsMatch(reference.Name)))
        {
            AssertAgrees(name, ImageDecoder.Decode(file), Decode(name, file));
            compared++;
        }

        Assert.Equal(comparable, compared);
    }

    private static void AssertAgrees(string name, GrayImage actual, SkiaPicture expected)
    {
        Assert.Equal(expected.Gray.Size, actual.Size);
        int worst = 0;
        for (int i = 0; i < actual.Pixels.Length; i++)
        {
            worst = expected.Clipped[i] ? worst : Math.Max(worst, Math.Abs(expected.Gray.Pixels[i] - actual.Pixels[i]));
        }

        int tolerance = name.Contains("-depth16", StringComparison.Ordinal) ? 2 : 1;
        Assert.True(worst <= tolerance, $"{name}: off by {worst} levels.");
    }

    /// <summary>
    /// Files that Skia refuses: Netpbm's, BMPs of OS/2 with a short palette, JPEGs whose luma is coarser than the colours or whose
    /// end is missing. And those that it takes for another picture: BMPs whose opacity only an old or rare header tells of are
    /// opaque to it, and what run-length encoding leaves out is transparent, and not of the first colour.
    /// </summary>
    [GeneratedRegex(
        """
        ^pnm-
        | ^bmp-\dbit-core-short-palette | ^bmp-8bit-header12
        | ^no-end-marker$ | ^sampling44-not-interleaved$ | ^coarse-luma-(not-interleaved|by-two-thirds)$
        | ^bmp-(16|32)bit-\w*a\d\w*-header(40|56)
        | ^bmp-rle[48]-(early-end|jump-to-end|jumps|uncovered)
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ReadOtherwise();

    private static SkiaPicture Decode(string name, byte[] file)
    {
        GrayImage gray = new SkiaFormat(name).Decode(file, new ImageDecoderOptions());
        byte[] clipped = new byte[gray.Pixels.Length];
        using SKCodec codec = SKCodec.Create(new MemoryStream(file));
        if (codec.EncodedFormat == SKEncodedImageFormat.Jpeg)
        {
            using SKBitmap stored = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888));
            byte[] mask = [.. stored.Bytes.Chunk(4).Select(static pixel => (byte)(IsClipped(pixel.AsSpan(0, 3)) ? 1 : 0))];
            var size = new ImageSize { Width = codec.Info.Width, Height = codec.Info.Height };
            StoredPixels.Turn(new GrayImage(size, mask), codec.EncodedOrigin, clipped);
        }

        return new SkiaPicture(gray, [.. clipped.Select(pixel => pixel != 0)]);
    }

    private static bool IsClipped(ReadOnlySpan<byte> colour) => !IsGray(colour) && colour.IndexOfAny<byte>(0, 255) >= 0;

    private static bool IsGray(ReadOnlySpan<byte> colour) => colour[0] == colour[1] && colour[1] == colour[2];

    private static IEnumerable<(string Name, byte[] File)> Load(string resource)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var references = JsonDocument.Parse(stream);
        return
        [
            .. references.RootElement.EnumerateArray().Select(static reference => (
                reference.GetProperty("name").GetString()!,
                reference.GetProperty(reference.TryGetProperty("png", out _) ? "png" : "file").GetBytesFromBase64())),
        ];
    }

    /// <param name="Gray">What Skia reads, in grey.</param>
    /// <param name="Clipped">
    /// Where a colour of a JPEG is at an end of its range: Skia cuts each colour off there, while the grey here is the luma of
    /// the file.
    /// </param>
    private sealed record SkiaPicture(GrayImage Gray, bool[] Clipped);
}
