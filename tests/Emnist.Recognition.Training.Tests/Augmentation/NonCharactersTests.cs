using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Training.Tests;

public class NonCharactersTests
{
    private static readonly LabeledImages Plain = SyntheticImages.Create28(1, 20, 20, 20);

    private static readonly LabeledImages Images = new(28, Plain.Pixels, Plain.Labels, [.. Plain.ClassNames, OnnxModel.NonCharacter]);

    private static readonly int[][] Members = NonCharacters.MembersOf(Images.ReadLabels("images"), 4, 3);

    [Fact]
    public void Images_of_every_class_but_their_own_are_composed_of() =>
        Assert.Equal([[0, 3], [1], [4]], NonCharacters.MembersOf([0, 1, 3, 0, 4], 5, without: 3));

    [Fact]
    public void What_is_composed_stands_as_characters_do_and_depends_on_the_numbers_alone()
    {
        var one = new NonCharacters(new Augmentation(), Images, Members);
        var two = new NonCharacters(new Augmentation(), Images, Members);
        byte[] image = new byte[28 * 28];
        byte[] again = new byte[28 * 28];
        HashSet<string> seen = [];
        for (int i = 0; i < 600; i++)
        {
            var random = new SplitMix64((ulong)i);
            one.Compose(ref random, image);
            random = new SplitMix64((ulong)i);
            two.Compose(ref random, again);
            Assert.Equal(image, again);
            Assert.Contains(image, static value => value >= 250);
            (int left, int top, int right, int bottom) = Box(image);
            Assert.InRange(Math.Max(right - left, bottom - top), 20, 27);
            Assert.InRange(left + right - 28, -3, 3);
            Assert.InRange(top + bottom - 28, -3, 3);
            seen.Add(Convert.ToBase64String(image));
        }

        Assert.Equal(600, seen.Count);
    }

    [Fact]
    public void The_share_of_images_that_are_replaced_is_what_was_asked_for()
    {
        var augmentation = new Augmentation { NonCharacters = 0.3f };
        var composition = new CompositionOfPieces(augmentation, Images, Images.ReadLabels("images"), pieces: 1, seed: 5);
        var augmenter = new ImageAugmenter(augmentation, 28, 28, seed: 5);
        byte[] image = new byte[28 * 28];

        Assert.Equal(3, composition.Label);
        Assert.InRange(Enumerable.Range(0, 3000).Count(i => composition.TryCompose(0, (ulong)i, augmenter, image)), 800, 1000);
    }

    [Fact]
    public void A_network_learns_to_tell_them_and_its_weights_are_the_same_on_any_number_of_threads()
    {
        Network Fit(int threads)
        {
            var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(24), new Activation(ActivationFunction.Relu), new Dense(4));
            network.Initialize(1);
            new Trainer(new TrainerOptions
            {
                Epochs = 6,
                BatchSize = 40,
                SamplesPerEpoch = 400,
                Augmentation = new Augmentation { Shift = 0.05f, NonCharacters = 0.4f },
                MaxDegreeOfParallelism = threads,
            }).Fit(network, Images);
            return network;
        }

        Network one = Fit(1);
        Assert.Equal(one.CopyParameters(), Fit(3).CopyParameters());
        var unseen = new NonCharacters(new Augmentation(), Images, Members);
        byte[] pixels = new byte[200 * 28 * 28];
        for (int i = 0; i < 200; i++)
        {
            var random = new SplitMix64((ulong)i + 1_000_000);
            unseen.Compose(ref random, pixels.AsSpan(i * 28 * 28, 28 * 28));
        }

        float[] logits = new float[200 * 4];
        one.ToInferencePlan().PredictBytes(pixels, logits, 200);
        Assert.True(logits.Chunk(4).Count(row => row[3] == row.Max()) > 180);
    }

    [Fact]
    public void Images_without_the_class_are_refused() => Assert.StartsWith(
        "Augmentation.NonCharacters needs a class of the name OnnxModel.NonCharacter: give the images one, or leave it 0.",
        Assert.Throws<ArgumentException>(() => new Trainer(new TrainerOptions { Augmentation = new Augmentation { NonCharacters = 0.1f } })
            .Fit(new Network(TensorShape.Image(28), new Flatten(), new Dense(3)), Plain)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(0.95f)]
    [InlineData(float.NaN)]
    public void A_share_out_of_range_is_refused(float share) => Assert.Equal(
        "NonCharacters",
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(new TrainerOptions { Augmentation = new Augmentation { NonCharacters = share } })).ParamName);

    private static (int Left, int Top, int Right, int Bottom) Box(byte[] image)
    {
        int[] ink = [.. Enumerable.Range(0, image.Length).Where(i => image[i] >= 128)];
        return (ink.Min(static i => i % 28), ink.Min(static i => i / 28), ink.Max(static i => i % 28) + 1, ink.Max(static i => i / 28) + 1);
    }
}
