using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class IdxFileTests
{
    private static readonly byte[] SmallImages = IdxBytes.Images(2, 3, 2, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    [Fact]
    public void Images_keep_their_sizes_and_pixels()
    {
        IdxImages images = Read(SmallImages);

        Assert.Equal((2, 3, 2), (images.Count, images.Size.Height, images.Size.Width));
        Assert.Equal(SmallImages[16..], images.Pixels.ToArray());
        Assert.Equal("IdxImages: 2 images of 2 x 3", $"{images}");
    }

    [Fact]
    public void Labels_are_read() => Assert.Equal([7, 0, 255], ReadLabels(IdxBytes.Labels(7, 0, 255)));

    [Fact]
    public void Round_trip_plain_and_gzip_from_streams_that_seek_or_not() =>
        Prop.ForAll(
            SizesAndPixels().ToArbitrary(),
            given =>
            {
                byte[] plain = IdxBytes.Images(given.N, given.H, given.W, given.Pixels);
                byte[] gzip = IdxBytes.Gzip(plain);
                Stream[] streams =
                [
                    new MemoryStream(plain), new MemoryStream(gzip), new TrickleStream(plain, 1), new TrickleStream(gzip, 1),
                ];
                return streams.Select(IdxFile.ReadImages).All(images =>
                    (images.Count, images.Size.Height, images.Size.Width) == (given.N, given.H, given.W)
                    && images.Pixels.Span.SequenceEqual(given.Pixels));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bodies_larger_than_the_first_block_are_read_whole()
    {
        byte[] pixels = new byte[3 * 1000 * 1001];
        new Random(1).NextBytes(pixels);
        byte[] gzip = IdxBytes.Gzip(IdxBytes.Images(3, 1000, 1001, pixels));

        Assert.True(Read(gzip).Pixels.Span.SequenceEqual(pixels));
    }

    [Fact]
    public void The_callers_stream_stays_open()
    {
        using var stream = new MemoryStream(IdxBytes.Gzip(SmallImages));
        IdxFile.ReadImages(stream);

        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Files_are_told_apart_by_content()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, IdxBytes.Gzip(IdxBytes.Labels(3, 1)));
            Assert.Equal([3, 1], IdxFile.ReadLabels(path));

            var swapped = Assert.Throws<DatasetFormatException>(() => IdxFile.ReadImages(path));
            Assert.Equal(
                $"{path}, byte 0: expected the magic number 00000803 of IDX images (3 dimensions), "
                + "found 00000801, labels (1 dimension). Check whether images and labels are swapped.",
                swapped.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_not_a_format_error()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        Assert.Throws<FileNotFoundException>(() => IdxFile.ReadImages(path));
    }

    [Theory]
    [InlineData(0x00000801u, "found 00000801, labels (1 dimension). Check whether images and labels are swapped.")]
    [InlineData(0x00000802u, "found 00000802, data of 2 dimensions.")]
    [InlineData(0x00000d03u, "found 00000d03, element type 0d, which is not unsigned bytes.")]
    [InlineData(0x03080000u, "found 03080000.")]
    [InlineData(0x89504e47u, "found a PNG picture. A folder of pictures is read by ImageFolder.")]
    [InlineData(0x504b0304u, "found a zip file, as .npz is. NpzFile.Load reads .npz; unpack any other.")]
    [InlineData(0x80049500u, "found a Python pickle, which can run code and is never read.")]
    public void Another_magic_number_is_refused(uint magic, string expected)
    {
        byte[] bytes = IdxBytes.Make(magic, [1, 1, 1], [9]);

        var fault = Assert.Throws<DatasetFormatException>(() => Read(bytes));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0u, 1u, 1u, "byte 4: expected a size of 1 to 2147483591 in dimension 0, found 0.")]
    [InlineData(1u, 0u, 1u, "byte 8: expected a size of 1 to 2147483591 in dimension 1, found 0.")]
    [InlineData(1u, 1u, 0u, "byte 12: expected a size of 1 to 2147483591 in dimension 2, found 0.")]
    [InlineData(0x80000000u, 28u, 28u, "byte 4: expected a size of 1 to 2147483591 in dimension 0, found 2147483648.")]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, "found 4294967295.")]
    [InlineData(70000u, 70000u, 1u, "byte 8: expected a size of 1 to 30678 in dimension 1, found 70000.")]
    [InlineData(1u, 1u, 2u, "byte 17: expected 2 bytes after the header, found 1.")]
    public void Zero_and_absurd_sizes_are_refused(uint count, uint height, uint width, string expected)
    {
        byte[] bytes = IdxBytes.Make(0x803, [count, height, width], [9]);

        var fault = Assert.Throws<DatasetFormatException>(() => Read(bytes));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x80000000u)]
    [InlineData(2147483591u)]
    public void A_header_is_trusted_with_no_more_than_a_few_megabytes(uint count)
    {
        byte[] plain = IdxBytes.Make(0x803, [count, 1, 1], [9]);
        foreach (byte[] bytes in new[] { plain, IdxBytes.Gzip(plain) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<DatasetFormatException>(() => Read(bytes));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        }
    }

    [Fact]
    public void Truncation_at_every_byte_is_refused()
    {
        foreach (byte[] bytes in new[] { SmallImages, IdxBytes.Gzip(SmallImages) })
        {
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Throws<DatasetFormatException>(() => Read(bytes[..length]));
            }
        }
    }

    [Fact]
    public void Trailing_bytes_are_refused()
    {
        byte[] longer = [.. SmallImages, 0];
        foreach (byte[] bytes in new[] { longer, IdxBytes.Gzip(longer) })
        {
            Assert.Contains(
                "byte 28: expected the end of the data after 12 bytes, found more data.",
                Assert.Throws<DatasetFormatException>(() => Read(bytes)).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gzip_members_are_joined_and_other_bytes_after_them_refused()
    {
        byte[] members = [.. IdxBytes.Gzip(SmallImages[..20]), .. IdxBytes.Gzip(SmallImages[20..])];

        Assert.Equal(SmallImages[16..], Read(members).Pixels.ToArray());
        Assert.Throws<DatasetFormatException>(() => Read([.. members, 0]));
        Assert.Throws<DatasetFormatException>(() => Read([.. members, 0x1f]));
    }

    [Fact]
    public void Flipped_header_bits_are_refused()
    {
        for (int bit = 0; bit < 16 * 8; bit++)
        {
            byte[] bytes = Flip(SmallImages, bit);
            Assert.Throws<DatasetFormatException>(() => Read(bytes));
        }
    }

    [Fact]
    public void Flipped_gzip_bits_are_refused_or_harmless()
    {
        byte[] gzip = IdxBytes.Gzip(SmallImages);
        int refused = 0;
        for (int bit = 0; bit < gzip.Length * 8; bit++)
        {
            try
            {
                Assert.Equal(SmallImages[16..], Read(Flip(gzip, bit)).Pixels.ToArray());
            }
            catch (DatasetFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, gzip.Length * 4, gzip.Length * 8);
    }

    [Fact]
    public void A_gzip_of_nothing_is_refused() => Assert.Throws<DatasetFormatException>(() => Read(IdxBytes.Gzip([])));

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(() => IdxFile.ReadImages((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => IdxFile.ReadLabels((string)null!));
        Assert.Throws<ArgumentException>(() => IdxFile.ReadImages(""));
    }

    private static Gen<(int N, int H, int W, byte[] Pixels)> SizesAndPixels() =>
        from n in Gen.Choose(1, 5)
        from h in Gen.Choose(1, 9)
        from w in Gen.Choose(1, 9)
        from pixels in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), n * h * w)
        select (n, h, w, pixels);

    private static IdxImages Read(byte[] bytes) => IdxFile.ReadImages(new MemoryStream(bytes));

    private static byte[] ReadLabels(byte[] bytes) => IdxFile.ReadLabels(new MemoryStream(bytes));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
