using System.Collections.Concurrent;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// A network prepared for prediction by <see cref="Network.ToInferencePlan"/>. Immutable, and safe to use from any
/// number of threads at once: each call takes a set of buffers of its own, which is kept for the next.
/// </summary>
/// <remarks>
/// Inputs are not checked: where one is NaN, so are the outputs of its sample that depend on it at least, and all of them
/// where the network ends in a softmax. Other samples stay as they are.
/// </remarks>
/// <example>
/// <code>
/// InferencePlan plan = network.ToInferencePlan();
/// float[] images = new float[100 * plan.InputShape.Length]; // pixels in 0 to 1, image after image
/// float[] outputs = new float[100 * plan.OutputShape.Length];
/// plan.Predict(images, outputs, count: 100);
/// </code>
/// </example>
public sealed class InferencePlan
{
    /// <summary>
    /// Floats of the widest step's output that a chunk of samples may have: few enough to stay in the caches, many enough
    /// that the weights are fetched for several samples at once.
    /// </summary>
    private const int ChunkLength = 1 << 19;

    /// <summary>Samples beyond which a chunk fills the micro-kernels' tiles no better.</summary>
    private const int MaxChunkSize = 96;

    private readonly PlanStep[] _steps;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly int _chunkSize;
    private readonly int _workspaceLength;
    private readonly int _scratchLength;

    internal InferencePlan(IReadOnlyList<NetworkLayer> layers, bool addSoftmax, bool winograd)
    {
        InputShape = layers[0].InputShape;
        OutputShape = layers[^1].OutputShape;
        var compiler = new PlanCompiler(InputShape.Length, winograd);
        foreach (NetworkLayer layer in layers)
        {
            compiler.Add(layer);
        }

        if (addSoftmax)
        {
            compiler.AddSoftmax(OutputShape.Length, OutputShape.Channels);
        }

        _steps = [.. compiler.Build()];
        int widest = _steps.Select(static step => step.OutputLength).Append(InputShape.Length).Max();
        _chunkSize = Math.Clamp(ChunkLength / widest, 1, MaxChunkSize);
        _workspaceLength = checked(_chunkSize * widest);
        _scratchLength = _steps.Select(static step => step.ScratchLength).Append(0).Max();
    }

    /// <summary>The shape of one sample on the way in.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of one sample on the way out.</summary>
    public TensorShape OutputShape { get; }

    /// <summary>Runs the network over a batch, on the calling thread.</summary>
    /// <param name="inputs">[count, input shape], sample after sample.</param>
    /// <param name="outputs">[count, output shape], written; it may be longer, and may not overlap <paramref name="inputs"/>.</param>
    /// <param name="count">Samples, 0 or more.</param>
    /// <exception cref="ArgumentException">A span is shorter than <paramref name="count"/> samples.</exception>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs, int count)
    {
        ThrowIfShort(inputs.Length, outputs.Length, count);
        Workspace workspace = TakeWorkspace();
        for (int start = 0; start < count; start += _chunkSize)
        {
            int chunk = Math.Min(_chunkSize, count - start);
            ReadOnlySpan<float> samples = inputs.Slice(start * InputShape.Length, chunk * InputShape.Length);
            Run(samples, workspace, chunk, outputs[(start * OutputShape.Length)..]);
        }

        _workspaces.Add(workspace);
    }

    /// <summary>Runs the network over a batch, shared out over threads.</summary>
    /// <param name="inputs">[count, input shape], sample after sample.</param>
    /// <param name="outputs">
    /// [count, output shape], written in the order of the inputs; it may be longer, and may not overlap
    /// <paramref name="inputs"/>.
    /// </param>
    /// <param name="count">Samples, 0 or more.</param>
    /// <param name="parallel">
    /// How many threads take part, and what stops them. Results depend on their number in the last digits at most.
    /// </param>
    /// <exception cref="ArgumentException">A block is shorter than <paramref name="count"/> samples.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; some of the outputs may be written.</exception>
    public void Predict(ReadOnlyMemory<float> inputs, Memory<float> outputs, int count, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(parallel);
        ThrowIfShort(inputs.Length, outputs.Length, count);
        ForEachPiece(count, parallel, (start, length) => Predict(
            inputs.Span.Slice(start * InputShape.Length, length * InputShape.Length),
            outputs.Span[(start * OutputShape.Length)..],
            length));
    }

    /// <summary>Runs the network over a batch of bytes, on the calling thread: 0 to 255 are taken as 0 to 1.</summary>
    /// <param name="inputs">[count, input shape], sample after sample.</param>
    /// <param name="outputs">[count, output shape], written; it may be longer.</param>
    /// <param name="count">Samples, 0 or more.</param>
    /// <exception cref="ArgumentException">A span is shorter than <paramref name="count"/> samples.</exception>
    public void PredictBytes(ReadOnlySpan<byte> inputs, Span<float> outputs, int count)
    {
        ThrowIfShort(inputs.Length, outputs.Length, count);
        Workspace workspace = TakeWorkspace();
        for (int start = 0; start < count; start += _chunkSize)
        {
            int chunk = Math.Min(_chunkSize, count - start);
            ByteScaling.ToUnitInterval(inputs.Slice(start * InputShape.Length, chunk * InputShape.Length), workspace.Front.Span);
            Run(workspace.Front, workspace.Back, 0, workspace, chunk, outputs[(start * OutputShape.Length)..]);
        }

        _workspaces.Add(workspace);
    }

    /// <summary>Runs the network over a batch of bytes, shared out over threads: 0 to 255 are taken as 0 to 1.</summary>
    /// <param name="inputs">[count, input shape], sample after sample.</param>
    /// <param name="outputs">[count, output shape], written in the order of the inputs; it may be longer.</param>
    /// <param name="count">Samples, 0 or more.</param>
    /// <param name="parallel">
    /// How many threads take part, and what stops them. Results depend on their number in the last digits at most.
    /// </param>
    /// <exception cref="ArgumentException">A block is shorter than <paramref name="count"/> samples.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; some of the outputs may be written.</exception>
    public void PredictBytes(ReadOnlyMemory<byte> inputs, Memory<float> outputs, int count, ParallelOptions parallel)
    {
        ArgumentNullException.ThrowIfNull(parallel);
        ThrowIfShort(inputs.Length, outputs.Length, count);
        ForEachPiece(count, parallel, (start, length) => PredictBytes(
            inputs.Span.Slice(start * InputShape.Length, length * InputShape.Length),
            outputs.Span[(start * OutputShape.Length)..],
            length));
    }

    /// <summary>The shapes, such as <c>InferencePlan [28, 28, 1] -> [47]</c>.</summary>
    public override string ToString() => $"{nameof(InferencePlan)} {InputShape} -> {OutputShape}";

    /// <summary>As many pieces for every thread, none longer than a chunk.</summary>
    private void ForEachPiece(int count, ParallelOptions parallel, Action<int, int> predict)
    {
        parallel.CancellationToken.ThrowIfCancellationRequested();
        int threads = parallel.MaxDegreeOfParallelism == -1 ? Environment.ProcessorCount : parallel.MaxDegreeOfParallelism;
        if (threads == 1 || count <= 1)
        {
            for (int start = 0; start < count; start += _chunkSize)
            {
                parallel.CancellationToken.ThrowIfCancellationRequested();
                predict(start, Math.Min(_chunkSize, count - start));
            }

            return;
        }

        long share = Math.Max(1, (count + (long)threads - 1) / threads);
        int pieces = (int)Math.Min(count, threads * ((share + _chunkSize - 1) / _chunkSize));
        ParallelWork.Run(() => Parallel.For(0, pieces, parallel, piece =>
        {
            (int start, int length) = Partition.Range(count, pieces, piece);
            predict(start, length);
        }));
    }

    private void ThrowIfShort(int inputs, int outputs, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (inputs < (long)count * InputShape.Length)
        {
            throw new ArgumentException(
                $"{count} samples of {InputShape} need {(long)count * InputShape.Length} values; there are {inputs}.", nameof(inputs));
        }

        if (outputs < (long)count * OutputShape.Length)
        {
            throw new ArgumentException(
                $"{count} samples of {OutputShape} need room for {(long)count * OutputShape.Length} values; there is room for {outputs}.",
                nameof(outputs));
        }
    }

    private Workspace TakeWorkspace() =>
        _workspaces.TryTake(out Workspace? workspace) ? workspace : new Workspace(_workspaceLength, _scratchLength);

    private void Run(ReadOnlySpan<float> inputs, Workspace workspace, int count, Span<float> outputs)
    {
        if (_steps.Length > 0 && _steps[0] is ConvolutionPlanStep first)
        {
            first.Run(inputs, workspace.Back, count);
            Run(workspace.Back, workspace.Front, 1, workspace, count, outputs);
            return;
        }

        inputs.CopyTo(workspace.Front.Span);
        Run(workspace.Front, workspace.Back, 0, workspace, count, outputs);
    }

    private void Run(AlignedBuffer input, AlignedBuffer other, int firstStep, Workspace workspace, int count, Span<float> outputs)
    {
        for (int i = firstStep; i < _steps.Length; i++)
        {
            PlanStep step = _steps[i];
            step.Run(input, step.InPlace ? input : other, workspace.Scratch, count);
            if (!step.InPlace)
            {
                (input, other) = (other, input);
            }
        }

        input.Span[..(count * OutputShape.Length)].CopyTo(outputs);
    }

    /// <summary>Two buffers between which the steps go back and forth, and one that a step works in.</summary>
    private sealed class Workspace(int length, int scratchLength)
    {
        public AlignedBuffer Front { get; } = new(length);

        public AlignedBuffer Back { get; } = new(length);

        public AlignedBuffer Scratch { get; } = new(scratchLength);
    }
}
