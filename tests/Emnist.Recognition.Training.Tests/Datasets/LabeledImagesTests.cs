using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests.Datasets;

public sealed class LabeledImagesTests
{
    private static readonly ImageSize Small = new() { Width = 2, Height = 3 };

    private static readonly LabeledImages Three =
        new(Small, Enumerable.Range(0, 18).Select(i => (byte)i).ToArray(), new byte[] { 2, 0, 2 }, ["a", "b", "c"]);

    [Fact]
    public void Images_are_parts_of_the_block()
    {
        Assert.Equal((2, 3, 3), (Three.Width, Three.Height, Three.Count));
        Assert.Equal([6, 7, 8, 9, 10, 11], Three.GetImage(1).ToArray());
        Assert.Equal([1, 0, 2], Three.CountByClass());
    }

    [Fact]
    public void Text_tells_number_size_and_classes()
    {
        var many = new LabeledImages(1, new byte[1200], new byte[1200], ["a"]);

        Assert.Equal("LabeledImages: 3 images of 2 x 3, 3 classes", $"{Three}");
        Assert.Equal("LabeledImages: 1,200 images of 1 x 1, 1 classes", $"{many}");
        Assert.Equal(Small, Three.Size);
    }

    [Fact]
    public void A_slice_shares_the_memory()
    {
        LabeledImages slice = Three.Slice(1, 2);

        Assert.Equal([0, 2], slice.Labels.ToArray());
        Assert.True(slice.GetImage(0) == Three.GetImage(1));
        Assert.Equal(0, Three.Slice(3, 0).Count);
        Assert.Same(Three.ClassNames, slice.ClassNames);
    }

    [Fact]
    public void A_selection_copies_in_the_order_given()
    {
        LabeledImages selected = Three.Select([2, 1, 2]);

        Assert.Equal([2, 0, 2], selected.Labels.ToArray());
        Assert.Equal([.. Three.GetImage(2), .. Three.GetImage(1), .. Three.GetImage(2)], selected.Pixels.ToArray());
        Assert.Equal(0, Three.Select([]).Count);
    }

    [Fact]
    public void Class_names_are_copied()
    {
        string[] names = ["a", "b"];
        var images = new LabeledImages(1, new byte[1], new byte[1], names);
        names[0] = "z";

        Assert.Equal(["a", "b"], images.ClassNames);
    }

    [Fact]
    public void All_256_labels_are_allowed_with_256_names()
    {
        string[] names = [.. Enumerable.Range(0, 256).Select(i => $"{i}")];

        Assert.Equal(1, new LabeledImages(1, new byte[1], new byte[] { 255 }, names).Count);
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[] { 255 }, names[..255]));
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[1], [.. names, "256"]));
    }

    [Fact]
    public void No_images_are_allowed() =>
        Assert.Equal([0], new LabeledImages(2, default, default, ["a"]).CountByClass());

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, -1, 1, 1)]
    [InlineData(2, 2, 5, 1)]
    [InlineData(2, 2, 4, 2)]
    [InlineData(int.MaxValue, int.MaxValue, 1, 1)]
    [InlineData(2, 2, 4, 0)]
    public void Lengths_must_agree(int width, int height, int pixels, int labels) =>
        Assert.ThrowsAny<ArgumentException>(
            () => new LabeledImages(new ImageSize { Width = width, Height = height }, new byte[pixels], new byte[labels], ["a"]));

    [Fact]
    public void Images_that_no_network_takes_are_refused_even_where_there_are_none() => Assert.Equal(
        "size", Assert.Throws<ArgumentOutOfRangeException>(() => new LabeledImages(100_000, default, default, ["a"])).ParamName);

    [Fact]
    public void Faults_say_what_is_wrong()
    {
        byte[] outside = [0, 1, 2];
        var label = Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[3], outside, ["a", "b"]));
        var pixels = Assert.Throws<ArgumentException>(() => new LabeledImages(Small, new byte[7], new byte[1], ["a"]));

        Assert.Equal(
            "Label 2 of image 2 is not a class index: there are 2 classes. (Parameter 'labels')",
            label.Message);
        Assert.Equal("1 images of 2 x 3 need 6 pixels, not 7. (Parameter 'pixels')", pixels.Message);
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[1], []));
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[1], ["a", "a"]));
        Assert.Throws<ArgumentException>(() => new LabeledImages(1, new byte[1], new byte[1], ["a", ""]));
        Assert.Throws<ArgumentNullException>(() => new LabeledImages(1, new byte[1], new byte[1], null!));
    }

    [Fact]
    public void Indices_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.GetImage(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.GetImage(-1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.GetLabel(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.GetLabel(-1));
        Assert.Equal((2, 0), (Three.GetLabel(2), Three.GetLabel(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Slice(4, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Slice(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Slice(2, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Slice(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Three.Select([0, 3]));
    }

    [Fact]
    public void Values_go_only_where_there_is_room()
    {
        var images = new LabeledImages(2, new byte[] { 0, 51, 102, 255 }, new byte[] { 0 }, ["a"]);
        float[] values = new float[5];

        images.CopyTo(0, values);

        Assert.Equal([0, 0.2, 0.4, 1, 0], values.Select(value => Math.Round(value, 6)));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.CopyTo(0, new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.CopyTo(1, values));
    }
}
