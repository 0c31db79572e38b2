using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;

namespace Emnist.Recognition.Training.Tests;

public class ImageAugmenterTests
{
    private const int Side = 28;

    /// <summary>An upright bar of 4 x 18 a little left of the middle.</summary>
    private static readonly byte[] Bar = [.. Enumerable.Range(0, Side * Side).Select(i =>
        i % Side is >= 10 and < 14 && i / Side is >= 5 and < 23 ? (byte)255 : (byte)0)];

    [Fact]
    public void Nothing_asked_for_changes_nothing() => Assert.Equal(Bar, Apply(new Augmentation(), 3));

    [Fact]
    public void An_image_depends_on_its_number_and_the_seed_alone()
    {
        byte[] image = Apply(Augmentation.Handwriting, 5);

        var other = new ImageAugmenter(Augmentation.Handwriting, Side, Side, seed: 1);
        byte[] again = new byte[Bar.Length];
        other.Apply(Bar, 4, again);
        other.Apply(Bar, 5, again);
        Assert.Equal(image, again);
        Assert.NotEqual(image, Apply(Augmentation.Handwriting, 6));
        new ImageAugmenter(Augmentation.Handwriting, Side, Side, seed: 2).Apply(Bar, 5, again);
        Assert.NotEqual(image, again);
    }

    [Fact]
    public void Shifts_reach_their_bound_and_no_further()
    {
        (double x, double y)[] moves = [.. Many(new Augmentation { Shift = 0.1f }).Select(Center)];
        (double startX, double startY) = Center(Bar);

        Assert.InRange(moves.Max(m => m.x) - startX, 2.6, 2.81);
        Assert.InRange(startX - moves.Min(m => m.x), 2.6, 2.81);
        Assert.InRange(moves.Max(m => m.y) - startY, 2.6, 2.81);
        Assert.InRange(startY - moves.Min(m => m.y), 2.6, 2.81);
    }

    [Fact]
    public void Rotations_reach_their_bound_either_way_and_keep_the_ink()
    {
        byte[][] images = Many(new Augmentation { RotationDegrees = 20 });
        double[] degrees = [.. images.Select(image => Tilt(image) * 180 / Math.PI)];

        Assert.InRange(degrees.Max(), 19, 20.5);
        Assert.InRange(degrees.Min(), -20.5, -19);
        Assert.All(images, image => Assert.Equal(Ink(Bar), Ink(image), 0.03 * Ink(Bar)));
    }

    [Fact]
    public void Shear_slants_what_is_upright_and_leaves_its_height()
    {
        byte[][] images = Many(new Augmentation { ShearDegrees = 15 });

        Assert.InRange(images.Max(image => Math.Abs(Tilt(image)) * 180 / Math.PI), 14, 16);
        Assert.All(images, image => Assert.Equal(18, Rows(image), 1.0));
    }

    [Fact]
    public void Zoom_changes_width_and_height_each_by_itself()
    {
        byte[][] images = Many(new Augmentation { Zoom = 0.3f });
        double[] widths = [.. images.Select(image => Ink(image) / 255 / Rows(image))];
        double[] heights = [.. images.Select(image => (double)Rows(image))];

        Assert.InRange(heights.Max(), 22, 25);
        Assert.InRange(heights.Min(), 12, 14);
        Assert.True(widths.Max() > 4.8 && widths.Min() < 3.2);
        double correlation = widths.Zip(heights, (w, h) => (w - widths.Average()) * (h - heights.Average())).Sum();
        Assert.True(Math.Abs(correlation) < 0.4 * Math.Sqrt(widths.Sum(w => Math.Pow(w - widths.Average(), 2)) * heights.Sum(h => Math.Pow(h - heights.Average(), 2))));
    }

    [Fact]
    public void Strokes_become_thicker_and_thinner_by_up_to_the_amount_on_either_side()
    {
        double[] thickness = [.. Many(new Augmentation { StrokeThickness = 1 }).Select(image => Ink(image[(14 * Side)..(15 * Side)]) / 255.0)];

        Assert.InRange(thickness.Max(), 5.8, 6);
        Assert.InRange(thickness.Min(), 2, 2.2);
        Assert.Equal(4, thickness.Average(), 0.2);
    }

    [Fact]
    public void Elastic_distortion_and_noise_have_their_standard_deviations()
    {
        double[] centers = [.. Many(new Augmentation { ElasticDistortion = 1 }).Select(image => Center(image).X)];
        Assert.InRange(Deviation(centers), 0.2, 0.6);

        byte[] grey = new byte[Side * Side];
        grey.AsSpan().Fill(128);
        byte[] noisy = new byte[grey.Length];
        new ImageAugmenter(new Augmentation { Noise = 0.1f }, Side, Side, 1).Apply(grey, 1, noisy);
        Assert.Equal(25.5, Deviation([.. noisy.Skip(Side).SkipLast(Side).Select(v => (double)v)]), 3.0);
    }

    [Fact]
    public void Redrawing_gives_what_the_normalizer_makes_of_the_character_with_a_pen_of_another_width()
    {
        byte[][] images = Many(new Augmentation { Redrawing = 1 });
        double[] thickness = [.. images.Select(image => Ink(image[(14 * Side)..(15 * Side)]) / 255.0)];

        Assert.All(images, image =>
        {
            Assert.InRange(Rows(image), 21, 24);
            Assert.Equal(13.5, Center(image).X, 0.7);
            Assert.Equal(13.5, Center(image).Y, 0.7);
            Assert.True(image.Max() >= 250);
        });
        Assert.True(thickness.Max() - thickness.Min() > 0.3);
    }

    [Fact]
    public void Redrawn_images_are_framed_as_was_asked_for() => Assert.All(
        Many(new Augmentation { Redrawing = 1, Framing = CharacterFraming.Mnist }),
        image => Assert.Equal(20, Rows(image)));

    [Fact]
    public void So_large_a_share_is_redrawn_as_was_asked_for() =>
        Assert.InRange(Many(new Augmentation { Redrawing = 0.25f }).Count(image => !image.AsSpan().SequenceEqual(Bar)), 70, 130);

    [Fact]
    public void A_redrawn_image_does_not_depend_on_those_before_it_and_a_blank_one_stays_blank()
    {
        var redrawing = new Augmentation { Redrawing = 1 };
        byte[] first = Apply(redrawing, 5);
        var other = new ImageAugmenter(redrawing, Side, Side, seed: 1);
        byte[] again = new byte[Bar.Length];

        other.Apply(new byte[Bar.Length], 4, again);
        Assert.Equal(new byte[Bar.Length], again);
        other.Apply(Bar, 5, again);
        Assert.Equal(first, again);
    }

    [Fact]
    public void Redrawing_images_of_another_size_is_refused()
    {
        var network = new Network(TensorShape.Vector(SyntheticImages.Height * SyntheticImages.Width), new Dense(2));
        var trainer = new Trainer(new TrainerOptions { Augmentation = new Augmentation { Redrawing = 0.1f } });
        Assert.Contains("28 x 28", Assert.Throws<ArgumentException>(() => trainer.Fit(network, SyntheticImages.Create(1, 3, 3))).Message, StringComparison.Ordinal);

        var flat = new Network(TensorShape.Vector(Side * Side), new Dense(2));
        flat.Initialize(1);
        Assert.True(double.IsFinite(trainer.Fit(flat, SyntheticImages.Create28(1, 3, 3)).Epochs[^1].Loss));
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(200f)]
    [InlineData(float.NaN)]
    public void Amounts_out_of_range_are_refused_by_the_trainer(float degrees)
    {
        var options = new TrainerOptions { Augmentation = new Augmentation { RotationDegrees = degrees } };
        Assert.Equal("RotationDegrees", Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(options)).ParamName);
        options = new TrainerOptions { Augmentation = new Augmentation { Redrawing = degrees } };
        Assert.Equal("Redrawing", Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(options)).ParamName);
    }

    private static byte[][] Many(Augmentation augmentation) => [.. Enumerable.Range(0, 400).Select(i => Apply(augmentation, (ulong)i))];

    private static byte[] Apply(Augmentation augmentation, ulong number)
    {
        byte[] changed = new byte[Bar.Length];
        new ImageAugmenter(augmentation, Side, Side, seed: 1).Apply(Bar, number, changed);
        return changed;
    }

    private static double Ink(byte[] image) => image.Sum(v => (double)v);

    private static (double X, double Y) Center(byte[] image) => (
        image.Select((v, i) => v * (double)(i % Side)).Sum() / Ink(image),
        image.Select((v, i) => v * (double)(i / Side)).Sum() / Ink(image));

    /// <summary>The angle of the line through the middles of the rows, from upright.</summary>
    private static double Tilt(byte[] image)
    {
        (double centerX, double centerY) = Center(image);
        double xy = image.Select((v, i) => v * ((i % Side) - centerX) * ((i / Side) - centerY)).Sum();
        double xx = image.Select((v, i) => v * Math.Pow((i % Side) - centerX, 2)).Sum();
        double yy = image.Select((v, i) => v * Math.Pow((i / Side) - centerY, 2)).Sum();
        return Math.Atan2(2 * xy, yy - xx) / 2;
    }

    private static int Rows(byte[] image) =>
        Enumerable.Range(0, Side).Count(y => image.AsSpan(y * Side, Side).ContainsAnyInRange((byte)128, (byte)255));

    private static double Deviation(double[] values) => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)));
}
