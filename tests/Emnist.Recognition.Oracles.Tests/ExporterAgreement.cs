using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.Oracles.Tests;

/// <summary>A model file as ONNX Runtime runs it, beside what the library reads of it.</summary>
internal static class ExporterAgreement
{
    public const float Tolerance = 1e-4f;

    /// <summary>Loads the file and asserts that both give the same outputs for random images.</summary>
    public static OnnxModel AssertAgrees(byte[] file, string name, bool isLogarithm = false) =>
        AssertAgrees(() => OnnxModel.Load(new MemoryStream(file)), options => new InferenceSession(file, options), name, isLogarithm);

    public static OnnxModel AssertAgrees(string path, bool isLogarithm = false) =>
        AssertAgrees(() => OnnxModel.Load(path), options => new InferenceSession(path, options), Path.GetFileName(path), isLogarithm);

    private static OnnxModel AssertAgrees(
        Func<OnnxModel> load, Func<SessionOptions, InferenceSession> open, string name, bool isLogarithm)
    {
        OnnxModel model = load();
        TensorShape shape = model.Network.InputShape;
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = open(options);
        int count = model.LoadedAs!.BatchSize ?? 3;
        var random = new Random(name.Length);
        float[] pixels = [.. Enumerable.Range(0, count * shape.Length).Select(_ => MathF.Round(255 * random.NextSingle()))];
        float[] expected = Run(session, shape, pixels, count, model.LoadedAs.InputMaximum);
        if (isLogarithm)
        {
            expected = [.. expected.Select(MathF.Exp)];
        }

        float difference = OnnxRuntimeTests.Difference(expected, model.Network.Predict([.. pixels.Select(static pixel => pixel / 255)]));
        Assert.True(difference <= Tolerance, $"{name}: off by {difference}.\n{model.Network.Summary()}");
        Assert.True(expected.Distinct().Count() > 1, $"{name}: all outputs are the same, which proves nothing.");
        return model;
    }

    /// <param name="session">The file.</param>
    /// <param name="shape">The network's input.</param>
    /// <param name="pixels">[count, height, width, channels], 0 to 255.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="maximum">What the file takes for 255.</param>
    private static float[] Run(InferenceSession session, TensorShape shape, float[] pixels, int count, int maximum)
    {
        NodeMetadata input = session.InputMetadata.Values.Single();
        bool isChannelsFirst = input.Dimensions.Length == 4 && input.Dimensions[^1] != shape.Channels;
        float[] values = isChannelsFirst || shape.Channels > 1 ? OnnxRuntimeSession.ChannelsFirst(pixels, shape, count) : pixels;
        long[] sizes = [count, .. Sizes(input.Dimensions, shape)];
        using OrtValue tensor = input.ElementType == typeof(byte)
            ? OrtValue.CreateTensorValueFromMemory([.. values.Select(static value => (byte)value)], sizes)
            : input.ElementType == typeof(double)
                ? OrtValue.CreateTensorValueFromMemory([.. values.Select(value => (double)value * maximum / 255)], sizes)
                : input.ElementType == typeof(Float16)
                    ? OrtValue.CreateTensorValueFromMemory([.. values.Select(value => (Float16)(value * maximum / 255))], sizes)
                    : OrtValue.CreateTensorValueFromMemory([.. values.Select(value => value * maximum / 255)], sizes);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, session.InputNames, [tensor], session.OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The sizes after the batch; those that are open are the network's.</summary>
    private static IEnumerable<long> Sizes(int[] dimensions, TensorShape shape) => dimensions.Length switch
    {
        _ when dimensions.Skip(1).All(static size => size > 0) => dimensions.Skip(1).Select(static size => (long)size),
        2 => [shape.Length],
        3 => [shape.Height, shape.Width],
        _ => dimensions[^1] == 1 && shape.Width > 1 ? [shape.Height, shape.Width, 1] : [shape.Channels, shape.Height, shape.Width],
    };
}
