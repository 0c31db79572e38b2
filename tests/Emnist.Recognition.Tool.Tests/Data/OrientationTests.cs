using Emnist.Recognition.Tool.Data;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tool.Tests.Data;

public sealed class OrientationTests
{
    private static readonly string[] Sets = ["digits-test", "letters-test", "merged47-test", "mnist-test", "merged47-train"];

    [RealDataFact(["emnist/emnist-digits-test-images-idx3-ubyte.gz", "mnist/t10k-images-idx3-ubyte.gz"])]
    public void Real_sets_are_doubted_where_they_are_turned_over_and_nowhere_else()
    {
        foreach (string set in Sets)
        {
            string images = RealData.Find($"emnist/emnist-{set}-images-idx3-ubyte.gz");
            string labels = RealData.Find($"emnist/emnist-{set}-labels-idx1-ubyte.gz");
            CharacterMapping mapping = OtherSets.FindMapping(images)!;
            AssertDoubt(false, EmnistDataset.Load(images, labels, mapping), set);
            AssertDoubt(true, IdxFile.ReadLabeledImages(images, labels, mapping), set);
        }

        foreach (string set in new[] { "t10k", "train" })
        {
            string images = RealData.Find($"mnist/{set}-images-idx3-ubyte.gz");
            string labels = RealData.Find($"mnist/{set}-labels-idx1-ubyte.gz");
            AssertDoubt(false, IdxFile.ReadLabeledImages(images, labels, CharacterMapping.Digits), set);
            AssertDoubt(true, EmnistDataset.Load(images, labels, CharacterMapping.Digits), set);
        }
    }

    [Fact]
    public void Few_images_and_images_of_nothing_are_not_doubted()
    {
        Assert.Null(Orientation.DoubtOf(new LabeledImages(28, new byte[28 * 28 * 100], new byte[100], ["A"])));
        Assert.Null(Orientation.DoubtOf(new LabeledImages(28, new byte[28 * 28], new byte[1], ["star"])));
        Assert.Null(Orientation.DoubtOf(new LabeledImages(8, new byte[8 * 8 * 100], new byte[100], ["A"])));
    }

    /// <summary>The whole set and each class alone: none is symmetric enough to be taken for turned over.</summary>
    private static void AssertDoubt(bool expected, LabeledImages images, string set)
    {
        Assert.True((Orientation.DoubtOf(images) is not null) == expected, $"{set}: {Orientation.DoubtOf(images)}");
        foreach (byte label in expected ? [] : images.Labels.ToArray().Distinct())
        {
            int[] own = [.. Enumerable.Range(0, images.Count).Where(i => images.Labels.Span[i] == label).Take(500)];
            byte[] pixels = [.. own.SelectMany(i => images.Slice(i, 1).Pixels.ToArray())];
            string? doubt = Orientation.DoubtOf(new LabeledImages(images.Size, pixels, own.Select(_ => label).ToArray(), images.ClassNames));
            Assert.True(doubt is null, $"{set}, {images.ClassNames[label]}: {doubt}");
        }
    }
}
