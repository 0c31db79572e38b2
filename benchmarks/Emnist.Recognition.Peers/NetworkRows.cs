using System.Numerics.Tensors;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace Emnist.Recognition.Peers;

/// <summary>Networks on random images, against ONNX Runtime, and against OpenCV, in this process.</summary>
internal static class NetworkRows
{
    private const int Many = 256;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(0.25);

    private static readonly (string Key, string Title)[] Networks =
    [
        ("vgg", "VGG-like"), ("conv128", "EmnistConv128"), ("separable", "depthwise-separable"), ("mlp", "MnistMlp"),
        ("default", "embedded model"),
    ];

    public static void Run(int rounds)
    {
        foreach ((string key, string title) in Networks)
        {
            Compare($"{title}: one image, one thread, against ONNX Runtime", BenchmarkNetworks.Create(key), 1, threads: 1, rounds);
        }

        foreach ((string key, string title) in Networks)
        {
            Compare($"{title}: an image of 256, two threads, against ONNX Runtime", BenchmarkNetworks.Create(key), Many, threads: 2, rounds);
        }

        Cv2.SetNumThreads(1);
        foreach ((string key, string title) in Networks)
        {
            CompareWithOpenCv($"{title}: one image, one thread, against OpenCV", BenchmarkNetworks.Create(key), rounds);
        }
    }

    private static void Compare(string work, Network network, int count, int threads, int rounds)
    {
        using var session = new OnnxSession(network, count, threads);
        Fill(session.Input);
        Compare(work, network, session.Input, (count, threads), rounds, () =>
        {
            session.Run();
            return session.Output;
        });
    }

    private static void CompareWithOpenCv(string work, Network network, int rounds)
    {
        using Net net = CvDnn.ReadNetFromOnnx(OnnxSession.ToFile(network))!;
        float[] image = new float[network.InputShape.Length];
        Fill(image);
        using Mat input = Mat.FromPixelData([1, 1, 28, 28], MatType.CV_32F, image);
        Compare(work, network, image, (Count: 1, Threads: 1), rounds, () =>
        {
            net.SetInput(input);
            using Mat output = net.Forward();
            output.GetArray(out float[] scores);
            return scores;
        });
    }

    private static void Compare(
        string work, Network network, float[] images, (int Count, int Threads) extent, int rounds, Func<float[]> peer)
    {
        InferencePlan plan = network.ToInferencePlan();
        float[] scores = new float[extent.Count * network.OutputShape.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = extent.Threads };
        void Predict() => plan.Predict(images, scores, extent.Count, parallel);
        double Ours() => Repetition.Seconds(Time, Predict) / extent.Count;
        double Peer() => Repetition.Seconds(Time, () => _ = peer()) / extent.Count;

        // The first calls are of code that is compiled anew while it runs.
        for (int i = 0; i < 3; i++)
        {
            _ = Ours() + Peer();
        }

        float difference = TensorPrimitives.Distance(scores, peer()) / TensorPrimitives.Norm(scores);
        if (!(difference < 1e-3f))
        {
            throw new InvalidOperationException($"{work}: the scores differ by {difference} of their size.");
        }

        Rounds.Ratio(work, rounds, Ours, Peer, ("us", 1e6));
    }

    private static void Fill(float[] images)
    {
        var random = new Random(1);
        foreach (ref float value in images.AsSpan())
        {
            value = random.NextSingle();
        }
    }
}
