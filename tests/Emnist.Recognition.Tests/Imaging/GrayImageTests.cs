using System.Text.Json;
using Emnist.Recognition.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class GrayImageTests
{
    [Fact]
    public void Keeps_a_copy_of_the_pixels()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6];
        GrayImage image = new(Size(3, 2), pixels);

        pixels[0] = 99;

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(Size(3, 2), image.Size);
        Assert.Equal("GrayImage 3 x 2", image.ToString());
        Assert.Equal([1, 2, 3, 4, 5, 6], image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void A_side_below_1_is_refused(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(Size(width, height), [1]));
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(2, 2, 5)]
    [InlineData(65_536, 65_536, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 1)]
    public void Another_number_of_pixels_is_refused(int width, int height, int count)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new GrayImage(Size(width, height), new byte[count]));

        Assert.Contains($"{(long)width * height} pixels; {count} were given", e.Message, StringComparison.Ordinal);
    }

    // Red, green and blue as one pixel each, then white at half its opacity on a row of its own, with a gap between rows.
    [Theory]
    [InlineData(PixelFormat.Rgb24, 0)]
    [InlineData(PixelFormat.Bgr24, 12)]
    [InlineData(PixelFormat.Rgba32, 0)]
    [InlineData(PixelFormat.Bgra32, 17)]
    public void Pixels_of_every_format_become_grey_by_luma(PixelFormat format, int stride)
    {
        (byte, byte, byte)[] colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (10, 20, 30), (200, 100, 50), (255, 255, 255)];
        int size = format is PixelFormat.Rgb24 or PixelFormat.Bgr24 ? 3 : 4;
        int step = stride == 0 ? 3 * size : stride;
        byte[] pixels = new byte[step + (3 * size)];
        for (int i = 0; i < colors.Length; i++)
        {
            (byte r, byte g, byte b) = colors[i];
            Span<byte> pixel = pixels.AsSpan((i / 3 * step) + (i % 3 * size), size);
            (pixel[0], pixel[1], pixel[2]) = format is PixelFormat.Rgb24 or PixelFormat.Rgba32 ? (r, g, b) : (b, g, r);
            if (size == 4)
            {
                pixel[3] = 255;
            }
        }

        GrayImage image = stride == 0
            ? GrayImage.FromPixels(pixels, Size(3, 2), format)
            : GrayImage.FromPixels(pixels, Size(3, 2), format, stride);

        // Pillow: Image.new('RGB', (1, 1), color).convert('L').getpixel((0, 0))
        Assert.Equal([76, 150, 29, 18, 124, 255], image.Pixels.ToArray());
    }

    [Fact]
    public void Transparency_is_laid_over_white()
    {
        byte[] pixels = [0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 51];
        Assert.Equal([255, 0, 204], GrayImage.FromPixels(pixels, Size(3, 1), PixelFormat.Rgba32).Pixels.ToArray());
        Assert.Equal([255, 0, 204], GrayImage.FromPixels(pixels, Size(3, 1), PixelFormat.Bgra32Premultiplied).Pixels.ToArray());
    }

    /// <summary>Rows are converted many pixels at a time, in multiples and shifts for divisions: right for every colour there is.</summary>
    [Theory]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Bgr24)]
    [InlineData(PixelFormat.Rgba32)]
    [InlineData(PixelFormat.Bgra32Premultiplied)]
    public void Every_colour_becomes_its_rounded_luma(PixelFormat format)
    {
        int step = format is PixelFormat.Rgb24 or PixelFormat.Bgr24 ? 3 : 4;
        (int redAt, int blueAt) = format is PixelFormat.Rgb24 or PixelFormat.Rgba32 ? (0, 2) : (2, 0);
        byte[] pixels = new byte[step << 16];
        byte[] expected = new byte[1 << 16];
        for (int red = 0; red < 256; red++)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                (int green, int blue) = (i >> 8, i & 255);
                (pixels[(step * i) + redAt], pixels[(step * i) + 1], pixels[(step * i) + blueAt]) = ((byte)red, (byte)green, (byte)blue);
                pixels[(step * i) + step - 1] = step == 4 ? (byte)255 : pixels[(step * i) + step - 1];
                expected[i] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
            }

            Assert.Equal(expected, GrayImage.FromPixels(pixels, 256, format).Pixels);
        }
    }

    [Theory]
    [InlineData(PixelFormat.Rgba32)]
    [InlineData(PixelFormat.Bgra32)]
    [InlineData(PixelFormat.Rgba32Premultiplied)]
    public void Every_grey_of_every_opacity_is_laid_over_white(PixelFormat format)
    {
        byte[] pixels =
            [.. Enumerable.Range(0, 1 << 16).SelectMany(i => new[] { (byte)(i >> 8), (byte)(i >> 8), (byte)(i >> 8), (byte)i })];
        IEnumerable<byte> expected = Enumerable.Range(0, 1 << 16).Select(i => (Gray: i >> 8, Alpha: i & 255)).Select(
            pixel => (byte)(format == PixelFormat.Rgba32Premultiplied
                ? Math.Min(255, pixel.Gray + 255 - pixel.Alpha)
                : Math.Round(((pixel.Gray * pixel.Alpha) + (255.0 * (255 - pixel.Alpha))) / 255)));

        Assert.Equal(expected, GrayImage.FromPixels(pixels, 256, format).Pixels.ToArray());
    }

    [Fact]
    public void A_row_of_any_length_is_converted_as_its_pixels_by_themselves() => Prop.ForAll(
        Gen.Elements(Enum.GetValues<PixelFormat>()).ToArbitrary(),
        Gen.Choose(1, 100).ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        (format, width, seed) =>
        {
            int step = format == PixelFormat.Gray8 ? 1 : format is PixelFormat.Rgb24 or PixelFormat.Bgr24 ? 3 : 4;
            byte[] pixels = new byte[width * step];
            new Random(seed).NextBytes(pixels);

            byte[] alone = [.. pixels.Chunk(step).Select(pixel => GrayImage.FromPixels(pixel, Size(1, 1), format).Pixels[0])];

            Assert.Equal(alone, GrayImage.FromPixels(pixels, Size(width, 1), format).Pixels.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Premultiplied_colours_give_the_grey_of_straight_ones_within_a_level()
    {
        Prop.ForAll(
            Gen.Choose(0, 255).Four().ToArbitrary(),
            ((int R, int G, int B, int Alpha) c) =>
            {
                byte[] straight = [(byte)c.R, (byte)c.G, (byte)c.B, (byte)c.Alpha];
                byte[] premultiplied = [.. straight[..3].Select(v => (byte)(((v * c.Alpha) + 127) / 255)), (byte)c.Alpha];
                byte[] reversed = [premultiplied[2], premultiplied[1], premultiplied[0], premultiplied[3]];
                int expected = Gray(straight, PixelFormat.Rgba32);
                int actual = Gray(premultiplied, PixelFormat.Rgba32Premultiplied);
                return Math.Abs(expected - actual) <= 1 && actual == Gray(reversed, PixelFormat.Bgra32Premultiplied);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Premultiplied_colours_above_their_opacity_are_white_at_most()
    {
        Assert.Equal(255, Gray([255, 255, 255, 0], PixelFormat.Rgba32Premultiplied));
        Assert.Equal(255, Gray([200, 200, 200, 100], PixelFormat.Bgra32Premultiplied));
    }

    [Theory]
    [InlineData(16, "A picture of 2 x 2 in Gray8 has 4 bytes; 16 were given, which is the length of "
        + "Rgba32 or Bgra32 or Rgba32Premultiplied or Bgra32Premultiplied.")]
    [InlineData(12, "A picture of 2 x 2 in Gray8 has 4 bytes; 12 were given, which is the length of Rgb24 or Bgr24.")]
    [InlineData(5, "A picture of 2 x 2 in Gray8 has 4 bytes; 5 were given.")]
    [InlineData(3, "A picture of 2 x 2 in Gray8 has 4 bytes; 3 were given.")]
    public void Without_a_stride_the_pixels_fill_the_picture_and_a_forgotten_format_is_named(int length, string expected)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => GrayImage.FromPixels(new byte[length], 2, PixelFormat.Gray8));

        Assert.StartsWith(expected + " (", e.Message, StringComparison.Ordinal);
        Assert.Equal("pixels", e.ParamName);
    }

    [Fact]
    public void Pixels_of_a_forgotten_format_are_named_to_the_constructor_too()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new GrayImage(2, new byte[12]));

        Assert.StartsWith(
            "A picture of 2 x 2 has 4 pixels; 12 were given, which is the length of Rgb24 or Bgr24.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_stride_the_last_row_may_end_with_its_last_pixel()
    {
        Assert.Equal(2, GrayImage.FromPixels(new byte[14], 2, PixelFormat.Rgb24, 8).Height);
        Assert.Equal(2, GrayImage.FromPixels(new byte[16], 2, PixelFormat.Rgb24, 8).Height);

        ArgumentException e = Assert.Throws<ArgumentException>(() => GrayImage.FromPixels(new byte[13], 2, PixelFormat.Rgb24, 8));

        Assert.StartsWith(
            "A picture of 2 x 2 in Rgb24 with rows 8 bytes apart has 14 bytes; 13 were given.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_is_cut_out_of_a_larger_picture_by_its_stride()
    {
        byte[] whole = [.. Enumerable.Range(0, 5 * 4).Select(i => (byte)i)];

        GrayImage part = GrayImage.FromPixels(whole.AsSpan(5 + 2), Size(3, 2), PixelFormat.Gray8, 5);

        Assert.Equal([7, 8, 9, 12, 13, 14], part.Pixels.ToArray());
    }

    [Fact]
    public void Sizes_that_do_not_fit_the_pixels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels(new byte[11], 2, PixelFormat.Rgb24));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 2, PixelFormat.Rgb24, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 2, PixelFormat.Rgb24, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], Size(0, 2), PixelFormat.Gray8));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], default, PixelFormat.Gray8, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 2, (PixelFormat)9));
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels([], int.MaxValue, PixelFormat.Rgba32));
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels([], int.MaxValue, PixelFormat.Gray8, int.MaxValue));
    }

    [Fact]
    public void Is_written_as_JSON_without_its_pixels_and_never_read()
    {
        const string json = """{"Width":3,"Height":2}""";

        Assert.Equal(json, JsonSerializer.Serialize(new GrayImage(Size(3, 2), new byte[6])));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<GrayImage>(json));
    }

    private static ImageSize Size(int width, int height) => new() { Width = width, Height = height };

    private static byte Gray(byte[] pixel, PixelFormat format) => GrayImage.FromPixels(pixel, Size(1, 1), format).Pixels[0];
}
