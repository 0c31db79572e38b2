using System.Diagnostics;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Benchmarks;

/// <summary>Our side of compare.sh: one kind of work, run for a fixed time, as a rate.</summary>
internal static class PeerComparison
{
    private const int Threads = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2);

    /// <summary>Writes the networks as ONNX files for the peers.</summary>
    public static void Export(string folder)
    {
        foreach (string name in (string[])["vgg", "conv128", "separable", "mlp"])
        {
            Network network = BenchmarkNetworks.Create(name);
            string[] classes = [.. Enumerable.Range(0, network.OutputShape.Length).Select(i => $"class {i}")];
            new OnnxModel(network, classes).Save(Path.Combine(folder, $"{name}.onnx"));
        }
    }

    /// <param name="work">KIND/NETWORK with a kind of predict1, predict256 or train, or matrix/1024 or matrix/peak.</param>
    /// <returns>Images a second, or floating-point operations a second.</returns>
    public static double Rate(string work) => work.Split('/') switch
    {
        ["predict1", string name] => RateOfPrediction(name, count: 1, threads: 1),
        ["predict256", string name] => RateOfPrediction(name, count: 256, Threads),
        ["train", string name] => RateOfTraining(name),
        ["matrix", "1024"] => MatrixProduct.Rate(1024),
        ["matrix", "peak"] => MatrixProduct.PeakRate(),
        _ => throw new ArgumentException($"There is no work '{work}'.", nameof(work)),
    };

    private static double RateOfPrediction(string name, int count, int threads)
    {
        Network network = BenchmarkNetworks.Create(name);
        InferencePlan plan = network.ToInferencePlan();
        float[] inputs = RandomInputs(count * network.InputShape.Length);
        float[] outputs = new float[count * network.OutputShape.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        return count * Repeat(() => plan.Predict(inputs, outputs, count, parallel));
    }

    /// <summary>Images a second of a whole training on two threads.</summary>
    public static double RateOfTraining(string name, Augmentation? augmentation = null)
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

    /// <summary>Calls per second after the warm-up.</summary>
    public static double Repeat(Action action)
    {
        RepeatFor(WarmUp, action);
        return RepeatFor(Measured, action);
    }

    private static double RepeatFor(TimeSpan time, Action action)
    {
        long start = Stopwatch.GetTimestamp();
        long calls = 0;
        TimeSpan elapsed;
        do
        {
            for (int i = 0; i < 8; i++)
            {
                action();
            }

            calls += 8;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < time);
        return calls / elapsed.TotalSeconds;
    }

    private static float[] RandomInputs(int length)
    {
        var random = new Random(1);
        float[] inputs = new float[length];
        foreach (ref float value in inputs.AsSpan())
        {
            value = random.NextSingle();
        }

        return inputs;
    }
}
