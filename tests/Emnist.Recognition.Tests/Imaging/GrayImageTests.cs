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
}
