using System.Collections.Concurrent;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Inference;

/// <summary>
/// A network prepared for prediction by <see cref="Network.Compile"/>. Immutable, and safe to use from any number of
/// threads at once: each call takes a set of buffers of its own, which is kept for the next.
/// </summary>
public sealed class InferencePlan
{
    /// <summary>Samples that run through all steps together: enough to fill the kernels, few enough to stay in the cache.</summary>
    private const int ChunkSize = 16;

    private readonly PlanStep[] _steps;
    private readonly ConcurrentBag<Workspace> _workspaces = [];
    private readonly int _workspaceLength;
    private readonly int _scratchLength;

    internal InferencePlan(Network network, bool probabilities)
    {
        InputShape = network.InputShape;
        OutputShape = network.OutputShape;
        var builder = new PlanBuilder(InputShape.Length);
        foreach (NetworkLayer layer in network.Layers)
        {
            layer.Definition.AddTo(builder, layer);
        }

        if (probabilities && !network.EndsInSoftmax)
        {
            builder.Add(new SoftmaxPlanStep(OutputShape.Length, OutputShape.Channels));
        }

        _steps = [.. builder.Build()];
        _workspaceLength = checked(ChunkSize * _steps.Select(static step => step.OutputLength).Append(InputShape.Length).Max());
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
        for (int start = 0; start < count; start += ChunkSize)
        {
            int chunk = Math.Min(ChunkSize, count - start);
            inputs.Slice(start * InputShape.Length, chunk * InputShape.Length).CopyTo(workspace.Front.Span);
            Run(workspace, chunk, outputs[(start * OutputShape.Length)..]);
        }

        _workspaces.Add(workspace);
    }

    /// <summary>Runs the network over a batch of bytes, on the calling thread: 0 to 255 are taken as 0 to 1.</summary>
    /// <param name="inputs">[count, input shape], sample after sample.</param>
    /// <param name="outputs">[count, output shape], written; it may be longer.</param>
    /// <param name="count">Samples, 0 or more.</param>
    /// <exception cref="ArgumentException">A span is shorter than <paramref name="count"/> samples.</exception>
    public void Predict(ReadOnlySpan<byte> inputs, Span<float> outputs, int count)
    {
        ThrowIfShort(inputs.Length, outputs.Length, count);
        Workspace workspace = TakeWorkspace();
        for (int start = 0; start < count; start += ChunkSize)
        {
            int chunk = Math.Min(ChunkSize, count - start);
            ByteScaling.ToUnitInterval(inputs.Slice(start * InputShape.Length, chunk * InputShape.Length), workspace.Front.Span);
            Run(workspace, chunk, outputs[(start * OutputShape.Length)..]);
        }

        _workspaces.Add(workspace);
    }

    private void ThrowIfShort(int inputs, int outputs, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (inputs < (long)count * InputShape.Length)
        {
            throw new ArgumentException($"{count} samples of {InputShape} need {(long)count * InputShape.Length} values; there are {inputs}.", nameof(inputs));
        }

        if (outputs < (long)count * OutputShape.Length)
        {
            throw new ArgumentException($"{count} samples of {OutputShape} need room for {(long)count * OutputShape.Length} values; there is room for {outputs}.", nameof(outputs));
        }
    }

    private Workspace TakeWorkspace() => _workspaces.TryTake(out Workspace? workspace) ? workspace : new Workspace(_workspaceLength, _scratchLength);

    private void Run(Workspace workspace, int count, Span<float> outputs)
    {
        (AlignedBuffer input, AlignedBuffer other) = (workspace.Front, workspace.Back);
        foreach (PlanStep step in _steps)
        {
            if (step.InPlace)
            {
                step.Run(input, input, workspace.Scratch, count);
            }
            else
            {
                step.Run(input, other, workspace.Scratch, count);
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
