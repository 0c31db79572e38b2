using System.Buffers.Binary;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;
using SkiaSharp;
using static Emnist.Recognition.SkiaSharp.Tests.GrayPictures;

namespace Emnist.Recognition.SkiaSharp.Tests;

public sealed class SkiaImageDecoderTests
{
    private const int Width = 23;
    private const int Height = 14;

    private static readonly SkiaImageDecoder Decoder = new();
    private static readonly ImageDecoderOptions Options = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lossless_WebP_is_read_as_it_was_drawn(bool transparent)
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent);

        AssertSame(GrayOf(drawn), Decoder.Decode(SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100), Options), 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lossy_WebP_is_read_nearly_as_it_was_drawn(bool transparent)
    {
        using var drawn = new SKBitmap(new SKImageInfo(64, 48, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        drawn.Erase(new SKColor(90, 90, 90, (byte)(transparent ? 100 : 255)));

        AssertSame(GrayOf(drawn), Decoder.Decode(SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossy, 90), Options), 2);
    }

    [Fact]
    public void Of_an_animation_the_first_frame_is_read()
    {
        using SKBitmap first = SkiaFiles.Draw(Width, Height, transparent: false);
        using var second = new SKBitmap(first.Info);
        second.Erase(SKColors.Black);

        AssertSame(GrayOf(first), Decoder.Decode(SkiaFiles.Animation(first, second), Options), 0);
    }

    [Fact]
    public void Of_an_ICO_the_largest_picture_is_read()
    {
        using SKBitmap small = SkiaFiles.Draw(16, 16, transparent: false);
        using SKBitmap large = SkiaFiles.Draw(48, 40, transparent: true);

        AssertSame(GrayOf(large), Decoder.Decode(SkiaFiles.Ico(small, large), Options), 0);
    }

    [Theory]
    [InlineData(SKEncodedOrigin.TopLeft, Width, Height, 0, 0)]
    [InlineData(SKEncodedOrigin.TopRight, Width, Height, Width - 1, 0)]
    [InlineData(SKEncodedOrigin.BottomRight, Width, Height, Width - 1, Height - 1)]
    [InlineData(SKEncodedOrigin.BottomLeft, Width, Height, 0, Height - 1)]
    [InlineData(SKEncodedOrigin.LeftTop, Height, Width, 0, 0)]
    [InlineData(SKEncodedOrigin.RightTop, Height, Width, Height - 1, 0)]
    [InlineData(SKEncodedOrigin.RightBottom, Height, Width, Height - 1, Width - 1)]
    [InlineData(SKEncodedOrigin.LeftBottom, Height, Width, 0, Width - 1)]
    public void WebP_is_turned_upright(SKEncodedOrigin origin, int width, int height, int x, int y)
    {
        using var drawn = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        drawn.Erase(SKColors.White);
        drawn.SetPixel(0, 0, SKColors.Black); // the first row and column, of which the orientation tells where they are seen
        drawn.SetPixel(1, 0, SKColors.Black);
        byte[] file = SkiaFiles.Turned(SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100), Width, Height, origin);

        GrayImage read = Decoder.Decode(file, Options);

        Assert.Equal(new ImageSize { Width = width, Height = height }, read.Size);
        Assert.Equal(0, read.Pixels[(y * width) + x]);
        Assert.Equal(2, read.Pixels.Count((byte)0));
        int across = width == Width ? (y * width) + x + (x == 0 ? 1 : -1) : ((y + (y == 0 ? 1 : -1)) * width) + x;
        Assert.Equal(0, read.Pixels[across]);
    }

    [Fact]
    public void Other_formats_are_the_built_in_decoder_s()
    {
        byte[] png = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pictures", "lower-g.png"));
        Assert.Equal(ImageDecoder.Decode(png).Pixels, Decoder.Decode(png, Options).Pixels);

        // WBMP, which Skia would take, has no signature: any bytes may be one.
        byte[] text = "Dear sir or madam"u8.ToArray();
        byte[] wbmp = [0, 0, 8, 2, 0xFF, 0];
        Assert.All([text, wbmp, []], file => Assert.Equal(
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(file)).Message,
            Assert.Throws<ImageFormatException>(() => Decoder.Decode(file, Options)).Message));
    }

    [Fact]
    public void Limits_are_kept_before_anything_is_decoded()
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent: false);
        byte[] webP = SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100);
        byte[] vast = [.. webP];
        BinaryPrimitives.WriteUInt32LittleEndian(vast.AsSpan(21), 0x3FFF | (0x3FFF << 14)); // VP8L's sides, 14 bits each

        AssertRefused(webP, new ImageDecoderOptions { MaxPixels = (Width * Height) - 1 }, "size is 23 x 14", "MaxPixels");
        AssertRefused(vast, Options, "16384 x 16384", "MaxPixels");
        AssertRefused(webP, new ImageDecoderOptions { MaxBytes = webP.Length - 1 }, $"{webP.Length} bytes", "MaxBytes");
        Assert.Equal(Width, Decoder.Decode(webP, new ImageDecoderOptions { MaxPixels = Width * Height, MaxBytes = webP.Length }).Width);
        Assert.Throws<ArgumentOutOfRangeException>(() => Decoder.Decode(webP, new ImageDecoderOptions { MaxPixels = 0 }));
        Assert.Throws<ArgumentNullException>(() => Decoder.Decode(webP, null!));
    }

    [Fact]
    public void Files_that_are_cut_short_or_damaged_say_so()
    {
        using SKBitmap drawn = SkiaFiles.Draw(Width, Height, transparent: true);
        byte[] webP = SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100);

        AssertRefused(webP[..20], Options, "The WebP is damaged or cut short: Skia cannot read its header", "Copy");
        AssertRefused(webP[..^40], Options, "the pixels of its 23 x 14 picture", "Copy");
        AssertRefused([0, 0, 1, 0, 1, 0, 1, 1], Options, "The ICO is damaged or cut short", "Copy");
    }

    [Fact]
    public async Task A_recognizer_takes_the_decoder()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "g.webp");
        using SKBitmap drawn = SKBitmap.Decode(Path.Combine(AppContext.BaseDirectory, "Pictures", "lower-g.png"));
        await File.WriteAllBytesAsync(path, SkiaFiles.WebP(drawn, SKWebpEncoderCompression.Lossless, 100));
        var recognizer = new CharacterRecognizer(new RecognizerOptions { Decoder = Decoder });

        Assert.Equal("g", recognizer.Predict(path).Character);
        Assert.Equal("g", (await recognizer.PredictAsync(path)).Character);
        Assert.Equal("g", recognizer.Predict(drawn.ToGrayImage()).Character);
        var refusal = Assert.Throws<ImageFormatException>(() => new CharacterRecognizer().Predict(path));
        Assert.Contains("WebP", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(byte[] file, ImageDecoderOptions options, string what, string advice)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ImageFormatException>(() => Decoder.Decode(file, options)).Message;

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }
}
