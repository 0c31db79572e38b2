using Emnist.Recognition.Imaging;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Tests.Imaging;

public sealed class CharacterNormalizerTests
{
    private static readonly CharacterRecognizer Recognizer = new();

    private static readonly (char Character, byte[] Image)[] Characters = [.. Directory
        .GetFiles(Path.Combine(TestData.RepositoryRoot, "samples", "images"), "*.png")
        .Order(StringComparer.Ordinal)
        .Select(file => (Path.GetFileNameWithoutExtension(file)[^1], Normalized(ImageDecoder.Decode(File.ReadAllBytes(file)))))];

    private static readonly Dictionary<string, Func<byte[], DegradedPicture>> Kinds = new()
    {
        ["plain"] = c => On(c, 160, 140).Write(80),
        ["light from a side"] = c => On(c, 200, 180).Write(90).Shade((x, y) => 0.5 + (x / 400.0)),
        ["vignette"] = c => On(c, 300, 260).Write(90, right: 40).Shade((x, y) => 1 - (0.3 * (Math.Pow((x / 150.0) - 1, 2) + Math.Pow((y / 130.0) - 1, 2)) / 2)),
        ["edge of a shadow"] = c => On(c, 240, 220).Write(100).Shade((x, y) => x + (y / 2) < 190 ? 0.55 : 1),
        ["corner in the light"] = c => On(c, 480, 360).Write(50, ink: 0.4, right: 90, down: -60)
            .Darken((x, y) => (x + (y / 20)) % 24 == 5 || (y + (x / 30)) % 24 == 9, 0.75)
            .Shade((x, y) => 1 - (0.35 / (1 + Math.Exp((150 - x - (0.8 * (360 - y))) / 15)))),
        ["sheet on a desk"] = c => On(c, 320, 300).Write(85).Outside((x, y) => Math.Abs(x - 160) < 105 && Math.Abs(y - 150) < 95, 0.35),
        ["faint pencil"] = c => On(c, 200, 180).Write(90, ink: 0.86),
        ["pen pressed less"] = c => On(c, 200, 180).Write(90).Fade((x, y) => x + y < 190 ? 0.34 : 1),
        ["grey paper"] = c => On(c, 160, 140).Write(80).Shade((_, _) => 0.6),
        ["ruled"] = c => On(c, 220, 200).Write(90).Darken((x, y) => (y + 7 + (x / 40)) % 70 < 2, 0.5),
        ["squared"] = c => On(c, 220, 200).Write(90).Darken((x, y) => x % 38 == 5 || y % 38 == 9, 0.6),
        ["closely squared"] = c => On(c, 600, 500).Write(70, right: 120).Darken((x, y) => x % 22 == 5 || y % 22 == 9, 0.6),
        ["frame around"] = c => On(c, 190, 180).Write(85).Darken((x, y) => (x is 8 or 9 or 180 or 181 && y is > 7 and < 172) || (y is 8 or 9 or 170 or 171 && x is > 7 and < 182), 0.2),
        ["frame along the edge"] = c => On(c, 190, 180).Write(85).Darken((x, y) => x < 4 || y > 175, 0.1),
        ["underline"] = c => On(c, 200, 190).Write(75, down: -25).Darken((x, y) => x is > 20 and < 170 && y - (x / 60) is 132 or 133, 0.2),
        ["specks"] = c => On(c, 190, 180).Write(85).Darken((x, y) => Math.Pow((x % 61) - 12, 2) + Math.Pow((y % 83) - 9, 2) < 5, 0.2),
        ["salt and pepper"] = c => On(c, 190, 180).Write(85).SaltAndPepper(0.01),
        ["board"] = c => On(c, 200, 180).Write(90, ink: 0.3).Shade((_, _) => 0.8).Negative(),
        ["tiny"] = c => On(c, 20, 20).Write(11),
        ["huge"] = c => On(c, 1_500, 1_400).Write(1_000),
        ["off centre"] = c => On(c, 600, 500).Write(50, right: 240, down: -200),
        ["turned"] = c => On(c, 200, 180).Write(85, degrees: 9),
        ["filling the picture"] = c => On(c, 100, 100).Write(98),
        ["broken strokes"] = c => On(c, 200, 180).Write(100).Outside((x, y) => (x + y) % 29 > 1, 0.9),
    };

    public static TheoryData<string, int> Counts => new()
    {
        { "plain", 16 }, { "light from a side", 16 }, { "vignette", 16 }, { "edge of a shadow", 16 }, { "corner in the light", 16 },
        { "sheet on a desk", 16 },
        { "faint pencil", 16 }, { "pen pressed less", 16 }, { "grey paper", 16 }, { "ruled", 16 }, { "squared", 16 }, { "closely squared", 16 },
        { "frame around", 16 },
        { "frame along the edge", 16 }, { "underline", 16 }, { "specks", 16 }, { "salt and pepper", 16 }, { "board", 16 },
        { "tiny", 16 }, { "huge", 16 }, { "off centre", 16 }, { "turned", 16 }, { "filling the picture", 16 },
        { "broken strokes", 16 },
    };

    [Fact]
    public void A_destination_of_another_size_is_refused()
    {
        var image = new GrayImage(28, new byte[28 * 28]);

        string refusal = Assert.Throws<ArgumentException>("destination", () => CharacterNormalizer.Normalize(image, new byte[783])).Message;

        Assert.StartsWith("A normalised picture has 784 values; the destination has 783.", refusal, StringComparison.Ordinal);
    }

    // The sixteen shipped characters, with a little noise; the counts are what is reached.
    [Theory]
    [MemberData(nameof(Counts))]
    public void Characters_are_read_in_whatever_state_their_picture_is(string kind, int right)
    {
        var misread = new List<string>();
        foreach ((char character, byte[] image) in Characters)
        {
            CharacterPrediction prediction = Recognizer.Predict(Kinds[kind](image).Noise(0.01).ToImage());
            if (prediction.Character != character.ToString())
            {
                misread.Add($"{character}: {prediction}");
            }
        }

        Assert.True(Characters.Length - misread.Count >= right, string.Join(", ", misread));
    }

    [Fact]
    public void The_normalised_samples_come_out_as_they_are()
    {
        Assert.All(Characters, character => Assert.Equal(character.Image, Normalized(new GrayImage(28, character.Image))));
    }

    [Fact]
    public void A_trace_ends_in_what_is_normalised_and_holds_nothing_of_the_ground_or_the_lines()
    {
        GrayImage picture = Kinds["squared"](Characters[0].Image).ToImage();
        IReadOnlyList<NormalizationStage> stages = CharacterNormalizer.Trace(picture);

        Assert.Equal(["picture", "contrast", "coverage", "character", "normalized"], stages.Select(static stage => stage.Name));
        Assert.All(stages.SkipLast(1), stage => Assert.Equal(picture.Size, stage.Image.Size));
        Assert.Equal(picture.Pixels, stages[0].Image.Pixels);
        Assert.Equal(Normalized(picture), stages[^1].Image.Pixels.ToArray());

        // At (24, 9) there is a line of the paper and nothing else; the character's ink is where it was in the picture.
        (int line, int ink) = ((9 * picture.Width) + 24, stages[3].Image.Pixels.IndexOf((byte)255));
        Assert.InRange(stages[1].Image.Pixels[line], 50, 255);
        Assert.Equal(0, stages[2].Image.Pixels[line]);
        Assert.InRange(picture.Pixels[ink], 0, 100);
        Assert.Equal(255, stages[2].Image.Pixels[ink]);
    }

    [Fact]
    public void A_trace_has_the_stages_to_which_a_picture_came()
    {
        var emnist = new GrayImage(28, Characters[0].Image);
        GrayImage huge = Kinds["huge"](Characters[0].Image).ToImage();

        Assert.Equal(["picture", "normalized"], CharacterNormalizer.Trace(emnist).Select(static stage => stage.Name));
        Assert.Equal(["picture", "contrast"], CharacterNormalizer.Trace(new GrayImage(40, new byte[1600])).Select(static stage => stage.Name));
        Assert.Equal(new ImageSize { Width = 750, Height = 700 }, CharacterNormalizer.Trace(huge)[3].Image.Size);
    }

    public static TheoryData<string, int, int> Specks => new()
    {
        { "nothing", 300, 300 }, { "one pixel", 1, 1 }, { "one row", 3_000, 1 }, { "one column", 1, 3_000 },
        { "two specks", 1_000, 1_000 }, { "two specks", 300, 300 }, { "five dots", 2_480, 3_508 },
    };

    [Theory]
    [MemberData(nameof(Specks))]
    public void What_shows_no_character_is_blank(string what, int width, int height)
    {
        byte[] pixels = new byte[width * height];
        pixels.AsSpan().Fill(255);
        int dots = what switch { "two specks" => 2, "five dots" => 5, _ => 0 };
        int size = dots == 5 ? 8 : 1;
        for (int i = 0; i < dots * size * size; i++)
        {
            int dot = i / (size * size);
            int x = (width * (dot + 1) / 7) + (i % size);
            int y = (height * ((dot * 2 % 5) + 1) / 7) + (i / size % size);
            pixels[(y * width) + x] = 0;
        }

        Assert.Equal(PredictionStatus.Blank, Recognizer.Predict(new GrayImage(new ImageSize { Width = width, Height = height }, pixels)).Status);
    }

    /// <summary>The memory of planes is rented, so that a picture costs no garbage that grows with it.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(220)]
    [InlineData(1_000)]
    public void A_picture_of_any_size_allocates_at_most_4_KB(int side)
    {
        var random = new SplitMix64(5);
        byte[] pixels = new byte[side * side];
        for (int i = 0; i < pixels.Length; i++)
        {
            (double x, double y) = ((i % side) / (double)side, (i / side) / (double)side);
            bool isInk = y is > 0.2 and < 0.8 && (Math.Abs(x - 0.45) < 0.04 || (Math.Abs(y - 0.5) < 0.03 && x is > 0.3 and < 0.7));
            pixels[i] = (byte)((isInk ? 60 : 210) - (30 * x) + random.Next(9));
        }

        var image = new GrayImage(side, pixels);
        byte[] normalized = new byte[CharacterNormalizer.Size * CharacterNormalizer.Size];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(image, normalized));

        (long allocated, _) = Allocations.Least(
            () => CharacterNormalizer.Normalize(image, normalized), static () => { });

        Assert.InRange(allocated, 0, 4_096);
    }

    [Fact]
    public void No_picture_of_whatever_size_and_content_throws()
    {
        var random = new SplitMix64(5);
        for (int i = 0; i < 1_500; i++)
        {
            int width = 1 + random.Next(i % 10 == 0 ? 700 : 60);
            int height = 1 + random.Next(i % 10 == 5 ? 700 : 60);
            byte[] pixels = new byte[width * height];
            int kind = random.Next(5);
            int step = 1 + random.Next(40);
            for (int p = 0; p < pixels.Length; p++)
            {
                pixels[p] = kind switch
                {
                    0 => (byte)random.Next(256),
                    1 => (byte)(random.Next(200) == 0 ? 0 : 255),
                    2 => (byte)(p % width % step == 0 ? 20 : 240),
                    3 => (byte)(p / width % step < step / 2 ? 250 : 255),
                    _ => (byte)(((p % width) + (p / width)) / step % 2 * 200),
                };
            }

            var image = new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
            CharacterPrediction prediction = Recognizer.Predict(image);
            Assert.Equal(prediction.Status == PredictionStatus.Recognized, prediction.Candidates.Count > 0);
            Assert.True(prediction.Confidence is >= 0 and <= 1);
            Assert.Equal(prediction.Status == PredictionStatus.Blank, prediction.Normalized is null);
            Recognizer.ReadText(image);
        }
    }

    private static DegradedPicture On(byte[] character, int width, int height) => new(character, width, height);

    private static byte[] Normalized(GrayImage image)
    {
        byte[] normalized = new byte[784];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(image, normalized));
        return normalized;
    }
}
