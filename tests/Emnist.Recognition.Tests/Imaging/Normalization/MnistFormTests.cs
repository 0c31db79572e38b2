using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

/// <summary>
/// MNIST's framing. Its reference are MNIST's own images: in all but 13 of the 60,000 of the training set the ink is 20 pixels
/// long, and in all of them its centre of mass is within 0.52 pixels of the middle of pixel 14.
/// </summary>
public sealed class MnistFormTests
{
    private const int Size = CharacterNormalizer.Size;

    /// <summary>A seven, dark on light, in a picture of its own with room around it.</summary>
    private static readonly Func<int, int, bool> Seven = static (x, y) =>
        (y is >= 0 and < 14 && x is >= 0 and < 70) || (y is >= 0 and < 100 && Math.Abs(x - (63 - (y * 0.45))) < 7);

    [Theory]
    [InlineData(60, 40, 1)]
    [InlineData(20, 90, 1)]
    [InlineData(60, 40, 3)]
    [InlineData(61, 43, 0.5)]
    public void A_character_is_20_pixels_long_and_its_mass_in_the_middle(int left, int top, double scale)
    {
        byte[] drawn = Normalize(Picture(left, top, scale));

        Assert.Equal(20, LongSide(drawn));
        (double x, double y) = CenterOfMass(drawn);
        Assert.InRange(x, MnistForm.Middle - 0.51, MnistForm.Middle + 0.51);
        Assert.InRange(y, MnistForm.Middle - 0.51, MnistForm.Middle + 0.51);
        Assert.Contains((byte)255, drawn);
    }

    [Fact]
    public void Where_it_stands_in_its_picture_makes_no_difference()
    {
        byte[] first = Normalize(Picture(30, 20, 1));

        Assert.All(
            new[] { (31, 20), (30, 27), (90, 60) },
            place => Assert.Equal(first, Normalize(Picture(place.Item1, place.Item2, 1))));
    }

    [Fact]
    public void Ink_far_from_the_middle_of_its_box_stays_in_the_image()
    {
        // An L whose foot is heavy: its mass would be moved so far that the stem left the image.
        byte[] drawn = Normalize(Draw(200, 200, static (x, y) => x is >= 60 and < 64 && y is >= 20 and < 160 || (x is >= 60 and < 72 && y is >= 140 and < 160)));

        Assert.Equal(20, LongSide(drawn));
    }

    [Fact]
    public void Thin_strokes_become_full_ink()
    {
        byte[] drawn = Normalize(Draw(200, 200, static (x, y) => Math.Abs(x - y) < 2 && x is > 30 and < 170));

        Assert.Contains(drawn, static pixel => pixel >= 250);
    }

    [Fact]
    public void The_stages_before_are_the_same()
    {
        GrayImage picture = Picture(30, 20, 1);

        IReadOnlyList<NormalizationStage> mnist = CharacterNormalizer.Trace(picture, CharacterFraming.Mnist);
        IReadOnlyList<NormalizationStage> emnist = CharacterNormalizer.Trace(picture, CharacterFraming.Emnist);

        Assert.Equal(emnist.Select(static stage => stage.Name), mnist.Select(static stage => stage.Name));
        Assert.All(emnist.Zip(mnist).SkipLast(1), static pair => Assert.True(pair.First.Image.Pixels.SequenceEqual(pair.Second.Image.Pixels)));
        Assert.Equal(Normalize(picture), mnist[^1].Image.Pixels.ToArray());
        Assert.NotEqual(Normalize(picture), emnist[^1].Image.Pixels.ToArray());
    }

    [MnistFact]
    public void MNIST_s_own_images_come_out_as_they_are()
    {
        LabeledImages images = MnistDataset.Load(DatasetPart.Test, [TestData.MnistFolder!]);
        int same = 0;
        for (int i = 0; i < images.Count; i += 10)
        {
            byte[] normalized = new byte[Size * Size];
            var image = new GrayImage(Size, images.GetImage(i));
            same += CharacterNormalizer.Normalize(image, CharacterFraming.Mnist, normalized) == PredictionStatus.Recognized
                && image.Pixels.SequenceEqual(normalized) ? 1 : 0;
        }

        Assert.InRange(same, 980, 1_000);
    }

    [MnistFact]
    public void MNIST_s_images_drawn_as_pictures_come_back_nearly_as_they_were()
    {
        LabeledImages images = MnistDataset.Load(DatasetPart.Test, [TestData.MnistFolder!]);
        double mnist = 0;
        double emnist = 0;
        for (int i = 0; i < 200; i++)
        {
            GrayImage picture = Enlarge(images.GetImage(i), 6);
            mnist += Difference(images.GetImage(i), picture, CharacterFraming.Mnist);
            emnist += Difference(images.GetImage(i), picture, CharacterFraming.Emnist);
        }

        // In grey levels a pixel, of which MNIST's images have 33 in the mean.
        Assert.InRange(mnist / 200, 0, 10);
        Assert.True(mnist < emnist / 2, $"{mnist / 200} in MNIST's framing, {emnist / 200} in EMNIST's");
    }

    [DatasetFact("emnist-merged47-test")]
    public void EMNIST_s_images_are_not_taken_for_MNIST_s()
    {
        LabeledImages images = TestData.Load("emnist-merged47-test");

        Assert.DoesNotContain(Enumerable.Range(0, 2_000), i => MnistImage.StatusOf(new GrayImage(Size, images.GetImage(i))) is not null);
    }

    private static double Difference(ReadOnlySpan<byte> original, GrayImage picture, CharacterFraming framing)
    {
        byte[] normalized = new byte[Size * Size];
        CharacterNormalizer.Normalize(picture, framing, normalized);
        double sum = 0;
        for (int i = 0; i < normalized.Length; i++)
        {
            sum += Math.Abs(original[i] - normalized[i]);
        }

        return sum / normalized.Length;
    }

    /// <summary>Bilinear, dark on light, with an edge as soft as a pen's.</summary>
    private static GrayImage Enlarge(ReadOnlySpan<byte> image, int factor)
    {
        byte[] copy = image.ToArray();
        return Draw(Size * factor, Size * factor, (x, y) =>
        {
            (double u, double v) = (((x + 0.5) / factor) - 0.5, ((y + 0.5) / factor) - 0.5);
            (int left, int top) = ((int)Math.Floor(u), (int)Math.Floor(v));
            (double right, double down) = (u - left, v - top);
            double Level(int column, int row) => column is >= 0 and < Size && row is >= 0 and < Size ? copy[(row * Size) + column] : 0;
            return (((Level(left, top) * (1 - right)) + (Level(left + 1, top) * right)) * (1 - down))
                + (((Level(left, top + 1) * (1 - right)) + (Level(left + 1, top + 1) * right)) * down) > 128;
        });
    }

    private static GrayImage Picture(int left, int top, double scale) =>
        Draw((int)(200 * scale), (int)(200 * scale), (x, y) => Seven((int)(x / scale) - left, (int)(y / scale) - top));

    private static GrayImage Draw(int width, int height, Func<int, int, bool> isInk) => new(
        new ImageSize { Width = width, Height = height },
        [.. Enumerable.Range(0, width * height).Select(i => (byte)(isInk(i % width, i / width) ? 20 : 240))]);

    private static byte[] Normalize(GrayImage picture)
    {
        byte[] drawn = new byte[Size * Size];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(picture, CharacterFraming.Mnist, drawn));
        return drawn;
    }

    private static int LongSide(byte[] image)
    {
        int[] ink = [.. Enumerable.Range(0, image.Length).Where(i => image[i] > 0)];
        return 1 + Math.Max(ink.Max(static i => i / Size) - ink.Min(static i => i / Size), ink.Max(static i => i % Size) - ink.Min(static i => i % Size));
    }

    private static (double X, double Y) CenterOfMass(byte[] image)
    {
        double mass = image.Sum(static pixel => (double)pixel);
        return (image.Select(static (pixel, i) => (double)pixel * (i % Size)).Sum() / mass, image.Select(static (pixel, i) => (double)pixel * (i / Size)).Sum() / mass);
    }
}
