using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;

namespace Emnist.Recognition.Tests;

public class CharacterRecognizerTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly string Pictures = Path.Combine(TestData.RepositoryRoot, "samples", "images");

    public static TheoryData<string> PictureNames => [.. Directory.GetFiles(Pictures, "*.png").Select(file => Path.GetFileName(file))];

    // The name ends with the character: digit-3.png, upper-A.png, lower-g.png.
    [Theory]
    [MemberData(nameof(PictureNames))]
    public void Every_shipped_picture_is_read_right(string name)
    {
        CharacterPrediction prediction = Recognizer.Predict(Path.Combine(Pictures, name));

        Assert.Equal(PredictionStatus.Recognized, prediction.Status);
        Assert.Equal(Path.GetFileNameWithoutExtension(name)[^1..], prediction.Character);
    }

    [Fact]
    public void A_dozen_different_characters_are_shipped() =>
        Assert.True(Directory.GetFiles(Pictures, "*.png").Select(file => file[^5]).Distinct().Count() >= 12);

    [Fact]
    public void Candidates_are_all_characters_in_order_and_sum_to_one_but_for_what_is_no_character()
    {
        CharacterPrediction prediction = Recognizer.Predict(Path.Combine(Pictures, "digit-3.png"));

        Assert.Equal(47, prediction.Candidates.Count);
        Assert.Equal(47, prediction.Candidates.Select(candidate => candidate.Character).Distinct().Count());
        Assert.Equal(prediction.Candidates.OrderByDescending(candidate => candidate.Confidence), prediction.Candidates);
        Assert.Equal(1, prediction.Candidates.Sum(candidate => candidate.Confidence), 1e-3);
        Assert.Equal((prediction.Character, prediction.Confidence), (prediction.Candidates[0].Character, prediction.Candidates[0].Confidence));
    }

    [Fact]
    public void Streams_files_and_pixels_give_the_same()
    {
        string file = Path.Combine(Pictures, "upper-A.png");
        using FileStream stream = File.OpenRead(file);
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(file));
        IReadOnlyList<CharacterCandidate> expected = Recognizer.Predict(file).Candidates;

        Assert.Equal(expected, Recognizer.Predict(stream).Candidates);
        Assert.True(stream.CanRead);
        Assert.Equal(expected, Recognizer.Predict(image).Candidates);
        Assert.Equal(expected, Recognizer.Predict(image.Pixels, image.Size, PixelFormat.Gray8).Candidates);
    }

    [Fact]
    public void Ink_may_be_dark_or_light()
    {
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, "digit-3.png")));
        byte[] negative = [.. image.Pixels.ToArray().Select(pixel => (byte)(255 - pixel))];

        Assert.Equal("3", Recognizer.Predict(negative, image.Size, PixelFormat.Gray8).Character);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_blank_picture_is_told_apart(byte grey)
    {
        byte[] pixels = new byte[40 * 30];
        pixels.AsSpan().Fill(grey);
        CharacterPrediction prediction = Recognizer.Predict(pixels, new ImageSize { Width = 40, Height = 30 }, PixelFormat.Gray8);

        Assert.Equal(PredictionStatus.Blank, prediction.Status);
        Assert.Equal("", prediction.Character);
        Assert.Equal(0, prediction.Confidence);
        Assert.Empty(prediction.Candidates);
        Assert.Null(prediction.Normalized);
        Assert.Equal("blank", prediction.ToString());
    }

    [Fact]
    public void What_is_not_made_of_strokes_is_told_apart()
    {
        const int side = 120;
        byte[] disc = [.. Enumerable.Range(0, side * side).Select(i =>
            Math.Pow((i % side) - 60, 2) + Math.Pow((i / side) - 60, 2) < 900 ? (byte)30 : (byte)230)];
        CharacterPrediction prediction = Recognizer.Predict(disc, side, PixelFormat.Gray8);

        Assert.Equal(PredictionStatus.NotACharacter, prediction.Status);
        Assert.Equal(("", 0f), (prediction.Character, prediction.Confidence));
        Assert.Empty(prediction.Candidates);
        Assert.Equal(28 * 28, prediction.Normalized!.Pixels.Length);
        Assert.Equal("not a character", prediction.ToString());
        Assert.Equal(PredictionStatus.NotACharacter, Recognizer.PredictBatch([new GrayImage(side, disc)])[0].Status);
    }

    [Fact]
    public void What_the_network_saw_can_be_seen()
    {
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, "digit-3.png")));
        byte[] normalized = new byte[784];
        CharacterNormalizer.Normalize(image, normalized);

        Assert.Equal(normalized, Recognizer.Predict(image).Normalized!.Pixels.ToArray());
        Assert.Equal(normalized, Recognizer.PredictBatch([image])[0].Normalized!.Pixels.ToArray());
    }

    [Fact]
    public void Threads_share_a_recognizer()
    {
        string[] files = Directory.GetFiles(Pictures, "*.png");
        string[] expected = [.. files.Select(file => Recognizer.Predict(file).ToString())];

        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Assert.Equal(expected[i % files.Length], Recognizer.Predict(files[i % files.Length]).ToString()));
    }

    [Fact]
    public void A_batch_gives_what_its_pictures_give_one_by_one_in_their_order()
    {
        GrayImage blank = new(5, new byte[25]);
        GrayImage[] images =
        [
            .. Directory.GetFiles(Pictures, "*.png").SelectMany(file => new[] { ImageDecoder.Decode(File.ReadAllBytes(file)), blank }),
        ];

        foreach (int threads in (int[])[1, 3])
        {
            IReadOnlyList<CharacterPrediction> predictions = Recognizer.PredictBatch(images, null, new ParallelOptions { MaxDegreeOfParallelism = threads });
            Assert.Equal(images.Length, predictions.Count);
            for (int i = 0; i < images.Length; i++)
            {
                CharacterPrediction alone = Recognizer.Predict(images[i]);
                Assert.Equal((alone.Status, alone.Character), (predictions[i].Status, predictions[i].Character));
                Assert.Equal(alone.Confidence, predictions[i].Confidence, 1e-5);
            }
        }

        Assert.Empty(Recognizer.PredictBatch([]));
    }

    [Fact]
    public void Probabilities_from_normalized_pixels_allocate_nothing()
    {
        GrayImage image = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(Pictures, "digit-3.png")));
        byte[] normalized = new byte[784];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(image, normalized));
        float[] probabilities = new float[Recognizer.ClassNames.Count];
        Recognizer.PredictNormalizedScores(normalized, probabilities);
        Assert.Equal("3", Recognizer.ClassNames[Array.IndexOf(probabilities, probabilities.Max())]);

        Allocations.AssertNone(() => Recognizer.PredictNormalizedScores(normalized, probabilities));
    }

    [Fact]
    public void What_is_not_a_picture_is_refused()
    {
        using var empty = new MemoryStream();
        Assert.Throws<ImageFormatException>(() => Recognizer.Predict(empty));
        using var text = new MemoryStream("Dear sir or madam"u8.ToArray());
        Assert.Throws<ImageFormatException>(() => Recognizer.Predict(text));
        Assert.Throws<FileNotFoundException>(() => Recognizer.Predict(Path.Combine(Pictures, "nothing.png")));
        Assert.Throws<ImageFormatException>(() => Recognizer.Predict(new byte[784]));
        Assert.Throws<ArgumentException>(() => Recognizer.Predict(new byte[5], new ImageSize { Width = 2, Height = 3 }, PixelFormat.Gray8));
        Assert.Throws<ArgumentException>(() => Recognizer.PredictBatch([new GrayImage(1, [0]), null!]));
        Assert.Throws<ArgumentException>(() => Recognizer.PredictNormalizedScores(new byte[1_000], new float[47]));

        var strict = new CharacterRecognizer(new RecognizerOptions { DecoderOptions = new ImageDecoderOptions { MaxPixels = 100 } });
        Assert.Throws<ImageFormatException>(() => strict.Predict(Path.Combine(Pictures, "digit-3.png")));
    }

    [Fact]
    public void A_model_of_ones_own_takes_the_place_of_the_embedded_one()
    {
        var network = new Network(TensorShape.Image(28), new Flatten(), new Dense(2));
        Parameter bias = network.Layers[1].Parameters[1];
        bias.Values[1] = 1000;
        var model = new OnnxModel(network, ["yes", "no"]);
        var recognizer = new CharacterRecognizer(model);
        bias.Values[1] = -1000;

        CharacterPrediction prediction = recognizer.Predict(Path.Combine(Pictures, "digit-3.png"));
        Assert.Equal("no", prediction.Character);
        Assert.Equal(1, prediction.Confidence);
    }

    [Fact]
    public void A_model_of_another_size_is_refused()
    {
        var network = new Network(TensorShape.Image(new ImageSize { Width = 56, Height = 14 }), new Flatten(), new Dense(2));
        var model = new OnnxModel(network, ["yes", "no"]);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new CharacterRecognizer(model));
        Assert.StartsWith("The model takes [14, 56, 1]; characters are [28, 28, 1].", exception.Message, StringComparison.Ordinal);
    }
}
