using Emnist.Recognition.Imaging;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>The embedded model in a pipeline against the facade and against <c>ApplyOnnxModel</c>, on the same images.</summary>
internal sealed class Scoring(LabeledImages images, int rounds)
{
    private const int Singles = 2_000;

    private static readonly (string, double) Milliseconds = ("ms", 1e3);
    private static readonly (string, double) Microseconds = ("us", 1e6);

    private readonly MLContext _ml = new(seed: 1);
    private readonly CharacterRecognizer _recognizer = new();

    public void Run()
    {
        AgainstPredictBatch();
        AgainstPredictNormalized();
        AgainstApplyOnnxModel();
        Engine();
    }

    private IDataView Pixels => _ml.Data.LoadCharacterImages(images);

    private void AgainstPredictBatch()
    {
        GrayImage[] pictures = [.. Enumerable.Range(0, images.Count).Select(i => new GrayImage(28, images.GetImage(i)))];
        var options = new CharacterRecognitionOptions { Normalization = { NormalizePixels = true } };
        IDataView scored = _ml.Characters.Recognize("Pixels", options).Fit(Pixels).Transform(Pixels);
        Compare(
            $"`Recognize`, {images.Count:N0} pictures, against `PredictBatch`",
            () => Reader.Read(scored, "Score", "PredictedLabel"),
            () => _recognizer.PredictBatch(pictures));
    }

    private void AgainstPredictNormalized()
    {
        IDataView scored = _ml.Characters.Recognize("Pixels").Fit(Pixels).Transform(Pixels);
        int classes = _recognizer.ClassNames.Count;
        float[] scores = new float[images.Count * classes];
        Compare(
            $"`Recognize`, {images.Count:N0} normalised images, against `PredictNormalizedScores` on as many threads",
            () => Reader.Read(scored, "Score", "PredictedLabel"),
            () => Parallel.For(0, images.Count, i =>
                _recognizer.PredictNormalizedScores(images.GetImage(i), scores.AsSpan(i * classes, classes))));
    }

    private void AgainstApplyOnnxModel()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.onnx");
        try
        {
            EmbeddedModel.Load().Save(path);
            IDataView features = _ml.Data.LoadFromEnumerable(Enumerable.Range(0, images.Count).Select(Features).ToArray());
            IDataView ours = _ml.Characters.Recognize("Features").Fit(features).Transform(features);
            using var onnx = _ml.Transforms.CopyColumns("input", "Features")
                .Append(_ml.Transforms.ApplyOnnxModel("output", "input", path)).Fit(features);
            IDataView theirs = onnx.Transform(features);
            Compare(
                $"the same, of floats, against `ApplyOnnxModel` of our file",
                () => Reader.Read(ours, "Score", "PredictedLabel"),
                () => Reader.Read(theirs, "output", labelColumn: null));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Engine()
    {
        PredictionEngine<PixelsRow, Reading> engine =
            _ml.Model.CreatePredictionEngine<PixelsRow, Reading>(_ml.Characters.Recognize("Pixels").Fit(Pixels));
        PixelsRow[] rows = [.. Enumerable.Range(0, Singles).Select(i => new PixelsRow { Pixels = images.GetImage(i).ToArray() })];
        var reading = new Reading();
        double Ours() => Rounds.Seconds(() => Array.ForEach(rows, row => engine.Predict(row, ref reading))) / Singles;
        double Peer() => Rounds.Seconds(() => Array.ForEach(rows, row => _recognizer.PredictNormalized(row.Pixels))) / Singles;
        _ = Ours() + Peer();
        Rounds.Difference("`PredictionEngine.Predict`, one image, against `PredictNormalized`", rounds, Ours, Peer, Microseconds);
    }

    private FeaturesRow Features(int index)
    {
        var row = new FeaturesRow { Features = new float[784] };
        images.CopyTo(index, row.Features);
        return row;
    }

    private void Compare(string work, Action ours, Action peer)
    {
        ours();
        peer();
        Rounds.Ratio(work, rounds, () => Rounds.Seconds(ours), () => Rounds.Seconds(peer), Milliseconds);
    }
}
