using Emnist.Recognition.Imaging;
using FsCheck;
using FsCheck.Fluent;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class PngRoundTripTests
{
    private static readonly Arbitrary<(int Width, int Height, byte[] Pixels)> Pictures =
        (from width in Gen.Choose(1, 40)
         from height in Gen.Choose(1, 40)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select (width, height, Noise(seed, width * height))).ToArbitrary();

    [Fact]
    public void A_written_picture_reads_back_from_bytes()
    {
        Prop.ForAll(Pictures, p => IsSame(p, ImageDecoder.Decode(PngBuilder.Gray8(p.Width, p.Height, p.Pixels))))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_written_picture_reads_back_from_a_stream_that_gives_a_few_bytes_at_a_time()
    {
        Prop.ForAll(Pictures, p =>
        {
            using TrickleStream stream = new(PngBuilder.Gray8(p.Width, p.Height, p.Pixels), 3);
            return IsSame(p, ImageDecoder.Decode(stream)) && stream.CanRead;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Image_data_may_be_cut_into_chunks_anywhere()
    {
        byte[] pixels = Noise(1, 5 * 3);
        byte[] deflated = PngBuilder.Deflate(PngBuilder.FilterGray8(5, 3, pixels));
        for (int cut = 0; cut <= deflated.Length; cut++)
        {
            byte[] png = new PngBuilder().Header(5, 3, 8, 0)
                .ImageData(deflated[..cut]).ImageData([]).ImageData(deflated[cut..]).End();

            Assert.Equal(pixels, ImageDecoder.Decode(png).Pixels.ToArray());
        }
    }

    [Fact]
    public void Pictures_larger_than_the_first_allocation_read_back()
    {
        byte[] pixels = Noise(2, 1_300 * 1_700);

        Assert.True(IsSame((1_300, 1_700, pixels), ImageDecoder.Decode(PngBuilder.Gray8(1_300, 1_700, pixels))));
    }

    private static byte[] Noise(int seed, int length)
    {
        byte[] pixels = new byte[length];
        new System.Random(seed).NextBytes(pixels);
        return pixels;
    }

    private static bool IsSame((int Width, int Height, byte[] Pixels) expected, GrayImage actual) =>
        (expected.Width, expected.Height) == (actual.Width, actual.Height) && actual.Pixels.SequenceEqual(expected.Pixels);
}
