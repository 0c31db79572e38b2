using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class GrayImageTests
{
    [Fact]
    public void Keeps_a_copy_of_the_pixels()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6];
        GrayImage image = new(3, 2, pixels);

        pixels[0] = 99;

        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal([1, 2, 3, 4, 5, 6], image.Pixels.ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, -1)]
    public void A_side_below_1_is_refused(int width, int height)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(width, height, [1]));
    }

    [Theory]
    [InlineData(2, 2, 3)]
    [InlineData(2, 2, 5)]
    [InlineData(65_536, 65_536, 0)]
    [InlineData(int.MaxValue, int.MaxValue, 1)]
    public void Another_number_of_pixels_is_refused(int width, int height, int count)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new GrayImage(width, height, new byte[count]));

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

        GrayImage image = GrayImage.FromPixels(pixels, 3, 2, format, stride);

        // Pillow: Image.new('RGB', (1, 1), color).convert('L').getpixel((0, 0))
        Assert.Equal([76, 150, 29, 18, 124, 255], image.Pixels.ToArray());
    }

    [Fact]
    public void Transparency_is_laid_over_white()
    {
        GrayImage image = GrayImage.FromPixels([0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 51], 3, 1, PixelFormat.Rgba32);
        Assert.Equal([255, 0, 204], image.Pixels.ToArray());
    }

    [Fact]
    public void Sizes_that_do_not_fit_the_pixels_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels(new byte[11], 2, 2, PixelFormat.Rgb24));
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels(new byte[13], 2, 2, PixelFormat.Rgb24, 8));
        Assert.Equal(2, GrayImage.FromPixels(new byte[14], 2, 2, PixelFormat.Rgb24, 8).Height);
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 2, 2, PixelFormat.Rgb24, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 0, 2, PixelFormat.Gray8));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrayImage.FromPixels(new byte[100], 2, 2, (PixelFormat)9));
        Assert.Throws<ArgumentException>(() => GrayImage.FromPixels([], int.MaxValue, int.MaxValue, PixelFormat.Rgba32));
    }
}
