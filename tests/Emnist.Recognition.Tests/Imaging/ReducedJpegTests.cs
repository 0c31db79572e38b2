using System.Reflection;
using System.Text.Json;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>JPEGs that are decoded to a fraction of their size, against those decoded whole and then reduced.</summary>
public sealed class ReducedJpegTests
{
    /// <summary>Means are rounded once more where a factor is left for the normaliser.</summary>
    private const float Rounding = 0.501f;

    private static readonly Dictionary<string, byte[]> References = Load("jpeg_reference.json")
        .Concat(Load("jpeg_structure_reference.json"))
        .ToDictionary(c => c.Name, c => c.File);

    public static TheoryData<string> Names => [.. References.Keys];

    public static TheoryData<int, int, bool, byte> Kinds()
    {
        TheoryData<int, int, bool, byte> kinds = [];
        ReadOnlySpan<(int, int)> sizes = [(96, 64), (97, 64), (64, 99), (71, 93), (40, 200), (13, 8), (130, 1)];
        foreach ((int width, int height) in sizes)
        {
            for (byte orientation = 1; orientation <= 8; orientation++)
            {
                kinds.Add(width, height, orientation % 2 == 0, orientation);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kind_is_the_whole_picture_reduced(string name)
    {
        GrayImage whole = ImageDecoder.Decode(References[name]);
        AssertReducedByAnyFactor(whole, References[name]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sharp_and_noisy_pictures_are_the_whole_picture_reduced_however_they_are_turned(
        int width, int height, bool isProgressive, byte orientation)
    {
        Random random = new((31 * width) + height + orientation);
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.Length; i++)
        {
            // White, black and noise by turns: much of it goes past the range when it is transformed back.
            int patch = (i % width / 11) + (i / width / 9);
            samples[i] = (byte)(patch % 3 == 0 ? 255 : patch % 3 == 1 ? random.Next(256) : 0);
        }

        byte[] file = JpegEncoder.Encode(
            new ImageSize { Width = width, Height = height }, [samples], step: (byte)random.Next(2, 60), isProgressive, orientation);
        AssertReducedByAnyFactor(ImageDecoder.Decode(file), file);
    }

    [Theory]
    [InlineData(800, 600, 200, 1, 4)]
    [InlineData(800, 600, 100, 1, 8)]
    [InlineData(800, 600, 50, 1, 8)]
    [InlineData(800, 600, 133, 1, 1)]
    [InlineData(799, 599, 200, 1, 4)]
    [InlineData(798, 600, 133, 1, 2)]
    [InlineData(799, 600, 133, 1, 1)]
    [InlineData(799, 600, 200, 3, 1)]
    [InlineData(800, 598, 200, 6, 2)]
    [InlineData(800, 600, 800, 1, 1)]
    public void It_is_reduced_as_far_as_the_squares_stay_where_they_are(int width, int height, int side, byte orientation, int reduction)
    {
        ImageSize size = new() { Width = width, Height = height };
        byte[] file = JpegEncoder.Encode(size, [new byte[width * height]], orientation: orientation);

        GrayImage reduced = Decode(file, side);

        Assert.Equal(reduction, reduced.Reduction);
        Assert.Equal(orientation < 5 ? size : new ImageSize { Width = height, Height = width }, reduced.FullSize);
        Assert.Equal((reduced.FullSize.Width + reduction - 1) / reduction, reduced.Width);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 6)]
    public void Photographs_are_recognized_as_pictures_decoded_whole(bool isProgressive, byte orientation)
    {
        byte[] file = JpegEncoder.Encode(
            new ImageSize { Width = 4_096, Height = 2_304 },
            [Cross(4_096, 2_304, paper: 201, ink: 44, seed: 3)],
            step: 9,
            isProgressive,
            orientation);
        CharacterRecognizer recognizer = new();

        GrayImage whole = ImageDecoder.Decode(file);
        CharacterPrediction expected = recognizer.Predict(whole);
        CharacterPrediction prediction = recognizer.Predict(file);

        Assert.Equal(1, whole.Reduction);
        Assert.Equal(4, Decode(file, CharacterNormalizer.WorkingSide).Reduction);
        Assert.Equal(PredictionStatus.Recognized, prediction.Status);
        Assert.Equal(expected.Character, prediction.Character);
        Assert.Equal(expected.Confidence, prediction.Confidence, 0.02);
        Assert.Equal(expected.Character, recognizer.Predict(new MemoryStream(file)).Character);
        RecognizedCharacter place = Assert.Single(recognizer.ReadText(whole).Characters);
        RecognizedCharacter found = Assert.Single(recognizer.ReadText(file).Characters);
        Assert.Equal((place.Prediction.Character, place.Bounds), (found.Prediction.Character, found.Bounds));
    }

    [Fact]
    public void Red_of_the_paper_s_brightness_is_seen_at_a_fraction_of_the_size()
    {
        const int width = 2_400;
        const int height = 2_000;
        byte[] luma = Enumerable.Repeat((byte)150, width * height).ToArray();
        byte[] red = Cross(width, height, paper: 90, ink: 220, seed: 8);
        byte[] file = JpegEncoder.Encode(
            new ImageSize { Width = width, Height = height }, [luma, Enumerable.Repeat((byte)128, luma.Length).ToArray(), red]);

        AssertReduced(ImageDecoder.Decode(file), file, 600);
        Assert.Equal(4, Decode(file, 600).Reduction);
        Assert.Equal("X", new CharacterRecognizer().Predict(file).Character);
    }

    [Fact]
    public void Decoders_of_others_have_the_whole_picture()
    {
        byte[] file = JpegEncoder.Encode(new ImageSize { Width = 2_304, Height = 1_280 }, [Cross(2_304, 1_280, 200, 40, 1)]);
        KeepingDecoder decoder = new();

        new CharacterRecognizer(new RecognizerOptions { Decoder = decoder }).Predict(file);

        Assert.Equal(new ImageSize { Width = 2_304, Height = 1_280 }, decoder.Last!.Size);
        Assert.Equal(1, decoder.Last.Reduction);
    }

    private static void AssertReducedByAnyFactor(GrayImage whole, byte[] file)
    {
        int longSide = Math.Max(whole.Width, whole.Height);
        for (int factor = 1; factor <= 24; factor++)
        {
            AssertReduced(whole, file, (longSide + factor - 1) / factor);
        }
    }

    private static void AssertReduced(GrayImage whole, byte[] file, int side)
    {
        GrayImage reduced = Decode(file, side);
        Assert.Equal(whole.Size, reduced.FullSize);
        Plane expected = BoxReduction.ToLongSide(whole, side);
        Plane actual = BoxReduction.ToLongSide(reduced, side);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        float[] one = [.. expected.Values];
        float[] other = [.. actual.Values];
        for (int i = 0; i < one.Length; i++)
        {
            Assert.True(
                Math.Abs(one[i] - other[i]) <= Rounding,
                $"{whole.Size} for {side}, by {reduced.Reduction}: {one[i]} is {other[i]} at {i % expected.Width}, {i / expected.Width}");
        }
    }

    private static GrayImage Decode(byte[] file, int side) =>
        ImageDecoder.BuiltIn.Decode(file, new ImageDecoderOptions { WorkingSide = side });

    /// <summary>An X, whichever way it is turned, with a soft edge, on ground with a little noise.</summary>
    private static byte[] Cross(int width, int height, int paper, int ink, int seed)
    {
        Random random = new(seed);
        double size = 0.3 * height;
        double pen = 0.09 * height;
        byte[] samples = new byte[width * height];
        for (int i = 0; i < samples.Length; i++)
        {
            double x = ((i % width) - (width / 2.0)) / size;
            double y = ((i / width) - (height / 2.0)) / size;
            double distance = Math.Min(Distance(x, y, -0.9, -0.9, 0.9, 0.9), Distance(x, y, 0.9, -0.9, -0.9, 0.9)) * size;
            double covered = Math.Clamp((pen / 2) - distance + 0.5, 0, 1);
            samples[i] = (byte)Math.Clamp(paper + (covered * (ink - paper)) + random.Next(-3, 4), 0, 255);
        }

        return samples;
    }

    private static double Distance(double x, double y, double x0, double y0, double x1, double y1)
    {
        (double right, double down) = (x1 - x0, y1 - y0);
        double along = Math.Clamp((((x - x0) * right) + ((y - y0) * down)) / ((right * right) + (down * down)), 0, 1);
        return double.Hypot(x - x0 - (along * right), y - y0 - (along * down));
    }

    private static Case[] Load(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<Case[]>(stream, JsonSerializerOptions.Web)!;
    }

    private sealed record Case(string Name, byte[] File);

    private sealed class KeepingDecoder : IImageDecoder
    {
        public GrayImage? Last { get; private set; }

        public GrayImage Decode(ReadOnlyMemory<byte> encoded, ImageDecoderOptions options) =>
            Last = ImageDecoder.BuiltIn.Decode(encoded, options);
    }
}
