using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A network laid out for training: its steps, their outputs for a whole batch, and the buffers in which the gradient goes back.
/// Everything is allocated once. A softmax at the end is left out, with the layers after it that keep its values: the loss takes
/// logits.
/// </summary>
internal sealed class TrainingGraph : IDisposable
{
    private readonly TrainingContext _context;
    private readonly TrainingStep[] _steps;
    private readonly GraphPass[] _forward;
    private readonly GraphPass[] _backward;
    private readonly AlignedBuffer _input;
    private readonly AlignedBuffer _output;
    private readonly AlignedBuffer _outputGradient;
    private readonly int _inputLength;

    /// <param name="network">The network, whose parameters the graph reads at each batch.</param>
    /// <param name="maxBatch">Samples in the largest batch.</param>
    /// <param name="threads">Threads that share the work; no result depends on it.</param>
    /// <param name="seed">Seed of the layers' random choices.</param>
    public TrainingGraph(Network network, int maxBatch, int threads, int seed)
    {
        MaxBatch = maxBatch;
        _context = new TrainingContext(new WorkerTeam(threads), seed);
        NetworkLayer[] layers = [.. network.OperationsToLogits];
        _steps = [.. layers.Select(layer => TrainingSteps.Create(layer, _context))];
        TakeRectifiersIn(layers, _steps);
        _inputLength = network.InputShape.Length;
        var values = new ValueLayout(network.InputShape.Length, layers, _steps, maxBatch);
        _forward = SamplePasses.Join(values.Passes, _context);
        (_input, _output) = (values.Buffers[0], values.Buffers[^1]);
        int widest = layers.Select(static layer => layer.OutputShape.Length).Append(network.OutputShape.Length).Max();
        var gradients = new GradientLayout(values, _context, checked(maxBatch * widest));
        _backward = SamplePasses.Join(gradients.Passes, _context);
        _outputGradient = gradients.OutputGradient;
        Gradients = [.. _steps.SelectMany(static step => step.Gradients)];
    }

    public int MaxBatch { get; }

    /// <summary>The threads, for the caller's own work between the passes.</summary>
    public WorkerTeam Team => _context.Team;

    /// <summary>Batches that went forward, also those of an earlier graph that this one goes on from.</summary>
    public uint Batch
    {
        get => _context.Batch;
        set => _context.Batch = value;
    }

    /// <summary>The trainable parameters with their gradients of the last batch.</summary>
    public IReadOnlyList<ParameterGradient> Gradients { get; }

    /// <summary>The batch's samples, [batch, input shape], written before <see cref="Forward"/>.</summary>
    public Span<float> Input => _input.Span;

    /// <summary>The logits of the last batch, [batch, classes].</summary>
    public ReadOnlySpan<float> Output => _output.Span;

    /// <summary>Where the caller writes the loss's gradient by the logits before <see cref="Backward"/>.</summary>
    public Span<float> OutputGradient => _outputGradient.Span;

    /// <summary>Takes bytes 0 to 255 as a sample's values 0 to 1.</summary>
    public void SetInput(int sample, ReadOnlySpan<byte> values) => ByteScaling.ToUnitInterval(values, Input[(sample * _inputLength)..]);

    /// <summary>Runs the first <paramref name="count"/> samples forward.</summary>
    public void Forward(int count)
    {
        _context.Batch++;
        Run(_forward, count);
    }

    /// <summary>
    /// Measures the moving averages of batch normalization anew, with the weights that the network has, where an epoch has too
    /// few batches for them to follow.
    /// </summary>
    /// <param name="batchesAnEpoch">The batches of an epoch.</param>
    /// <param name="batches">Writes the samples of one batch after another to <see cref="Input"/>, and gives their counts.</param>
    public void MeasureStatistics(int batchesAnEpoch, IEnumerable<int> batches)
    {
        BatchNormalizationStep[] measured =
            [.. _steps.OfType<BatchNormalizationStep>().Where(step => step.NeedsMeasuring(batchesAnEpoch))];
        if (measured.Length == 0)
        {
            return;
        }

        int end = Array.FindIndex(_forward, pass => pass is StepPass { Step: var step } && step == measured[^1]) + 1;
        Array.ForEach(measured, static step => step.StartMeasuring());
        _context.IsMeasuring = true;
        try
        {
            foreach (int count in batches)
            {
                Run(_forward.AsSpan(0, end), count);
            }
        }
        finally
        {
            _context.IsMeasuring = false;
        }

        Array.ForEach(measured, static step => step.TakeMeasured());
    }

    /// <summary>Fills <see cref="Gradients"/> from <see cref="OutputGradient"/>.</summary>
    public void Backward(int count) => Run(_backward, count);

    public void Dispose() => Team.Dispose();

    /// <summary>Leaves the way forward of a ReLU to the step before it where that can, and nobody else takes its output.</summary>
    private static void TakeRectifiersIn(NetworkLayer[] layers, TrainingStep[] steps)
    {
        for (int i = 0; i < layers.Length; i++)
        {
            if (steps[i] is ReluStep relu && layers[i].Sources is [{ } source] && Array.IndexOf(layers, source) is >= 0 and int before
                && steps[before] is IRectifier rectifier && layers.Count(layer => layer.Sources.Contains(source)) == 1)
            {
                (rectifier.Rectifies, relu.IsDone) = (true, true);
            }
        }
    }

    private static void Run(ReadOnlySpan<GraphPass> passes, int count)
    {
        foreach (GraphPass pass in passes)
        {
            pass.Run(count);
        }
    }
}
