using Emnist.Recognition.Training.Datasets;
using Microsoft.ML;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>A saved pipeline with the embedded model: its size, and how long a new process takes to load it.</summary>
internal static class SavedPipeline
{
    public static void Run(LabeledImages images, int rounds)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        try
        {
            var ml = new MLContext();
            IDataView pixels = ml.Data.LoadCharacterImages(images);
            var options = new CharacterRecognitionOptions();
            ml.Model.Save(ml.Characters.Recognize("Pixels", options).Fit(pixels), pixels.Schema, path);
            double[] loads = [.. Enumerable.Range(0, rounds).Select(_ => Child.Run("load", path) * 1e3)];
            Rounds.Single("saved pipeline with the embedded model", $"{new FileInfo(path).Length / 1e3:N0} kB");
            Rounds.Single("its loading in a new process", $"{Median.Of(loads):N0} ms, {loads.Min():N0} to {loads.Max():N0}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static double Load(string path)
    {
        var ml = new MLContext();
        return Rounds.Seconds(() => ml.Model.Load(path, out _));
    }
}
