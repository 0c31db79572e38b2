using Emnist.Recognition.Imaging;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Layers;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Emnist.Recognition.MLNet.Tests;

public class RecognizeTests
{
    private static readonly MLContext Ml = new();

    private static IDataView Pictures => Ml.Data.LoadCharacterFiles(Characters.SampleFolder);

    [Theory]
    [InlineData(null)]
    [InlineData("0123456789")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    public void Scores_are_the_recognizer_s_to_the_bit(string? characters)
    {
        CharacterSet? set = characters is null ? null : new CharacterSet(characters);
        var recognizer = new CharacterRecognizer();
        IDataView scored = Recognize(Pictures, "Path", new() { Characters = set });
        float[] expected = new float[recognizer.ClassNames.Count];
        string[] paths = Characters.Texts(scored, "Path");
        uint[] answers = [.. scored.GetColumn<uint>("PredictedLabel")];
        float[][] scores = Characters.Scores(scored);

        Assert.True(paths.Length > 10);
        for (int i = 0; i < paths.Length; i++)
        {
            recognizer.PredictScores(ImageDecoder.Decode(paths[i]), set, expected);
            Assert.Equal(expected, scores[i]);
            Assert.Equal((uint)Array.IndexOf(expected, expected.Max()) + 1, answers[i]);
        }

        Assert.Equal(
            ["Path", "Label", "Status", "Score", "PredictedLabel"],
            scored.Schema.Where(column => !column.IsHidden).Select(column => column.Name));
    }

    [Fact]
    public void A_model_of_another_form_is_told_it_as_the_recognizer_is_and_a_saved_pipeline_keeps_it()
    {
        OnnxModel merged = OnnxModel.Load(Path.Combine(Checkout.Root, "models", "0.1.0", "fast.onnx"));
        var foreign = new OnnxModel(merged.Network, [.. Enumerable.Range(0, 47).Select(static i => $"class {i}")]);
        var form = new InputForm { Ground = -1, Transposed = true, Framing = CharacterFraming.Mnist };
        var recognizer = new CharacterRecognizer(foreign, new RecognizerOptions { Classes = "balanced", InputForm = form });
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "pipeline.zip");

        CharacterPredictionTransformer fitted = Ml.Characters.Recognize("Path", foreign, new() { Classes = "balanced", InputForm = form }).Fit(Pictures);
        Ml.Model.Save(fitted, Pictures.Schema, path);
        IDataView scored = fitted.Transform(Pictures);
        IDataView loaded = Ml.Model.Load(path, out _).Transform(Pictures);

        string[] paths = Characters.Texts(scored, "Path");
        float[][] scores = Characters.Scores(scored);
        Assert.Equal(scores, Characters.Scores(loaded));
        float[] expected = new float[47];
        for (int i = 0; i < paths.Length; i++)
        {
            recognizer.PredictScores(ImageDecoder.Decode(paths[i]), expected);
            Assert.Equal(expected, scores[i]);
        }

        Assert.Throws<ArgumentOutOfRangeException>(
            () => Ml.Characters.Recognize("Path", foreign, new() { InputForm = new InputForm { Ink = float.NaN } }));
    }

    [Fact]
    public void The_shipped_pictures_are_read()
    {
        IDataView scored = Ml.Characters.Recognize("Path").Append(Ml.Transforms.Conversion.MapKeyToValue("Answer", "PredictedLabel"))
            .Fit(Pictures).Transform(Pictures);
        string[] labels = Characters.Texts(scored, "Label");
        string[] answers = Characters.Texts(scored, "Answer");

        int right = labels.Zip(answers).Count(pair => string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
        Assert.InRange(right, 14, labels.Length);
    }

    [Fact]
    public void A_row_without_a_character_has_NaN_and_the_missing_key_and_both_evaluations_leave_it_out()
    {
        using var folder = new TemporaryFolder();
        string[] files = [.. Directory.GetFiles(Characters.SampleFolder, "*.png").Order(StringComparer.Ordinal)];
        CharacterRecognizer recognizer = new();
        LabeledRow[] good =
        [
            .. files.Select(file => new LabeledRow
            {
                Path = file,
                Label = Path.GetFileNameWithoutExtension(file)[^1..].ToUpperInvariant(),
            }),
        ];
        LabeledRow[] bad =
        [
            new LabeledRow { Path = folder.Write("bad.png", [1]), Label = "A" },
            new LabeledRow { Path = folder.Write("blank.pgm", [.. "P5 9 9 255\n"u8, .. new byte[81]]), Label = "7" },
        ];
        EstimatorChain<CharacterPredictionTransformer> pipeline = Ml.Characters.MapLabels("Label", "Label", recognizer.ClassNames)
            .Append(Ml.Characters.Recognize("Path", new CharacterRecognitionOptions()));
        IDataView withBad = Ml.Data.LoadFromEnumerable([good[0], bad[0], .. good[1..], bad[1]]);
        IDataView scored = pipeline.Fit(withBad).Transform(withBad);
        IDataView onlyGood = Ml.Data.LoadFromEnumerable(good);
        IDataView scoredGood = pipeline.Fit(onlyGood).Transform(onlyGood);

        float[][] scores = Characters.Scores(scored);
        string[] status = Characters.Texts(scored, "Status");
        Assert.Equal([CharacterStatus.Unreadable, CharacterStatus.Blank], [status[1], status[^1]]);
        Assert.All(new Index[] { 1, ^1 }, i => Assert.All(scores[i], value => Assert.True(float.IsNaN(value))));
        Assert.Equal(2, scored.GetColumn<uint>("PredictedLabel").Count(key => key == 0));

        MulticlassClassificationMetrics theirs = Ml.MulticlassClassification.Evaluate(scored);
        MulticlassClassificationMetrics theirsOfGood = Ml.MulticlassClassification.Evaluate(scoredGood);
        Assert.Equal(theirsOfGood.MicroAccuracy, theirs.MicroAccuracy);
        Assert.Equal(theirsOfGood.LogLoss, theirs.LogLoss, 12);
        var ours = Ml.Characters.Evaluate(scored);
        Assert.Equal(2, ours.Skipped);
        Assert.Equal(good.Length, ours.Metrics.Count);
        Assert.Equal(theirs.MicroAccuracy, ours.Metrics.MicroAccuracy);
        Assert.Equal(theirs.LogLoss, ours.Metrics.LogLoss, 6);
    }

    [Theory]
    [InlineData("Path", "Blank NotACharacter Unreadable Recognized")]
    [InlineData("Encoded", "Blank NotACharacter Unreadable Recognized")]
    [InlineData("Bytes", "Blank NotACharacter Blank Recognized")]
    [InlineData("Floats", "Blank NotACharacter Unreadable Recognized")]
    public void A_row_without_a_character_is_told_alike_of_pictures_and_of_their_features(string column, string expected)
    {
        using var folder = new TemporaryFolder();
        byte[][] drawings = [[.. Enumerable.Repeat((byte)255, 784)], Draw((x, y) => (x * x) + (y * y) < 36), [], Draw((x, y) => x is 0 or 1)];
        float[][] floats = [.. drawings.Select(drawing => drawing.Select(pixel => pixel / 255f).ToArray())];
        floats[2] = [.. Enumerable.Repeat(float.NaN, 784)];
        AnyRow[] rows =
        [
            .. drawings.Select((drawing, i) => ((byte[])[.. drawing.Length > 0 ? "P5 28 28 255\n"u8 : "P5"u8, .. drawing], i)).Select(file =>
                new AnyRow
                {
                    Path = folder.Write($"{file.i}.pgm", file.Item1),
                    Encoded = file.Item1,
                    Bytes = drawings[file.i].Length > 0 ? drawings[file.i] : new byte[784],
                    Floats = floats[file.i],
                }),
        ];
        IDataView view = Ml.Data.LoadFromEnumerable(rows);
        var normalization = new CharacterNormalizationOptions { NormalizePixels = true };
        var options = new CharacterRecognitionOptions();
        IDataView features = Ml.Characters.Normalize("Features", column, normalization)
            .Append(Ml.Transforms.DropColumns("Status")).Fit(view).Transform(view);

        IDataView direct = Recognize(view, column, options with { Normalization = normalization });
        foreach (IDataView scored in new[] { direct, Recognize(Ml.Data.Cache(features), "Features", options) })
        {
            string[] status = Characters.Texts(scored, "Status");
            Assert.Equal(expected.Split(' '), status);
            Assert.Equal(
                status.Select(text => text != CharacterStatus.Recognized), scored.GetColumn<uint>("PredictedLabel").Select(key => key == 0));
            Assert.All(
                Characters.Scores(scored).Zip(status),
                row => Assert.All(row.First, score => Assert.Equal(row.Second != CharacterStatus.Recognized, float.IsNaN(score))));
        }

        static byte[] Draw(Func<int, int, bool> isInk) =>
            [.. Enumerable.Range(0, 784).Select(i => isInk((i % 28) - 14, (i / 28) - 14) ? (byte)20 : (byte)235)];
    }

    [Fact]
    public void A_model_of_one_s_own_is_taken_from_a_file_or_as_an_object()
    {
        using var folder = new TemporaryFolder();
        var network = new Network(TensorShape.Vector(784), new Dense(3));
        var model = new OnnxModel(network, ["x", "y", "z"]);
        model.Save(Path.Combine(folder.Path, "mine.onnx"));
        float[][] ofFile = Characters.Scores(Recognize(Pictures, "Path", new() { ModelPath = Path.Combine(folder.Path, "mine.onnx") }));
        CharacterPredictionTransformer fitted = Ml.Characters.Recognize("Path", model).Fit(Pictures);
        float[][] ofObject = Characters.Scores(fitted.Transform(Pictures));

        Assert.Equal(ofFile, ofObject);
        Assert.All(ofFile, row => Assert.Equal(3, row.Length));
        Assert.Same(model, fitted.Model);
    }

    [Fact]
    public void Features_that_are_normalised_already_are_taken_as_they_are()
    {
        IDataView normalized = Ml.Characters.Normalize("Features", "Path").Fit(Pictures).Transform(Pictures);

        Assert.Equal(
            Characters.Scores(Recognize(Pictures, "Path", new())), Characters.Scores(Recognize(normalized, "Features", new())));
    }

    [Fact]
    public void Models_and_characters_that_do_not_fit_are_refused()
    {
        OnnxModel Model(int inputs, params string[] names) => new(new Network(TensorShape.Vector(inputs), new Dense(names.Length)), names);
        ArgumentException Refused(OnnxModel model) => Assert.Throws<ArgumentException>(() => Ml.Characters.Recognize("Path", model));

        Assert.Contains("[28, 28, 1]", Refused(Model(9, "a", "b")).Message, StringComparison.Ordinal);
        Assert.Contains("'Score'", Refused(Model(784, "a", "Score")).Message, StringComparison.Ordinal);
        OnnxModel large = Model(784, [.. Enumerable.Range(0, 257).Select(i => $"{i}")]);
        Assert.Contains("at most 256", Refused(large).Message, StringComparison.Ordinal);
        var unknown = new CharacterRecognitionOptions { Characters = new CharacterSet("?") };
        Assert.Throws<ArgumentException>(() => Ml.Characters.Recognize("Path", unknown));
        var missing = new CharacterRecognitionOptions { ModelPath = "none.onnx" };
        Assert.Throws<FileNotFoundException>(() => Ml.Characters.Recognize("Path", missing));
    }

    [Fact]
    public void As_many_as_256_classes_are_scored_in_their_order()
    {
        string[] names = [.. Enumerable.Range(0, 256).Select(i => $"class {i}")];
        var model = new OnnxModel(new Network(TensorShape.Vector(784), new Dense(256)), names);
        var recognizer = new CharacterRecognizer(model);
        float[] expected = new float[256];
        recognizer.PredictNormalizedScores(Characters.Images.GetImage(0), expected);
        IDataView images = Ml.Data.LoadCharacterImages(Characters.Images.Slice(0, 1));

        IDataView scored = Ml.Characters.Recognize("Pixels", model).Fit(images).Transform(images);

        Assert.Equal(expected, Characters.Scores(scored)[0]);
    }

    private static IDataView Recognize(IDataView pictures, string column, CharacterRecognitionOptions options) =>
        Ml.Characters.Recognize(column, options).Fit(pictures).Transform(pictures);

    private sealed class AnyRow
    {
        public string Path { get; set; } = "";

        public byte[] Encoded { get; set; } = [];

        [VectorType(784)]
        public byte[] Bytes { get; set; } = [];

        [VectorType(784)]
        public float[] Floats { get; set; } = [];
    }

    private sealed class LabeledRow
    {
        public string Path { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
