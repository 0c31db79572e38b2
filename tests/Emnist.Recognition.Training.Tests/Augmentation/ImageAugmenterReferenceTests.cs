using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training.Numerics;

namespace Emnist.Recognition.Training.Tests;

/// <summary>The augmenter against the same formulas pixel by pixel in double precision, on sizes that fill no vector.</summary>
public class ImageAugmenterReferenceTests
{
    private const int Seed = 3;

    private static readonly Augmentation Everything = Augmentation.Handwriting with { Noise = 0.05f };

    public static TheoryData<int, int> Sizes => new()
    {
        { 1, 1 }, { 1, 7 }, { 7, 1 }, { 2, 3 }, { 4, 4 }, { 5, 13 }, { 9, 12 }, { 15, 16 }, { 28, 28 }, { 64, 48 }, { 100, 31 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Images_of_every_size_are_those_of_the_formulas(int width, int height)
    {
        foreach (Augmentation augmentation in (Augmentation[])
            [
                new(), Everything,
                new() { RotationDegrees = 180, Zoom = 0.5f, ShearDegrees = 60, Shift = 1 },
                new() { ElasticDistortion = 10 },
                new() { StrokeThickness = 1 },
            ])
        {
            var augmenter = new ImageAugmenter(augmentation, width, height, Seed);
            byte[] changed = new byte[width * height];
            for (ulong number = 0; number < 20; number++)
            {
                byte[] image = RandomImage(width, height, (int)number);
                augmenter.Apply(image, number, changed);

                double[] expected = Expected(augmentation, image, width, height, number);
                Assert.All(changed, (value, i) => Assert.True(
                    Math.Abs(value - expected[i]) <= 0.5 + 0.05, $"{value} for {expected[i]} at {i} of image {number}: {augmentation}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_change_copies_images_of_every_size(int width, int height)
    {
        byte[] image = RandomImage(width, height, 1);
        byte[] changed = new byte[image.Length];
        new ImageAugmenter(new Augmentation(), width, height, Seed).Apply(image, 8, changed);
        Assert.Equal(image, changed);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_image_does_not_depend_on_those_before_it(int width, int height)
    {
        byte[] image = RandomImage(width, height, 1);
        byte[] first = new byte[image.Length];
        new ImageAugmenter(Everything, width, height, Seed).Apply(image, 0, first);

        var used = new ImageAugmenter(Everything, width, height, Seed);
        byte[] again = new byte[image.Length];
        for (ulong number = 5; number > 0; number--)
        {
            used.Apply(RandomImage(width, height, 2), number, again);
        }

        used.Apply(image, 0, again);
        Assert.Equal(first, again);
    }

    /// <summary>Without noise no pixel is darker or lighter than the image's extremes and the 0 outside.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sampling_stays_within_the_values_of_the_image(int width, int height)
    {
        byte[] image = new byte[width * height];
        image.AsSpan().Fill(200);
        byte[] changed = new byte[image.Length];
        var augmenter = new ImageAugmenter(Augmentation.Handwriting with { ElasticDistortion = 10, Shift = 1 }, width, height, Seed);
        for (ulong number = 0; number < 50; number++)
        {
            augmenter.Apply(image, number, changed);
            Assert.All(changed, value => Assert.InRange(value, 0, 200));
        }
    }

    /// <summary>
    /// Recorded with AVX2 on x64: runs with other instruction sets must give the same. Only operations that IEEE 754
    /// rounds exactly are between the random numbers and the pixels here.
    /// </summary>
    [Fact]
    public void Images_are_the_same_whatever_the_vectors()
    {
        byte[] changed = new byte[28 * 28];
        var augmenter = new ImageAugmenter(
            new Augmentation { Shift = 0.1f, Zoom = 0.2f, ElasticDistortion = 1, StrokeThickness = 0.5f, Noise = 0.1f }, 28, 28, Seed);
        ulong hash = 14695981039346656037;
        for (ulong number = 0; number < 100; number++)
        {
            augmenter.Apply(RandomImage(28, 28, (int)number), number, changed);
            foreach (byte value in changed)
            {
                hash = (hash ^ value) * 1099511628211;
            }
        }

        Assert.Equal(8844162502476875483UL, hash);
    }

    /// <summary>The numbers of <see cref="SplitMix64"/>, which no version of .NET changes.</summary>
    private static byte[] RandomImage(int width, int height, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        return [.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(256))];
    }

    private static double[] Expected(Augmentation augmentation, byte[] image, int width, int height, ulong number)
    {
        var random = new SplitMix64(SplitMix64.At(SplitMix64.At(Seed, 0), number));
        double Between(double most) => most * ((2 * random.NextDouble()) - 1);
        double angle = Between(augmentation.RotationDegrees) * Math.PI / 180;
        double shear = Math.Tan(Between(augmentation.ShearDegrees) * Math.PI / 180);
        double zoomX = 1 + Between(augmentation.Zoom);
        double zoomY = 1 + Between(augmentation.Zoom);
        double shiftX = Between(augmentation.Shift) * width;
        double shiftY = Between(augmentation.Shift) * height;
        float[] displacements = new float[56];
        if (augmentation.ElasticDistortion > 0)
        {
            GaussianNumbers.Fill(ref random, augmentation.ElasticDistortion, displacements);
        }

        double[] sampled = new double[width * height];
        for (int i = 0; i < sampled.Length; i++)
        {
            (double u, double v) = ((i % width) - ((width - 1) / 2.0), (i / width) - ((height - 1) / 2.0));
            double gridX = ((i % width) + 0.5) * 4 / width;
            double gridY = ((i / width) + 0.5) * 4 / height;
            double x = (((Math.Cos(angle) + (shear * Math.Sin(angle))) * u) + ((Math.Sin(angle) - (shear * Math.Cos(angle))) * v)) / zoomX;
            double y = ((-Math.Sin(angle) * u) + (Math.Cos(angle) * v)) / zoomY;
            sampled[i] = Bilinear(
                (column, row) => Pixel(image, width, height, column, row),
                x + shiftX + ((width - 1) / 2.0) + Bilinear((column, row) => displacements[Math.Min((row * 5) + column, 24)], gridX, gridY),
                y + shiftY + ((height - 1) / 2.0) + Bilinear((column, row) => displacements[28 + Math.Min((row * 5) + column, 24)], gridX, gridY));
        }

        double thickness = Between(augmentation.StrokeThickness);
        int stride = ((width / 8) + 1) * 8;
        float[] noise = new float[stride * height];
        if (augmentation.Noise > 0)
        {
            GaussianNumbers.Fill(ref random, 255 * augmentation.Noise, noise);
        }

        return [.. sampled.Select((value, i) =>
        {
            IEnumerable<double> around = Enumerable.Range(0, 9).Select(k => Pixel(sampled, width, height, (i % width) + (k % 3) - 1, (i / width) + (k / 3) - 1));
            double spread = thickness > 0 ? around.Max() : around.Min();
            double added = noise[(i / width * stride) + (i % width)];
            return Math.Clamp(value + (Math.Abs(thickness) * (spread - value)) + added, 0, 255);
        })];
    }

    private static double Bilinear(Func<int, int, double> at, double x, double y)
    {
        (int column, int row) = ((int)Math.Floor(x), (int)Math.Floor(y));
        (double u, double v) = (x - column, y - row);
        return ((1 - v) * (((1 - u) * at(column, row)) + (u * at(column + 1, row))))
            + (v * (((1 - u) * at(column, row + 1)) + (u * at(column + 1, row + 1))));
    }

    private static double Pixel<T>(T[] image, int width, int height, int x, int y)
        where T : IConvertible =>
        x >= 0 && x < width && y >= 0 && y < height ? image[(y * width) + x].ToDouble(null) : 0;
}
