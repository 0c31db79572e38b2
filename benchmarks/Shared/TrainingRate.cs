using Emnist.Recognition.Networks;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition;

/// <summary>How fast a whole training on two threads goes, on random images.</summary>
internal static class TrainingRate
{
    private const int Threads = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    /// <summary>Images a second.</summary>
    public static double Of(string name, Augmentation? augmentation = null)
    {
        Network network = BenchmarkNetworks.Create(name);
        int batch = BenchmarkNetworks.BatchSize(name);
        var random = new Random(1);
        byte[] pixels = new byte[64 * batch * network.InputShape.Length];
        byte[] labels = new byte[64 * batch];
        random.NextBytes(pixels);
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = (byte)random.Next(network.OutputShape.Length);
        }

        string[] classes = [.. Enumerable.Range(0, network.OutputShape.Length).Select(i => $"class {i}")];
        using var clock = new BatchClock(WarmUp, Measured);
        var trainer = new Trainer(new TrainerOptions
        {
            Epochs = 10_000,
            BatchSize = batch,
            MaxDegreeOfParallelism = Threads,
            Augmentation = augmentation,
        });
        try
        {
            trainer.Fit(network, new LabeledImages(28, pixels, labels, classes), validation: null, clock, clock.Stop);
        }
        catch (OperationCanceledException)
        {
            // The clock stops the training when its time is over.
        }

        return batch * clock.BatchesPerSecond;
    }
}
