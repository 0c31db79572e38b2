using BenchmarkDotNet.Attributes;
using Emnist.Recognition.Networks;
using Emnist.Recognition.Networks.Inference;
using Emnist.Recognition.Training.Backpropagation;

namespace Emnist.Recognition.Benchmarks;

/// <summary>Whole networks: a prediction of one image and of many, and a training batch without its optimizer.</summary>
[MemoryDiagnoser]
public class NetworkBenchmarks : IDisposable
{
    private const int Many = 256;

    private InferencePlan _plan = null!;
    private TrainingGraph _graph = null!;
    private float[] _inputs = [];
    private float[] _outputs = [];

    [Params("vgg", "conv128", "separable", "mlp")]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        Network network = BenchmarkNetworks.Create(Network);
        _plan = network.ToInferencePlan();
        _graph = new TrainingGraph(network, Many, Environment.ProcessorCount, seed: 1);
        _inputs = new float[Many * network.InputShape.Length];
        _outputs = new float[Many * network.OutputShape.Length];
        Random random = new(1);
        foreach (ref float value in _inputs.AsSpan())
        {
            value = random.NextSingle();
        }

        _inputs.CopyTo(_graph.Input);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _graph.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void PredictOne() => _plan.Predict(_inputs, _outputs, 1);

    [Benchmark]
    public void PredictMany() => _plan.Predict(_inputs, _outputs, Many, new ParallelOptions());

    [Benchmark]
    public void TrainBatch()
    {
        _graph.Forward(Many);
        _graph.OutputGradient.Fill(1e-3f);
        _graph.Backward(Many);
    }
}
