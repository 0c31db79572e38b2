using Emnist.Recognition.Networks;
using Emnist.Recognition.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Emnist.Recognition.Peers;

/// <summary>A network of ours in ONNX Runtime, whose input and output stay where they are from call to call.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtValue _input;
    private readonly OrtValue _output;

    public OnnxSession(Network network, int count, int threads)
    {
        int classes = network.OutputShape.Length;
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        _session = new InferenceSession(ToFile(network), options);
        Input = new float[count * network.InputShape.Length];
        Output = new float[count * classes];
        _input = OrtValue.CreateTensorValueFromMemory(Input, [count, 1, 28, 28]);
        _output = OrtValue.CreateTensorValueFromMemory(Output, [count, classes]);
    }

    /// <summary>[count, 1, 28, 28], 0 to 1.</summary>
    public float[] Input { get; }

    /// <summary>[count, classes]: logits.</summary>
    public float[] Output { get; }

    public static byte[] ToFile(Network network)
    {
        using var file = new MemoryStream();
        new OnnxModel(network, [.. Enumerable.Range(0, network.OutputShape.Length).Select(static i => $"{i}")]).Save(file);
        return file.ToArray();
    }

    public void Run() => _session.Run(_run, _session.InputNames, [_input], _session.OutputNames, [_output]);

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
        _run.Dispose();
        _session.Dispose();
    }
}
