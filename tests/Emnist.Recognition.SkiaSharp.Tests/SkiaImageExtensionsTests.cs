using System.Runtime.InteropServices;
using Emnist.Recognition.Imaging;
using SkiaSharp;
using static Emnist.Recognition.SkiaSharp.Tests.GrayPictures;

namespace Emnist.Recognition.SkiaSharp.Tests;

public sealed class SkiaImageExtensionsTests
{
    private const int Width = 19;
    private const int Height = 11;

    /// <summary>The colour types with red, green and blue, and how many grey levels they may be off by what they can hold.</summary>
    public static TheoryData<SKColorType, SKAlphaType, int> ColorTypes
    {
        get
        {
            var data = new TheoryData<SKColorType, SKAlphaType, int>();
            foreach (SKAlphaType alpha in (SKAlphaType[])[SKAlphaType.Opaque, SKAlphaType.Premul, SKAlphaType.Unpremul])
            {
                data.Add(SKColorType.Rgba8888, alpha, alpha == SKAlphaType.Premul ? 1 : 0);
                data.Add(SKColorType.Bgra8888, alpha, alpha == SKAlphaType.Premul ? 1 : 0);
                data.Add(SKColorType.RgbaF16, alpha, 1);
                data.Add(SKColorType.RgbaF32, alpha, 1);
                data.Add(SKColorType.Rgba16161616, alpha, 1);
                data.Add(SKColorType.Argb4444, alpha, 17);
            }

            data.Add(SKColorType.Rgb888x, SKAlphaType.Opaque, 0);
            data.Add(SKColorType.Rgb565, SKAlphaType.Opaque, 4);
            data.Add(SKColorType.Rgb101010x, SKAlphaType.Opaque, 1);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ColorTypes))]
    public void Every_colour_type_is_the_same_picture(SKColorType type, SKAlphaType alpha, int tolerance)
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent: alpha != SKAlphaType.Opaque);
        using var other = new SKBitmap(new SKImageInfo(Width, Height, type, alpha));
        using (SKPixmap pixels = drawn.PeekPixels())
        {
            Assert.True(pixels.ReadPixels(other.Info, other.GetPixels(), other.RowBytes));
        }

        using SKPixmap pixmap = other.PeekPixels();
        using SKImage image = SKImage.FromBitmap(other);
        GrayImage expected = GrayOf(drawn);
        AssertSame(expected, other.ToGrayImage(), tolerance);
        AssertSame(expected, pixmap.ToGrayImage(), tolerance);
        AssertSame(expected, image.ToGrayImage(), tolerance);
    }

    [Fact]
    public void Grey_is_taken_as_it_is_and_opacity_alone_is_ink()
    {
        byte[] values = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        Assert.Equal(values, Of(SKColorType.Gray8, SKAlphaType.Opaque, values).Pixels);
        Assert.Equal([.. values.Select(opacity => (byte)(255 - opacity))], Of(SKColorType.Alpha8, SKAlphaType.Premul, values).Pixels);
    }

    [Theory]
    [InlineData(SKColorType.Rgba8888)]
    [InlineData(SKColorType.Bgra8888)]
    [InlineData(SKColorType.Rgb888x)]
    public void What_is_opaque_has_no_opacity_to_look_at(SKColorType type) =>
        Assert.Equal([40], Of(type, SKAlphaType.Opaque, [40, 40, 40, 0]).Pixels.ToArray());

    [Fact]
    public void A_subset_has_the_rows_of_the_whole()
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent: true);
        using var subset = new SKBitmap();
        Assert.True(drawn.ExtractSubset(subset, SKRectI.Create(5, 3, 7, 6)));
        Assert.Equal(drawn.RowBytes, subset.RowBytes);

        GrayImage whole = GrayOf(drawn);
        byte[] expected = [.. Enumerable.Range(0, 42).Select(i => whole.Pixels[((3 + (i / 7)) * Width) + 5 + (i % 7)])];
        Assert.Equal(expected, subset.ToGrayImage().Pixels);
    }

    [Fact]
    public void An_encoded_image_is_decoded()
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent: true);
        byte[] file = SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100);
        using SKImage image = SKImage.FromEncodedData(file);

        AssertSame(GrayOf(drawn), image.ToGrayImage(), 1);
    }

    [Fact]
    public void Disposed_and_empty_ones_are_refused()
    {
        SKBitmap bitmap = SkiaFiles.Draw(3, 3, transparent: false);
        SKPixmap pixmap = bitmap.PeekPixels();
        SKImage image = SKImage.FromBitmap(bitmap);
        pixmap.Dispose();
        image.Dispose();
        bitmap.Dispose();
        Assert.Throws<ObjectDisposedException>(() => bitmap.ToGrayImage());
        Assert.Throws<ObjectDisposedException>(() => pixmap.ToGrayImage());
        Assert.Throws<ObjectDisposedException>(() => image.ToGrayImage());

        using var empty = new SKBitmap();
        using var none = new SKPixmap();
        Assert.Throws<ArgumentException>("bitmap", () => empty.ToGrayImage());
        Assert.Throws<ArgumentException>("pixmap", () => none.ToGrayImage());
        Assert.Throws<ArgumentNullException>(() => ((SKBitmap)null!).ToGrayImage());
        Assert.Throws<ArgumentNullException>(() => ((SKImage)null!).ToGrayImage());
        Assert.Throws<ArgumentNullException>(() => ((SKPixmap)null!).ToGrayImage());
    }

    [Fact]
    public void The_package_needs_the_core_and_SkiaSharp_alone() => Assert.Equal(
        ["Emnist.Recognition", "SkiaSharp"],
        typeof(SkiaImageDecoder).Assembly.GetReferencedAssemblies()
            .Select(static reference => reference.Name!)
            .Where(static name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    private static GrayImage Of(SKColorType type, SKAlphaType alpha, byte[] bytes)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(bytes.Length / type.GetBytesPerPixel(), 1, type, alpha));
        Marshal.Copy(bytes, 0, bitmap.GetPixels(), bytes.Length);
        return bitmap.ToGrayImage();
    }
}
