using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Imaging.Planes;

public sealed class PlaneTests
{
    // The means of whole squares, worked out one by one; the last ones are narrower. Bytes and floats are reduced alike.
    [Theory]
    [InlineData(7, 5, 7)]
    [InlineData(7, 5, 3)]
    [InlineData(1, 9, 2)]
    [InlineData(16, 4, 5)]
    public void A_reduced_picture_has_the_means_of_its_squares(int width, int height, int limit)
    {
        var random = new SplitMix64(4);
        byte[] pixels = [.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(256))];
        int factor = BoxReduction.Factor(width, height, limit);

        Plane reduced = BoxReduction.ToLongSide(new GrayImage(new ImageSize { Width = width, Height = height }, pixels), limit);

        Assert.InRange(Math.Max(reduced.Width, reduced.Height), 1, limit);
        for (int i = 0; i < reduced.Values.Length; i++)
        {
            (int top, int left) = (i / reduced.Width * factor, i % reduced.Width * factor);
            double mean = Enumerable.Range(0, pixels.Length)
                .Where(p => p / width >= top && p / width < top + factor && p % width >= left && p % width < left + factor)
                .Average(p => (double)pixels[p]);
            Assert.Equal(mean, reduced.Values[i], 1e-4);
        }

        Assert.Equal(reduced.Values, BoxReduction.ToLongSide(Make(width, height, (x, y) => pixels[(y * width) + x]), limit).Values);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(7, 5, 20)]
    [InlineData(31, 17, 4)]
    public void The_grey_dilation_is_the_largest_value_of_every_mirrored_square(int width, int height, int reach)
    {
        var random = new SplitMix64(3);
        Plane plane = Make(width, height, (_, _) => random.Next(1_000));
        float[] before = [.. plane.Values];

        GrayDilation.Apply(plane, reach);

        for (int i = 0; i < before.Length; i++)
        {
            float most = float.MinValue;
            for (int y = (i / width) - reach; y <= (i / width) + reach; y++)
            {
                for (int x = (i % width) - reach; x <= (i % width) + reach; x++)
                {
                    most = Math.Max(most, before[(Mirror(y, height) * width) + Mirror(x, width)]);
                }
            }

            Assert.Equal(most, plane.Values[i]);
        }
    }

    [Fact]
    public void The_largest_square_is_found_to_within_a_sample()
    {
        Plane plane = Make(100, 80, (x, y) => x is >= 10 and < 50 && y is >= 20 and < 70 ? 1 : 0);

        Assert.InRange(LargestSquare.Side(plane, 0.5f), 0.36, 0.42);
        Assert.Equal(0, LargestSquare.Side(plane, 2));
    }

    [Fact]
    public void The_stroke_width_is_that_of_a_bar()
    {
        Assert.Equal(6, StrokeWidth.Estimate(Make(80, 30, (x, y) => x is >= 5 and < 75 && y is >= 10 and < 16 ? 1 : 0)) * Math.PI / 4, 0.6);
    }

    private static int Mirror(int i, int count)
    {
        while (i < 0 || i >= count)
        {
            i = i < 0 ? -1 - i : (2 * count) - 1 - i;
        }

        return i;
    }

    private static Plane Make(int width, int height, Func<int, int, float> value) =>
        new(width, height, [.. Enumerable.Range(0, width * height).Select(i => value(i % width, i / width))]);
}
