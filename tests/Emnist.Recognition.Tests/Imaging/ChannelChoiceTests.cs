using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Pictures that their brightness tells nothing of: an L in white on a transparent ground, or in a colour as bright as it.</summary>
public sealed class ChannelChoiceTests
{
    private const int Side = 48;

    // Pillow: an L of (255, 16, 24), 5 wide, on a ground of (40, 120, 40), both of luma 87; quality 85, chroma of half size.
    private const string RedOnGreenJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAUDBAQEAwUEBAQFBQUGBwwIBwcHBw8LCwkMEQ8SEhEPERETFhwXExQaFRERGCEYGh0dHx8fExciJC"
        + "IeJBweHx7/2wBDAQUFBQcGBw4ICA4eFBEUHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh7/wAARCAAw"
        + "ADADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhBy"
        + "JxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKT"
        + "lJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAA"
        + "AAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRom"
        + "JygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExc"
        + "bHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDz2iilFfJSlyq54ORZNXzvH08Bh2lOd7OV0tE5O9k3suwlFLSU"
        + "0ediKMqFWVKW8W19zsFFFFMxClFJSis6vws+98Mf+Sowv/b/AP6bmBpKU0lWtj5HNf8Afq3+OX5sKKKKZwBSikoqZR5lY9/hjO/7DzWjj+XmUG"
        + "7rumnF/Oz08xcUYooqOWfc+xq8Q8F1qkqk8sm222/3kt3/ANvAaSiitFe2p+e5nVwtbF1J4OnyU2/di3dpdru9z//Z";

    private static readonly (byte, byte, byte, byte) Paper = (40, 120, 40, 255);
    private static readonly (byte, byte, byte, byte) Red = (255, 16, 24, 255);
    private static readonly (byte, byte, byte, byte) White = (255, 255, 255, 255);
    private static readonly (byte, byte, byte, byte) Clear = (255, 255, 255, 0);

    [Theory]
    [InlineData(PixelFormat.Rgba32)]
    [InlineData(PixelFormat.Bgra32)]
    [InlineData(PixelFormat.Rgba32Premultiplied)]
    [InlineData(PixelFormat.Bgra32Premultiplied)]
    public void White_strokes_on_a_transparent_canvas_are_black_on_white(PixelFormat format)
    {
        bool isPremultiplied = format is PixelFormat.Rgba32Premultiplied or PixelFormat.Bgra32Premultiplied;
        byte[] pixels = Pixels(White, isPremultiplied ? default : Clear, 4);

        Assert.Equal(Expected(0, 255), GrayImage.FromPixels(pixels, Side, format).Pixels.ToArray());
    }

    [Theory]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Rgba32)]
    public void Colours_of_equal_brightness_are_told_by_the_channel_that_differs_most(PixelFormat format)
    {
        byte[] pixels = Pixels(Red, Paper, format == PixelFormat.Rgb24 ? 3 : 4);

        Assert.Equal(Expected(255, 40), GrayImage.FromPixels(pixels, Side, format).Pixels.ToArray());
    }

    [Fact]
    public void Where_brightness_tells_it_is_what_is_taken()
    {
        byte[] pixels = Pixels((200, 0, 0, 255), (255, 255, 255, 0), 4);

        Assert.Equal(Expected(60, 255), GrayImage.FromPixels(pixels, Side, PixelFormat.Rgba32).Pixels.ToArray());
    }

    [Fact]
    public void Noise_in_colours_is_no_picture()
    {
        var random = new Random(1);
        byte[] pixels = [.. Enumerable.Range(0, 200 * 200 * 3).Select(_ => (byte)random.Next(120, 136))];

        GrayImage image = GrayImage.FromPixels(pixels, 200, PixelFormat.Rgb24);

        Assert.Equal((299 * pixels[0] + 587 * pixels[1] + 114 * pixels[2] + 500) / 1000, image.Pixels[0]);
    }

    public static TheoryData<string, byte[], byte, byte> Files => new()
    {
        { "PNG, RGBA", Png(8, 6, Pixels(White, Clear, 4), 4 * Side).End(), 0, 255 },
        { "PNG, RGBA of 16 bits", Png(16, 6, Doubled(Pixels(White, Clear, 4)), 8 * Side).End(), 0, 255 },
        { "PNG, grey with alpha", Png(8, 4, Ink(255, 255, 255, 0), 2 * Side).End(), 0, 255 },
        { "PNG, RGB", Png(8, 2, Pixels(Red, Paper, 3), 3 * Side).End(), 255, 40 },
        { "PNG, palette", Png(8, 3, Ink([1], [0]), Side, ("PLTE", [40, 120, 40, 255, 16, 24])).End(), 255, 40 },
        {
            "PNG, transparent palette",
            Png(8, 3, Ink([1], [0]), Side, ("PLTE", [255, 255, 255, 255, 255, 255]), ("tRNS", [0])).End(), 0, 255
        },
        { "PNG, transparent grey", Png(8, 0, Ink([255], [254]), Side, ("tRNS", [0, 254])).End(), 0, 255 },
        { "BMP, masks with alpha", Bmp(Pixels(White, Clear, 4)), 0, 255 },
        { "PPM", [.. "P6 48 48 255 "u8, .. Pixels(Red, Paper, 3)], 255, 40 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_of_every_format_are_read_so(string name, byte[] file, byte ink, byte ground)
    {
        Assert.NotEmpty(name);
        Assert.Equal(Expected(ink, ground), ImageDecoder.Decode(file).Pixels.ToArray());
    }

    [Fact]
    public void A_gif_s_opaque_strokes_are_seen_on_its_transparent_ground()
    {
        // Two whites, of which the second is transparent; a clear code before every second pixel keeps all codes at 3 bits.
        byte[] colors = Ink([0], [1]);
        byte[] file = new GifBuilder
        {
            ScreenWidth = Side,
            ScreenHeight = Side,
            Width = Side,
            Height = Side,
            BeforeFrame = [0x21, 0xF9, 4, 1, 0, 0, 1, 0],
            Codes = [.. colors.Chunk(2).SelectMany(pair => (byte[])[4, .. pair]).Append((byte)5).Select(code => ((int)code, 3))],
        }.ToArray();
        file.AsSpan(13, 12).Fill(255);

        Assert.Equal(Expected(0, 255), ImageDecoder.Decode(file).Pixels.ToArray());
    }

    [Fact]
    public void A_jpeg_s_chroma_is_looked_at_where_its_luma_is_even()
    {
        byte[] gray = ImageDecoder.Decode(Convert.FromBase64String(RedOnGreenJpeg)).Pixels.ToArray();

        byte[] ink = Expected(1, 0);
        Assert.True(gray.Where((_, i) => ink[i] == 1).Average(v => v) - gray.Where((_, i) => ink[i] == 0).Average(v => v) > 80);
    }

    // Red on green and blue on grey, each of equal brightness, in a file whose components are red, green and blue.
    [Theory]
    [InlineData(new byte[] { 255, 16, 24 }, new byte[] { 40, 120, 40 }, 255, 40)]
    [InlineData(new byte[] { 16, 24, 255 }, new byte[] { 48, 48, 48 }, 255, 48)]
    public void So_are_the_colours_of_a_jpeg_that_stores_no_luma(byte[] ink, byte[] ground, byte expectedInk, byte expectedGround)
    {
        byte[][] planes = [.. ink.Zip(ground, Expected)];
        byte[] ycc = JpegEncoder.Encode(Side, planes, step: 1);
        byte[] file = [.. ycc[..2], .. new JpegBuilder().Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]).ToArray()[2..], .. ycc[2..]];

        byte[] gray = ImageDecoder.Decode(file).Pixels.ToArray();

        Assert.All(gray.Zip(Expected(expectedInk, expectedGround)), static pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    [Theory]
    [InlineData(1, new byte[] { 1, 2, 3, 4, 5, 6 }, 3)]
    [InlineData(2, new byte[] { 3, 2, 1, 6, 5, 4 }, 3)]
    [InlineData(3, new byte[] { 6, 5, 4, 3, 2, 1 }, 3)]
    [InlineData(4, new byte[] { 4, 5, 6, 1, 2, 3 }, 3)]
    [InlineData(5, new byte[] { 1, 4, 2, 5, 3, 6 }, 2)]
    [InlineData(6, new byte[] { 4, 1, 5, 2, 6, 3 }, 2)]
    [InlineData(7, new byte[] { 6, 3, 5, 2, 4, 1 }, 2)]
    [InlineData(8, new byte[] { 3, 6, 2, 5, 1, 4 }, 2)]
    [InlineData(9, new byte[] { 1, 2, 3, 4, 5, 6 }, 3)]
    public void A_png_is_turned_as_its_exif_says(byte orientation, byte[] expected, int width)
    {
        byte[] exif = [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] deflated = PngBuilder.Deflate(PngBuilder.FilterGray8(3, 2, [1, 2, 3, 4, 5, 6]));
        byte[] before = new PngBuilder().Header(3, 2, 8, 0).Chunk("eXIf", exif).ImageData(deflated).End();
        byte[] after = new PngBuilder().Header(3, 2, 8, 0).ImageData(deflated).Chunk("eXIf", exif).End();

        foreach (GrayImage image in (GrayImage[])[ImageDecoder.Decode(before), ImageDecoder.Decode(after)])
        {
            Assert.Equal(width, image.Width);
            Assert.Equal(expected, image.Pixels.ToArray());
        }
    }

    private static bool IsInk(int x, int y) => (x is >= 12 and < 17 && y is >= 10 and < 39) || (y is >= 36 and < 41 && x is >= 14 and < 35);

    private static byte[] Expected(byte ink, byte ground) => Ink([ink], [ground]);

    private static byte[] Ink(byte ink, byte inkAlpha, byte ground, byte groundAlpha) => Ink([ink, inkAlpha], [ground, groundAlpha]);

    private static byte[] Ink(byte[] ink, byte[] ground) =>
        [.. Enumerable.Range(0, Side * Side).SelectMany(i => IsInk(i % Side, i / Side) ? ink : ground)];

    private static byte[] Pixels((byte, byte, byte, byte) ink, (byte, byte, byte, byte) ground, int bytes) =>
        Ink(Bytes(ink)[..bytes], Bytes(ground)[..bytes]);

    private static byte[] Bytes((byte R, byte G, byte B, byte A) color) => [color.R, color.G, color.B, color.A];

    private static byte[] Doubled(byte[] samples) => [.. samples.SelectMany(v => (byte[])[v, v])];

    private static PngBuilder Png(byte depth, byte colorType, byte[] pixels, int rowBytes, params (string Type, byte[] Data)[] chunks)
    {
        PngBuilder png = new PngBuilder().Header(Side, Side, depth, colorType);
        foreach ((string type, byte[] data) in chunks)
        {
            png.Chunk(type, data);
        }

        return png.ImageData(PngBuilder.Deflate([.. pixels.Chunk(rowBytes).SelectMany(row => row.Prepend((byte)0))]));
    }

    private static byte[] Bmp(byte[] rgba)
    {
        byte[] masks = [255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255];
        byte[] bottomUp = [.. rgba.Chunk(4 * Side).Reverse().SelectMany(row => row)];
        return new BmpBuilder { Width = Side, Height = Side, Bits = 32, Compression = 6, Between = masks, Pixels = bottomUp, ColorsUsed = 0 }
            .ToArray();
    }
}
