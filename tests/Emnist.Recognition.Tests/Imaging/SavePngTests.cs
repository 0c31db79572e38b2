using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public class SavePngTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 70)]
    [InlineData(311, 2)]
    public void A_saved_picture_is_read_as_it_was(int width, int height)
    {
        byte[] pixels = new byte[width * height];
        new Random(width).NextBytes(pixels);
        var image = new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
        using var stream = new MemoryStream();
        image.SavePng(stream);

        GrayImage read = ImageDecoder.Decode(stream.ToArray());

        Assert.Equal(image.Size, read.Size);
        Assert.Equal(pixels, read.Pixels.ToArray());
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "x.png");
        File.WriteAllText(file, "old");

        new GrayImage(2, [0, 80, 160, 240]).SavePng(file);

        Assert.Equal([0, 80, 160, 240], ImageDecoder.Decode(file).Pixels.ToArray());
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
