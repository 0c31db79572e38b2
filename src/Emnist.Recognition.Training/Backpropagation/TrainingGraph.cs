using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// A network laid out for training: its steps, their outputs for a whole batch, and two buffers between which the
/// gradient goes back. Everything is allocated once. A softmax at the end is left out, with the layers after it that keep
/// its values: the loss takes logits.
/// </summary>
internal sealed class TrainingGraph : IDisposable
{
    private readonly TrainingContext _context;
    private readonly TrainingStep[] _steps;
    private readonly AlignedBuffer[] _activations;
    private readonly AlignedBuffer[] _gradients;
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
        _inputLength = network.InputShape.Length;
        _activations = new AlignedBuffer[_steps.Length + 1];
        _activations[0] = new AlignedBuffer(checked(maxBatch * _inputLength));
        for (int i = 0; i < _steps.Length; i++)
        {
            // A step may write over its input where the way back reads it nowhere: neither in the step itself nor, as its
            // output, in the step before. That saves a buffer of a whole batch, and the values are still in the cache. Over
            // the batch's own samples, which the caller wrote, no step writes.
            bool inPlace = i > 0 && _steps[i].CanRunInPlace && !_steps[i - 1].NeedsOutput;
            _activations[i + 1] = inPlace ? _activations[i] : new AlignedBuffer(checked(maxBatch * layers[i].OutputShape.Length));
        }

        int widest = layers.Select(static layer => layer.OutputShape.Length).Append(network.OutputShape.Length).Max();
        _gradients = [new AlignedBuffer(checked(maxBatch * widest)), new AlignedBuffer(checked(maxBatch * widest))];
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
    public Span<float> Input => _activations[0].Span;

    /// <summary>The logits of the last batch, [batch, classes].</summary>
    public ReadOnlySpan<float> Output => _activations[^1].Span;

    /// <summary>Where the caller writes the loss's gradient by the logits before <see cref="Backward"/>.</summary>
    public Span<float> OutputGradient => _gradients[0].Span;

    /// <summary>Takes bytes 0 to 255 as a sample's values 0 to 1.</summary>
    public void SetInput(int sample, ReadOnlySpan<byte> values) => ByteScaling.ToUnitInterval(values, Input[(sample * _inputLength)..]);

    /// <summary>Runs the first <paramref name="count"/> samples forward.</summary>
    public void Forward(int count)
    {
        _context.Batch++;
        Run(_steps.Length, count);
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

        int end = Array.IndexOf(_steps, measured[^1]) + 1;
        Array.ForEach(measured, static step => step.StartMeasuring());
        _context.IsMeasuring = true;
        try
        {
            foreach (int count in batches)
            {
                Run(end, count);
            }
        }
        finally
        {
            _context.IsMeasuring = false;
        }

        Array.ForEach(measured, static step => step.TakeMeasured());
    }

    /// <summary>Fills <see cref="Gradients"/> from <see cref="OutputGradient"/>.</summary>
    public void Backward(int count)
    {
        (AlignedBuffer gradient, AlignedBuffer other) = (_gradients[0], _gradients[1]);
        for (int i = _steps.Length - 1; i >= 0; i--)
        {
            // Nothing before the first step needs a gradient. A step in place needs no other buffer here either: once it has
            // passed a gradient on, nobody reads it again.
            AlignedBuffer? inputGradient = i == 0 ? null : _steps[i].CanRunInPlace ? gradient : other;
            _steps[i].Backward(_activations[i], _activations[i + 1], gradient, inputGradient, count);
            if (inputGradient == other)
            {
                (gradient, other) = (other, gradient);
            }
        }
    }

    public void Dispose() => Team.Dispose();

    private void Run(int steps, int count)
    {
        for (int i = 0; i < steps; i++)
        {
            _steps[i].Forward(_activations[i], _activations[i + 1], count);
        }
    }
}
