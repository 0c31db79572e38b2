using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class ImageDecoderTests
{
    private static readonly byte[] Png = PngBuilder.Gray8(3, 2, [0, 50, 100, 150, 200, 255]);

    [Fact]
    public void Defaults_are_as_documented()
    {
        ImageDecoderOptions options = new();

        Assert.Equal(50_000_000, options.MaxPixels);
        Assert.Equal(67_108_864, options.MaxBytes);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public void Limits_out_of_range_are_refused(int maxPixels, int maxBytes)
    {
        ImageDecoderOptions options = new() { MaxPixels = maxPixels, MaxBytes = maxBytes };

        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode(Png, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode(Stream.Null, options));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode(Stream.Null, null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode(Png, null!));
    }

    [Fact]
    public void A_picture_may_have_just_the_limits()
    {
        ImageDecoderOptions options = new() { MaxPixels = 6, MaxBytes = Png.Length };

        using MemoryStream stream = new(Png);
        Assert.Equal(ImageDecoder.Decode(Png, options).Pixels, ImageDecoder.Decode(stream, options).Pixels);
    }

    [Fact]
    public void One_pixel_more_than_the_limit_is_refused()
    {
        ImageDecoderOptions options = new() { MaxPixels = 5 };

        string message = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(Png, options)).Message;

        Assert.Equal(
            "The picture's size is 3 x 2 (PNG chunk IHDR at byte 8), over the limit of 5 pixels. "
            + "Make it smaller, or raise ImageDecoderOptions.MaxPixels.",
            message);
    }

    [Fact]
    public void One_byte_more_than_the_limit_is_refused()
    {
        ImageDecoderOptions options = new() { MaxBytes = Png.Length - 1 };
        string expected = $"The picture has more than {Png.Length - 1} encoded bytes (reading stopped at byte {Png.Length - 1}). "
            + "Make it smaller, or raise ImageDecoderOptions.MaxBytes.";

        using MemoryStream stream = new(Png);
        Assert.Equal(expected, Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(Png, options)).Message);
        Assert.Equal(expected, Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(stream, options)).Message);
    }

    [Fact]
    public void An_endless_stream_is_read_no_further_than_the_limit()
    {
        using EndlessStream picture = new(Png);
        using EndlessStream zeros = new([]);
        ImageDecoderOptions options = new() { MaxBytes = 100_000 };

        Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(picture, options));
        Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(zeros, options));

        Assert.Equal(100_001, picture.BytesRead);
        Assert.InRange(zeros.BytesRead, 1, 16);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands_and_left_open()
    {
        using MemoryStream stream = new([1, 2, 3, .. Png]);
        stream.Position = 3;

        Assert.Equal([0, 50, 100, 150, 200, 255], ImageDecoder.Decode(stream).Pixels.ToArray());
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void What_a_stream_throws_comes_through()
    {
        using MemoryStream closed = new(Png);
        closed.Close();

        Assert.Throws<ObjectDisposedException>(() => ImageDecoder.Decode(closed));
    }

    [Theory]
    [InlineData(60_000, 60_000, 8, 0, 0)]
    [InlineData(7_000, 7_000, 8, 0, 0)]
    [InlineData(7_000, 7_000, 8, 0, 1)]
    [InlineData(7_000, 7_000, 16, 6, 1)]
    [InlineData(65_535, 700, 16, 6, 0)]
    [InlineData(700, 65_535, 16, 6, 1)]
    public void A_header_alone_makes_it_allocate_little(int width, int height, byte depth, byte colorType, byte interlace)
    {
        byte[] png = new PngBuilder().Header(width, height, depth, colorType, interlace)
            .ImageData(PngBuilder.Deflate(new byte[1_000])).End();
        Refuse();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuse();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 4 << 20);

        void Refuse() => Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(png));
    }

    [Fact]
    public void A_bomb_is_not_inflated_past_the_size_in_its_header()
    {
        byte[] png = new PngBuilder().Header(10, 10, 8, 0).ImageData(PngBuilder.Deflate(new byte[100 << 20])).End();

        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(png)).Message;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Contains("more image data", message, StringComparison.Ordinal);
        Assert.InRange(allocated, 0, 1 << 20);
    }

    [Fact]
    public void Threads_may_decode_at_once()
    {
        Parallel.For(0, 64, _ => Assert.Equal(6, ImageDecoder.Decode(Png).Pixels.Length));
    }
}
