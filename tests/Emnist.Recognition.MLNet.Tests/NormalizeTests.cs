using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

public class NormalizeTests
{
    private static readonly MLContext Ml = new();
    private static readonly string[] Pictures = [.. Directory.GetFiles(Characters.SampleFolder, "*.png").Order(StringComparer.Ordinal)];

    [Fact]
    public void Paths_and_encoded_bytes_come_out_as_the_normalizer_draws_them_to_the_bit()
    {
        float[][] expected = [.. Pictures.Select(Features)];
        IDataView paths = Ml.Data.LoadFromEnumerable(Pictures.Select(path => new PathRow { Picture = path }));
        IDataView encoded = Ml.Data.LoadFromEnumerable(Pictures.Select(path => new EncodedRow { Picture = File.ReadAllBytes(path) }));

        Assert.True(Pictures.Length > 10);
        foreach (IDataView pictures in new[] { paths, encoded })
        {
            IDataView normalized = Ml.Characters.Normalize("Features", "Picture").Fit(pictures).Transform(pictures);

            Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 784), normalized.Schema["Features"].Type);
            Assert.Equal(expected, normalized.GetColumn<float[]>("Features"));
            Assert.All(Characters.Texts(normalized, "Status"), status => Assert.Equal(CharacterStatus.Recognized, status));
        }
    }

    [Fact]
    public void Pixels_are_taken_as_they_are_and_floats_of_any_scale()
    {
        byte[] pixels = Characters.Images.GetImage(3).ToArray();
        float[] expected = new float[784];
        Characters.Images.CopyTo(3, expected);

        Assert.Equal(expected, Normalize(new BytesRow { Picture = pixels }).Features);
        Assert.Equal(expected, Normalize(new FloatsRow { Picture = expected }).Features);
        Assert.Equal(
            expected,
            Normalize(new FloatsRow { Picture = [.. pixels.Select(pixel => (float)pixel)] }, new() { FullInk = 255 }).Features);
        Assert.Equal(
            expected.Select(value => value * 2 / 2),
            Normalize(new FloatsRow { Picture = [.. expected.Select(value => value * 2)] }, new() { FullInk = 2 }).Features);
    }

    [Fact]
    public void Pixels_are_normalised_where_the_options_say_so()
    {
        byte[] drawing = new byte[784];
        Array.Fill(drawing, (byte)255);
        for (int y = 4; y < 20; y++)
        {
            drawing[(y * 28) + 8] = drawing[(y * 28) + 9] = 0;
        }

        byte[] expected = new byte[784];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(new GrayImage(28, drawing), expected));
        var options = new CharacterNormalizationOptions { NormalizePixels = true };
        float[] features = [.. expected.Select(value => value * (1f / 255))];

        Assert.Equal(features, Normalize(new BytesRow { Picture = drawing }, options).Features);
        Assert.Equal(features, Normalize(new FloatsRow { Picture = [.. drawing.Select(value => value / 255f)] }, options).Features);
    }

    [Fact]
    public void What_is_no_picture_or_no_character_is_told_and_never_zeros()
    {
        using var folder = new TemporaryFolder();
        string damaged = folder.Write("damaged.png", [1, 2, 3]);
        string blank = folder.Write("blank.pgm", [.. "P5 40 40 255\n"u8, .. Enumerable.Repeat((byte)255, 1600)]);
        string disc = folder.Write("disc.pgm", [.. "P5 120 120 255\n"u8, .. Disc()]);
        float[] outside = new float[784];
        outside[9] = 1.5f;
        float[] notANumber = new float[784];
        notANumber[0] = float.NaN;
        var small = new CharacterNormalizationOptions { DecoderOptions = new() { MaxPixels = 10 } };
        (Normalized Row, string Status)[] rows =
        [
            (Normalize(new PathRow { Picture = damaged }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = folder.Path + "/none.png" }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = folder.Path }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = "" }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = "a\0b" }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = blank }), CharacterStatus.Blank),
            (Normalize(new PathRow { Picture = disc }), CharacterStatus.NotACharacter),
            (Normalize(new EncodedRow { Picture = [] }), CharacterStatus.Unreadable),
            (Normalize(new EncodedRow { Picture = [1, 2, 3] }), CharacterStatus.Unreadable),
            (Normalize(new PathRow { Picture = Pictures[0] }, small), CharacterStatus.Unreadable),
            (Normalize(new BytesRow { Picture = new byte[784] }), CharacterStatus.Blank),
            (Normalize(new FloatsRow { Picture = new float[784] }), CharacterStatus.Blank),
            (Normalize(new FloatsRow { Picture = outside }), CharacterStatus.Unreadable),
            (Normalize(new FloatsRow { Picture = notANumber }), CharacterStatus.Unreadable),
        ];

        Assert.All(rows, row => Assert.Equal(row.Status, row.Row.Status));
        Assert.All(rows, row => Assert.All(row.Row.Features, value => Assert.True(float.IsNaN(value))));
    }

    [Fact]
    public void Or_it_is_refused_with_the_reason()
    {
        var options = new CharacterNormalizationOptions { RowsWithoutCharacter = RowsWithoutCharacter.Throw };

        string missing = Message(() => Normalize(new PathRow { Picture = "none.png" }, options));
        Assert.Contains("A row has no character in column 'Picture'", missing, StringComparison.Ordinal);
        Assert.Contains("none.png", missing, StringComparison.Ordinal);
        Assert.Contains("Blank", Message(() => Normalize(new BytesRow { Picture = new byte[784] }, options)), StringComparison.Ordinal);
        Assert.Contains(
            "a pixel is 7",
            Message(() => Normalize(new FloatsRow { Picture = [.. Enumerable.Repeat(7f, 784)] }, options)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_character_are_filtered_by_ML_NET()
    {
        string[] paths = ["none.png", Pictures[1], "", Pictures[2]];
        IDataView rows = Ml.Data.LoadFromEnumerable(paths.Select(path => new PathRow { Picture = path }));
        IDataView normalized = Ml.Characters.Normalize("Features", "Picture").Fit(rows).Transform(rows);

        Assert.Equal(Pictures[1..3], Characters.Texts(Ml.Data.FilterRowsByMissingValues(normalized, "Features"), "Picture"));
    }

    [Fact]
    public void The_input_may_be_replaced()
    {
        IDataView rows = Ml.Data.LoadFromEnumerable([new PathRow { Picture = Pictures[0] }]);
        IDataView normalized = Ml.Characters.Normalize("Picture", "Picture").Fit(rows).Transform(rows);

        Assert.Equal(Features(Pictures[0]), normalized.GetColumn<float[]>("Picture").Single());
    }

    [Fact]
    public void Options_are_checked_and_copied()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Characters.Normalize("F", "P", new() { FullInk = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ml.Characters.Normalize("F", "P", new() { FullInk = float.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Ml.Characters.Normalize("F", "P", new() { RowsWithoutCharacter = (RowsWithoutCharacter)9 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Ml.Characters.Normalize("F", "P", new() { DecoderOptions = new() { MaxBytes = 0 } }));
        Assert.Throws<ArgumentException>(() => Ml.Characters.Normalize("", "P"));
        Assert.Throws<ArgumentException>(() => Ml.Characters.Normalize("F", ""));

        var options = new CharacterNormalizationOptions();
        IEstimator<ITransformer> stage = Ml.Characters.Normalize("Features", "Picture", options);
        options.DecoderOptions.MaxPixels = 10;
        IDataView rows = Ml.Data.LoadFromEnumerable([new PathRow { Picture = Pictures[0] }]);

        Assert.Equal([CharacterStatus.Recognized], Characters.Texts(stage.Fit(rows).Transform(rows), "Status"));
    }

    private static float[] Features(string path)
    {
        byte[] normalized = new byte[784];
        Assert.Equal(PredictionStatus.Recognized, CharacterNormalizer.Normalize(ImageDecoder.Decode(path), normalized));
        return [.. normalized.Select(value => value * (1f / 255))];
    }

    private static IEnumerable<byte> Disc() => Enumerable.Range(0, 120 * 120)
        .Select(i => Math.Pow((i % 120) - 60, 2) + Math.Pow((i / 120) - 60, 2) < 900 ? (byte)30 : (byte)230);

    private static Normalized Normalize<TRow>(TRow row, CharacterNormalizationOptions? options = null)
        where TRow : class
    {
        IDataView rows = Ml.Data.LoadFromEnumerable([row]);
        IDataView normalized = Ml.Characters.Normalize("Features", "Picture", options ?? new()).Fit(rows).Transform(rows);
        return Ml.Data.CreateEnumerable<Normalized>(normalized, reuseRowObject: false).Single();
    }

    // Where ML.NET reads ahead on other threads, it wraps what they throw.
    private static string Message(Action action) => Assert.Throws<InvalidOperationException>(action).ToString();

    private sealed class PathRow
    {
        public string Picture { get; set; } = "";
    }

    private sealed class EncodedRow
    {
        public byte[] Picture { get; set; } = [];
    }

    private sealed class BytesRow
    {
        [VectorType(784)]
        public byte[] Picture { get; set; } = [];
    }

    private sealed class FloatsRow
    {
        [VectorType(784)]
        public float[] Picture { get; set; } = [];
    }

    private sealed class Normalized
    {
        public float[] Features { get; set; } = [];

        public string Status { get; set; } = "";
    }
}
