using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Normalization;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests.Imaging.Normalization;

public sealed class EmnistImageTests
{
    private const int Size = CharacterNormalizer.Size;

    /// <summary>An upright soft bar that is as long as EMNIST's characters are.</summary>
    private static readonly byte[] Bar = Make((x, y) => y is < 2 or > 25 ? 0 : x is 13 or 14 ? 255 : x is 12 or 15 ? 120 : 0);

    [Fact]
    public void An_image_in_EMNIST_s_form_comes_out_as_it_is()
    {
        byte[] normalized = new byte[Bar.Length];

        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(new GrayImage(Size, Bar), normalized));
        Assert.Equal(Bar, normalized);
    }

    public static TheoryData<string, byte[]> Others => new()
    {
        { "dark on light", Make((x, y) => 255 - At(x, y)) },
        { "grey ground", Make((x, y) => Math.Max(20, At(x, y))) },
        { "faint ink", Make((x, y) => At(x, y) / 2) },
        { "hard edges", Make((x, y) => At(x, y) > 100 ? 255 : 0) },
        { "off centre", Make((x, y) => x < 2 ? 0 : At(x - 2, y)) },
        { "short", Make((x, y) => y is < 6 or > 21 ? 0 : At(x, y)) },
        { "up to the edge", Make((x, y) => At(x, 13)) },
        { "too high", Make((x, y) => y > 25 ? 0 : At(x, y + 2)) },
        { "thin strokes", Make((x, y) => y is < 2 or > 25 || x is < 13 or > 14 ? 0 : x == 13 ? 255 : 90) },
        { "empty", new byte[Size * Size] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Others_of_the_same_size_are_not_taken_for_it(string what, byte[] image)
    {
        Assert.False(Is(new GrayImage(Size, image)), what);
    }

    [Fact]
    public void Other_sizes_are_not_taken_for_it()
    {
        Assert.False(Is(new GrayImage(new ImageSize { Width = 14, Height = 56 }, Bar)));
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    [InlineData(26, true)]
    [InlineData(27, false)]
    public void It_is_as_long_as_EMNIST_s(int length, bool told)
    {
        int top = (Size - length) / 2;
        byte[] image = Make((x, y) => y < top || y >= top + length ? 0 : At(x, 13));

        Assert.Equal(told, Is(new GrayImage(Size, image)));
    }

    [Fact]
    public void A_filled_square_is_no_character()
    {
        byte[] image = Make((x, y) => x is < 3 or > 24 || y is < 3 or > 24 ? 0 : x is < 5 or > 22 || y is < 5 or > 22 ? 120 : 255);
        var square = new GrayImage(Size, image);

        Assert.True(Is(square));
        Assert.Equal(PredictionStatus.NotACharacter, CharacterNormalizer.Normalize(square, new byte[image.Length]));
    }

    [DatasetFact("emnist-merged47-test")]
    public void EMNIST_s_own_images_are_told_and_are_characters()
    {
        LabeledImages images = TestData.Load("emnist-merged47-test");
        GrayImage[] told = [.. Enumerable.Range(0, images.Count).Select(i => new GrayImage(Size, images.GetImage(i))).Where(Is)];

        Assert.InRange(told.Length, 0.985 * images.Count, images.Count);
        Assert.All(told, image =>
        {
            byte[] normalized = new byte[Size * Size];
            Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(image, normalized));
            Assert.True(image.Pixels.SequenceEqual(normalized));
        });
    }

    [MnistFact]
    public void MNIST_s_are_not()
    {
        LabeledImages images = MnistDataset.Load(DatasetPart.Test, [TestData.MnistFolder!]);

        Assert.DoesNotContain(Enumerable.Range(0, images.Count), i => Is(new GrayImage(Size, images.GetImage(i))));
    }

    private static bool Is(GrayImage image) => EmnistImage.StatusOf(image) is not null;

    private static int At(int x, int y) => Bar[(y * Size) + x];

    private static byte[] Make(Func<int, int, int> value)
    {
        byte[] image = new byte[Size * Size];
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = (byte)value(i % Size, i / Size);
        }

        return image;
    }
}
