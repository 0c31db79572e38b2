using Emnist.Recognition.Imaging.Planes;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests;

public class OriginalImagesTests
{
    private const int Side = 128;

    /// <summary>An upright bar of 10 x 60 in the middle of 128 x 128.</summary>
    private static readonly byte[] Bar = [.. Enumerable.Range(0, Side * Side).Select(i =>
        i % Side is >= 59 and < 69 && i / Side is >= 34 and < 94 ? (byte)255 : (byte)0)];

    [Fact]
    public void Originals_stay_with_their_images_where_these_are_chosen()
    {
        byte[] pixels = [.. Enumerable.Range(0, 20).Select(i => (byte)i)];
        byte[] larger = [.. Enumerable.Range(0, 10).SelectMany(i => Enumerable.Repeat((byte)((2 * i) + 1), 4))];
        LabeledImages images = new LabeledImages(1, pixels, (byte[])[.. Enumerable.Range(0, 20).Select(i => (byte)(i / 10))], ["a", "b"])
            .WithOriginals(new OriginalImages(2, larger, [.. Enumerable.Range(0, 20).Select(i => i % 2 == 1 ? i / 2 : -1)]));
        (LabeledImages remaining, LabeledImages part) = images.Split(0.3, seed: 1);

        foreach (LabeledImages some in new[] { images, images.Slice(5, 7), images.Select([7, 8, 19]), remaining, part.Select([1, 0]) })
        {
            for (int i = 0; i < some.Count; i++)
            {
                byte value = some.GetImage(i)[0];
                Assert.Equal(value % 2 == 1 ? Enumerable.Repeat(value, 4) : [], some.Originals!.Of(i).ToArray());
            }
        }
    }

    [DatasetFact("emnist-more47-train")]
    public void The_recipe_makes_EMNIST_s_images_of_NIST_s_bitmaps()
    {
        string images = TestData.FindImages("emnist-more47-train")!;
        IdxImages bitmaps = IdxFile.ReadImages(TestData.FindImages("sd19-bitmaps")!);
        LabeledImages small = EmnistDataset.Load(
            images, images.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal), CharacterMapping.ForSplit(EmnistSplit.Balanced));
        int first = small.Count - bitmaps.Count;
        byte[] drawn = new byte[28 * 28];
        (int near, int count) = (0, 0);
        for (int i = 0; i < bitmaps.Count; i += 29, count++)
        {
            EmnistRecipe.Draw(PlaneOf(bitmaps.Pixels.Span.Slice(i * Side * Side, Side * Side)), drawn);
            double squares = small.GetImage(first + i).ToArray().Zip(drawn, static (a, b) => (double)(a - b) * (a - b)).Average();
            near += squares <= 1 ? 1 : 0;
        }

        Assert.True(near >= 0.99 * count, $"{near} of {count}");
    }

    [Fact]
    public void Unchanged_an_original_becomes_what_the_recipe_makes_of_it()
    {
        byte[] expected = new byte[28 * 28];
        EmnistRecipe.Draw(PlaneOf(Bar), expected);
        byte[] drawn = Draw(new Augmentation { Originals = 1 }, 3);

        // The strokes' ends are a little rounder.
        Assert.InRange(drawn.Zip(expected, static (a, b) => Math.Abs(a - b)).Average(), 0, 3);
    }

    [Fact]
    public void Strokes_become_wider_and_narrower_and_each_number_has_its_own_image()
    {
        var augmentation = new Augmentation { Originals = 1, StrokeThickness = 0.5f };
        int[] ink = [.. Enumerable.Range(0, 100).Select(i => Draw(augmentation, (ulong)i).Sum(static value => value))];
        int usual = Draw(new Augmentation { Originals = 1 }, 0).Sum(static value => value);

        Assert.True(ink.Min() < 0.93 * usual && ink.Max() > 1.25 * usual);
        Assert.Equal(Draw(augmentation, 7), Draw(augmentation, 7));
        Assert.NotEqual(Draw(augmentation, 7), Draw(augmentation, 8));
    }

    [Fact]
    public void The_share_of_originals_is_what_was_asked_for_and_an_empty_one_stays_the_image()
    {
        byte[] image = [.. Enumerable.Range(0, 28 * 28).Select(i => (byte)(i % 251))];
        var augmenter = new ImageAugmenter(new Augmentation { Originals = 0.4f }, 28, 28, seed: 1, Side);
        byte[] drawn = new byte[image.Length];
        int kept = 0;
        for (int i = 0; i < 1000; i++)
        {
            augmenter.Apply(image, Bar, (ulong)i, drawn);
            kept += drawn.SequenceEqual(image) ? 1 : 0;
        }

        Assert.InRange(kept, 550, 650);
        new ImageAugmenter(new Augmentation { Originals = 1 }, 28, 28, seed: 1, Side).Apply(image, new byte[Side * Side], 1, drawn);
        Assert.Equal(image, drawn);
    }

    [Fact]
    public void Training_draws_from_the_originals_the_same_on_any_number_of_threads()
    {
        LabeledImages plain = SyntheticImages.Create28(1, 30, 30);
        LabeledImages images = plain.WithOriginals(
            new OriginalImages(Side, Bar, [.. Enumerable.Range(0, plain.Count).Select(i => plain.GetLabel(i) - 1)]));
        float[][] Fit(int threads, float originals)
        {
            var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(2));
            network.Initialize(1);
            new Trainer(new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 40,
                Augmentation = Augmentation.Handwriting with { Originals = originals },
                MaxDegreeOfParallelism = threads,
            }).Fit(network, images);
            return network.CopyParameters();
        }

        Assert.Equal(Fit(1, 0.5f), Fit(3, 0.5f));
        Assert.NotEqual(Fit(1, 0.5f), Fit(1, 0));
    }

    private static byte[] Draw(Augmentation augmentation, ulong number)
    {
        byte[] drawn = new byte[28 * 28];
        new ImageAugmenter(augmentation, 28, 28, seed: 1, Side).Apply(new byte[28 * 28], Bar, number, drawn);
        return drawn;
    }

    private static Plane PlaneOf(ReadOnlySpan<byte> bitmap)
    {
        var plane = new Plane(Side, Side);
        for (int i = 0; i < bitmap.Length; i++)
        {
            plane.Values[i] = bitmap[i] / 255f;
        }

        return plane;
    }
}
