using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Onnx;
using Emnist.Recognition.Training.Datasets;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>Networks on one image after another, on one thread, against ONNX Runtime in the same process.</summary>
internal static class SingleImages
{
    private const int Images = 1_000;

    public static void Run(LabeledImages images, int rounds)
    {
        float[][] pixels = [.. Enumerable.Range(0, Images).Select(i => Pixels(images, i))];
        foreach (string name in (string[])["vgg", "separable", "default", "fast"])
        {
            Compare(name, pixels, rounds);
        }
    }

    private static void Compare(string name, float[][] images, int rounds)
    {
        Network network = BenchmarkNetworks.Create(name);
        InferencePlan plan = network.ToInferencePlan();
        float[] scores = new float[network.OutputShape.Length];

        using var file = new MemoryStream();
        new OnnxModel(network, [.. Enumerable.Range(0, scores.Length).Select(static i => $"{i}")]).Save(file);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(file.ToArray(), options);
        using var run = new RunOptions();
        float[] image = new float[784];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(image, [1, 1, 28, 28]);
        using OrtValue output = OrtValue.CreateTensorValueFromMemory(new float[scores.Length], [1, scores.Length]);

        double Ours() => Rounds.Seconds(() => Array.ForEach(images, pixels => plan.Predict(pixels, scores, 1))) / Images;
        double Peer() => Rounds.Seconds(() => Array.ForEach(images, pixels =>
        {
            pixels.CopyTo(image, 0);
            session.Run(run, ["input"], [input], ["output"], [output]);
        })) / Images;

        // The first calls are of code that is compiled anew while it runs.
        for (int i = 0; i < 3; i++)
        {
            _ = Ours() + Peer();
        }

        Rounds.Ratio($"one image on one thread, {name}, against ONNX Runtime", rounds, Ours, Peer, ("us", 1e6), 1);
    }

    private static float[] Pixels(LabeledImages images, int index)
    {
        float[] pixels = new float[784];
        images.CopyTo(index, pixels);
        return pixels;
    }
}
