using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class ImageDecoderTests
{
    private static readonly byte[] Pixels = [0, 50, 100, 150, 200, 255];
    private static readonly byte[] Png = PngBuilder.Gray8(3, 2, Pixels);

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
    public async Task Limits_out_of_range_are_refused(int maxPixels, int maxBytes)
    {
        ImageDecoderOptions options = new() { MaxPixels = maxPixels, MaxBytes = maxBytes };

        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode(Png, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode(Stream.Null, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.Decode("none.png", options));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ImageDecoder.DecodeAsync(Stream.Null, options));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ImageDecoder.DecodeAsync("none.png", options));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.BuiltIn.Decode(Png, options));
    }

    [Fact]
    public async Task Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode(Stream.Null, null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode(Png, null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode((string)null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.Decode("none.png", null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ImageDecoder.DecodeAsync((Stream)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ImageDecoder.DecodeAsync(Stream.Null, null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ImageDecoder.DecodeAsync((string)null!));
        Assert.Throws<ArgumentNullException>(() => ImageDecoder.BuiltIn.Decode(Png, null!));
    }

    [Fact]
    public void A_picture_may_have_just_the_limits()
    {
        ImageDecoderOptions options = new() { MaxPixels = 6, MaxBytes = Png.Length };

        using MemoryStream stream = new(Png);
        Assert.Equal(Pixels, ImageDecoder.Decode(Png, options).Pixels.ToArray());
        Assert.Equal(Pixels, ImageDecoder.Decode(stream, options).Pixels.ToArray());
        Assert.Equal(Pixels, ImageDecoder.BuiltIn.Decode(Png, options).Pixels.ToArray());
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
        ImageFormatException e = Assert.Throws<ImageFormatException>(() => ImageDecoder.BuiltIn.Decode(Png, options));
        Assert.Equal((expected, Png.Length - 1), (e.Message, e.Offset));
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
    public async Task An_endless_stream_is_awaited_no_further_than_the_limit()
    {
        await using EndlessStream picture = new(Png);
        await using EndlessStream zeros = new([]);
        ImageDecoderOptions options = new() { MaxBytes = 100_000 };

        await Assert.ThrowsAsync<ImageFormatException>(() => ImageDecoder.DecodeAsync(picture, options));
        await Assert.ThrowsAsync<ImageFormatException>(() => ImageDecoder.DecodeAsync(zeros, options));

        Assert.Equal(100_001, picture.BytesRead);
        Assert.InRange(zeros.BytesRead, 1, 16);
    }

    [Fact]
    public async Task A_stream_is_never_read_synchronously_by_the_asynchronous_members()
    {
        await using AsyncOnlyStream stream = new(Png);
        await using AsyncOnlyStream another = new(Png);

        Assert.Equal(Pixels, (await ImageDecoder.DecodeAsync(stream)).Pixels.ToArray());
        Assert.Equal(Pixels, (await ImageDecoder.DecodeAsync(another, new ImageDecoderOptions { MaxPixels = 6 })).Pixels.ToArray());
    }

    [Fact]
    public async Task Reading_stops_when_it_is_cancelled_even_if_the_stream_goes_on()
    {
        using CancellationTokenSource cancellation = new();
        int reads = 0;
        await using AsyncOnlyStream stream = new(Png)
        {
            Reading = () =>
            {
                if (++reads == 3)
                {
                    cancellation.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImageDecoder.DecodeAsync(stream, cancellation.Token));

        Assert.Equal(3, reads);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImageDecoder.DecodeAsync(new MemoryStream(Png), cancellation.Token));
    }

    [Fact]
    public async Task Options_are_copied_before_the_bytes_are_awaited()
    {
        ImageDecoderOptions options = new();
        await using AsyncOnlyStream stream = new(Png) { Reading = () => options.MaxPixels = 1 };

        Assert.Equal(Pixels, (await ImageDecoder.DecodeAsync(stream, options)).Pixels.ToArray());
        Assert.Equal(1, options.MaxPixels);
    }

    [Fact]
    public async Task A_file_is_read_by_its_path()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("picture.txt", Png);
        ImageDecoderOptions options = new() { MaxBytes = Png.Length };

        Assert.Equal(Pixels, ImageDecoder.Decode(path).Pixels.ToArray());
        Assert.Equal(Pixels, ImageDecoder.Decode(path, options).Pixels.ToArray());
        Assert.Equal(Pixels, (await ImageDecoder.DecodeAsync(path)).Pixels.ToArray());
        Assert.Equal(Pixels, (await ImageDecoder.DecodeAsync(path, options)).Pixels.ToArray());
    }

    [Fact]
    public async Task The_path_of_a_file_that_is_refused_is_in_the_exception()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("cut.png", Png[..40]);

        ImageFormatException[] refusals =
        [
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(path)),
            await Assert.ThrowsAsync<ImageFormatException>(() => ImageDecoder.DecodeAsync(path)),
        ];

        Assert.All(refusals, e => Assert.Equal((path, 40), (e.Path, e.Offset)));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_the_file_systems_error()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        Assert.Throws<FileNotFoundException>(() => ImageDecoder.Decode(path));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ImageDecoder.DecodeAsync(path));
        Assert.Throws<ArgumentException>(() => ImageDecoder.Decode(""));
        await Assert.ThrowsAsync<ArgumentException>(() => ImageDecoder.DecodeAsync(""));
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
