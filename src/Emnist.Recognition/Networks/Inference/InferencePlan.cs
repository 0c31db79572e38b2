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

    /// <summary>Floats that all buffers together may have, as long as one sample does not need more: those of eight chunks.</summary>
    private const int WorkspaceLength = 8 * ChunkLength;

    /// <summary>Samples beyond which a chunk fills the micro-kernels' tiles no better.</summary>
    private const int MaxChunkSize = 96;

    private readonly BufferedStep[] _steps;
    private readonly int _buffers;
    private readonly int _outputBuffer;

    /// <summary>The first step, where it can take the samples from where the caller has them.</summary>
    private readonly ConvolutionPlanStep? _first;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly int _chunkSize;
    private readonly int _workspaceLength;
    private readonly int _scratchLength;

    internal InferencePlan(IReadOnlyList<NetworkLayer> operations, bool addSoftmax, bool winograd)
        : this(operations, operations[^1].OutputShape, addSoftmax, winograd)
    {
    }

    /// <param name="operations">The operations, in topological order; the last gives the output.</param>
    /// <param name="outputShape">The shape in which the output is given, of as many values as the last operation makes.</param>
    /// <param name="addSoftmax">Whether a softmax over the output's channels ends the plan.</param>
    /// <param name="winograd">Whether convolutions may run by Winograd's filtering; false computes all directly.</param>
    internal InferencePlan(IReadOnlyList<NetworkLayer> operations, TensorShape outputShape, bool addSoftmax, bool winograd)
    {
        InputShape = operations[0].InputShape;
        OutputShape = outputShape;
        (IReadOnlyList<PlannedStep> steps, int output) = PlanCompiler.Compile(operations, addSoftmax ? outputShape : null, winograd);
        var buffers = new PlanBuffers(steps, output);
        _steps = [.. buffers.Steps];
        _buffers = buffers.Count;
        _outputBuffer = buffers.Output;
        _first = buffers.IsInputReadOnce ? _steps[0].Step as ConvolutionPlanStep : null;
        int widest = InputShape.Length;
        foreach ((PlanStep step, _, _) in _steps)
        {
            widest = Math.Max(widest, step.OutputLength);
            _scratchLength = Math.Max(_scratchLength, step.ScratchLength);
        }

        long most = Math.Min(ChunkLength / widest, WorkspaceLength / ((long)_buffers * widest));
        _chunkSize = (int)Math.Clamp(most, 1, MaxChunkSize);
        _workspaceLength = checked(_chunkSize * widest);
    }

    /// <summary>The shape of one sample on the way in.</summary>
    public TensorShape InputShape { get; }

    /// <summary>The shape of one sample on the way out.</summary>
    public TensorShape OutputShape { get; }

    /// <summary>Samples that are computed at once, and floats in all buffers for them.</summary>
    internal (int Samples, long BufferLength) Chunk => (_chunkSize, (long)_buffers * _workspaceLength);

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
            ByteScaling.ToUnitInterval(inputs.Slice(start * InputShape.Length, chunk * InputShape.Length), workspace.Input.Span);
            Run(0, workspace, chunk, outputs[(start * OutputShape.Length)..]);
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
        _workspaces.TryTake(out Workspace? workspace) ? workspace : new Workspace(_buffers, _workspaceLength, _scratchLength);

    private void Run(ReadOnlySpan<float> inputs, Workspace workspace, int count, Span<float> outputs)
    {
        if (_first is null)
        {
            inputs.CopyTo(workspace.Input.Span);
            Run(0, workspace, count, outputs);
            return;
        }

        _first.Run(inputs, workspace[_steps[0].Output], count);
        Run(1, workspace, count, outputs);
    }

    private void Run(int firstStep, Workspace workspace, int count, Span<float> outputs)
    {
        foreach (BufferedStep step in _steps.AsSpan(firstStep))
        {
            step.Step.Run(workspace[step.Input], workspace[step.Output], workspace.Scratch, count);
        }

        workspace[_outputBuffer].Span[..(count * OutputShape.Length)].CopyTo(outputs);
    }

    /// <summary>The buffers of the steps, the input's first, and one that a step works in.</summary>
    private sealed class Workspace(int buffers, int length, int scratchLength)
    {
        private readonly AlignedBuffer[] _buffers = [.. Enumerable.Range(0, buffers).Select(_ => new AlignedBuffer(length))];

        public AlignedBuffer Input => _buffers[0];

        public AlignedBuffer Scratch { get; } = new(scratchLength);

        public AlignedBuffer this[int buffer] => _buffers[buffer];
    }
}
