using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Numerics;
using FsCheck;
using FsCheck.Fluent;

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

        Plane alike = BoxReduction.ToLongSide(TestPlanes.Make(width, height, (x, y) => pixels[(y * width) + x]), limit);
        Assert.Equal(reduced.Values.ToArray(), alike.Values.ToArray());
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 5, 1)]
    [InlineData(7, 5, 20)]
    [InlineData(31, 17, 4)]
    [InlineData(70, 41, 9)]
    public void The_grey_dilation_is_the_largest_value_of_every_mirrored_square_and_the_erosion_the_smallest(int width, int height, int reach)
    {
        var random = new SplitMix64(3);
        Plane plane = TestPlanes.Make(width, height, (_, _) => random.Next(1_000));
        float[] before = plane.Values.ToArray();
        Plane negative = TestPlanes.Make(width, height, (x, y) => -before[(y * width) + x]);

        GrayDilation.Dilate(plane, reach);
        GrayDilation.Erode(negative, reach);

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

            Assert.Equal((most, -most), (plane.Values[i], negative.Values[i]));
        }
    }

    [Fact]
    public void The_largest_square_is_found_to_within_a_sample()
    {
        Plane plane = TestPlanes.Make(100, 80, (x, y) => x is >= 10 and < 50 && y is >= 20 and < 70 ? 1 : 0);

        Assert.InRange(LargestSquare.Side(plane, 0.5f), 0.36, 0.42);
        Assert.Equal(0, LargestSquare.Side(plane, 2));
    }

    /// <summary>The bound spares most pictures the distances; were it too low, filled shapes would be taken for strokes.</summary>
    [Fact]
    public void No_distance_to_the_edge_is_longer_than_the_largest_square_allows() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(1, 200).ToArbitrary(),
        (seed, width) =>
        {
            var random = new SplitMix64((ulong)seed);
            (int x, int y, int radius, int height) = (random.Next(width), random.Next(150), 1 + random.Next(80), 1 + random.Next(150));
            double sharpness = 1 + (random.Next(30) / 10.0);
            Plane mask = TestPlanes.Make(width, height, (column, row) =>
                Math.Pow(Math.Abs(column - x), sharpness) + Math.Pow(Math.Abs(row - y), sharpness) <= Math.Pow(radius, sharpness) ? 1 : 0);

            float longest = Sweep.Range(DistanceTransform.Of(mask, 1).Values).High;

            Assert.InRange(longest, 0, DistanceTransform.MostWithin(LargestSquare.MostPixels(mask, 1)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_stroke_width_is_that_of_a_bar()
    {
        Assert.Equal(6, StrokeWidth.Estimate(TestPlanes.Make(80, 30, (x, y) => x is >= 5 and < 75 && y is >= 10 and < 16 ? 1 : 0)) * Math.PI / 4, 0.6);
    }

    /// <summary>Sweeps and histograms against the plain way, of lengths that fill vectors and that do not.</summary>
    [Fact]
    public void What_is_asked_of_many_values_is_as_of_one_after_the_other() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(1, 300).ToArbitrary(),
        (seed, length) =>
        {
            var random = new SplitMix64((ulong)seed);
            float scale = 1 + random.Next(300);
            float[] values = [.. Enumerable.Range(0, length).Select(_ => (random.Next(1_000) - 300) / scale)];
            float threshold = values[random.Next(length)];
            float[] above = new float[length];

            Assert.Equal((values.Min(), values.Max()), Sweep.Range(values));
            Assert.Equal(values.Count(value => value >= threshold), Sweep.CountFrom(values, threshold));
            Assert.Equal(values.Where(value => value >= threshold).Sum(value => (double)value), Sweep.SumFrom(values, threshold), 1e-6);
            Assert.Equal(values.Sum(value => (double)value), Sweep.Sums(values).Sum, 1e-6);
            Assert.Equal(values.Sum(value => (double)value * value), Sweep.Sums(values).Squares, 1e-3);
            Assert.Equal(Array.FindIndex(values, length / 2, value => value >= threshold), Sweep.IndexFrom(values, threshold, length / 2));
            int copied = Sweep.CopyAbove(values, threshold, above);
            Assert.Equal(values.Where(value => value > threshold), above[..copied]);
            float fraction = random.Next(101) / 100f;
            Assert.Equal(values.Order().ElementAt((int)(fraction * (length - 1))), Histogram.Percentile([.. values], fraction));
            Assert.Equal(Otsu(values), Histogram.Otsu(values));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_that_hardly_differ_have_a_threshold_and_percentiles()
    {
        float[] values = [.. Enumerable.Range(0, 100).Select(i => i * float.Epsilon)];

        Assert.InRange(Histogram.Otsu(values), 0, 100 * float.Epsilon);
        Assert.InRange(Histogram.Percentile([.. values], 0.5f), 0, 100 * float.Epsilon);
        Assert.Equal(7, Histogram.Percentile([.. Enumerable.Repeat(7f, 1_000)], 0.9f));
    }

    [Fact]
    public void A_plane_gives_its_edge_and_its_transpose() => Prop.ForAll(
        Gen.Choose(1, 40).ToArbitrary(),
        Gen.Choose(1, 40).ToArbitrary(),
        (columns, rows) =>
        {
            Plane plane = TestPlanes.Make(columns, rows, (x, y) => (y * columns) + x);
            float[] edge = new float[plane.EdgeLength];

            plane.CopyEdge(edge);

            Assert.Equal(
                from i in Enumerable.Range(0, columns * rows)
                where i % columns == 0 || i % columns == columns - 1 || i / columns == 0 || i / columns == rows - 1
                select (float)i,
                edge.Order());
            Plane turned = plane.Transpose();
            Assert.Equal(TestPlanes.Make(rows, columns, (x, y) => (x * columns) + y).Values.ToArray(), turned.Values.ToArray());
        }).QuickCheckThrowOnFailure();

    /// <summary>Otsu's threshold as it is defined, over 256 bins.</summary>
    private static float Otsu(float[] values)
    {
        (float low, float high) = (values.Min(), values.Max());
        int[] bins = [.. values.Select(value => high > low ? (int)((value - low) * (255 / (high - low))) : 0)];
        int best = 255;
        double most = 0;
        for (int cut = 0; cut < 255; cut++)
        {
            int[] below = [.. bins.Where(bin => bin <= cut)];
            int[] above = [.. bins.Where(bin => bin > cut)];
            if (below.Length > 0 && above.Length > 0)
            {
                double distance = ((double)below.Sum() / below.Length) - ((double)above.Sum() / above.Length);
                double variance = (double)below.Length * above.Length * distance * distance;
                (best, most) = variance > most ? (cut, variance) : (best, most);
            }
        }

        return low + ((best + 1) / 255f * (high - low));
    }

    private static int Mirror(int i, int count)
    {
        while (i < 0 || i >= count)
        {
            i = i < 0 ? -1 - i : (2 * count) - 1 - i;
        }

        return i;
    }
}
