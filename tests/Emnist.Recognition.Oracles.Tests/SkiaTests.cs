using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>
/// The decoders against Skia's on the reference files of the decoders' own tests, in grey: equal to one level, or two where
/// Skia rounds 16 bits to 8 before it is laid over white.
/// </summary>
public sealed partial class SkiaTests
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
        using var stream = new MemoryStream(file);
        using SKCodec codec = SKCodec.Create(stream, out SKCodecResult created) ?? throw new InvalidDataException($"{name}: {created}");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        byte[] pixels = new byte[info.BytesSize];
        var pinned = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        try
        {
            Assert.Equal((name, SKCodecResult.Success), (name, codec.GetPixels(info, pinned.AddrOfPinnedObject())));
        }
        finally
        {
            pinned.Free();
        }

        int[] order = Upright(info.Width, info.Height, codec.EncodedOrigin, out ImageSize size);
        var stored = new ImageSize { Width = info.Width, Height = info.Height };
        ReadOnlySpan<byte> gray = GrayImage.FromPixels(pixels, stored, PixelFormat.Rgba32).Pixels;
        bool isJpeg = codec.EncodedFormat == SKEncodedImageFormat.Jpeg;
        byte[] upright = new byte[order.Length];
        bool[] clipped = new bool[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            upright[i] = gray[order[i]];
            clipped[i] = isJpeg && pixels.AsSpan(4 * order[i], 3) is var colour && !IsGray(colour) && colour.IndexOfAny<byte>(0, 255) >= 0;
        }

        return new SkiaPicture(new GrayImage(size, upright), clipped);
    }

    /// <summary>For each pixel of the upright picture, row by row, its place in the picture as it is stored.</summary>
    private static int[] Upright(int width, int height, SKEncodedOrigin origin, out ImageSize size)
    {
        bool onItsSide = origin >= SKEncodedOrigin.LeftTop;
        ImageSize upright = onItsSide ? new ImageSize { Width = height, Height = width } : new ImageSize { Width = width, Height = height };
        size = upright;
        return
        [
            .. from y in Enumerable.Range(0, upright.Height)
               from x in Enumerable.Range(0, upright.Width)
               let stored = origin switch
               {
                   SKEncodedOrigin.TopLeft => new Place(y, x),
                   SKEncodedOrigin.TopRight => new Place(y, width - 1 - x),
                   SKEncodedOrigin.BottomRight => new Place(height - 1 - y, width - 1 - x),
                   SKEncodedOrigin.BottomLeft => new Place(height - 1 - y, x),
                   SKEncodedOrigin.LeftTop => new Place(x, y),
                   SKEncodedOrigin.RightTop => new Place(height - 1 - x, y),
                   SKEncodedOrigin.RightBottom => new Place(height - 1 - x, width - 1 - y),
                   _ => new Place(x, width - 1 - y),
               }
               select (stored.Row * width) + stored.Column,
        ];
    }

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

    private readonly record struct Place(int Row, int Column);
}
