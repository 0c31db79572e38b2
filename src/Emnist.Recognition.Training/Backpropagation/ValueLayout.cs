using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// The buffers of a graph's values, for whole batches, and the passes that fill them. Value 0 is the batch, value i + 1 the output
/// of step i.
/// </summary>
internal sealed class ValueLayout
{
    private readonly List<StepPass> _passes = [];

    /// <summary>How often each value is taken.</summary>
    private readonly int[] _uses;

    /// <param name="inputLength">Values of a sample.</param>
    /// <param name="layers">The operations, in topological order.</param>
    /// <param name="steps">Their steps.</param>
    /// <param name="maxBatch">Samples in the largest batch.</param>
    public ValueLayout(int inputLength, NetworkLayer[] layers, TrainingStep[] steps, int maxBatch)
    {
        Steps = steps;
        Lengths = [inputLength, .. layers.Select(static layer => layer.OutputShape.Length)];
        Sources = [.. layers.Select(layer => layer.Sources.Select(source => Array.IndexOf(layers, source) + 1).ToArray())];
        Buffers = new AlignedBuffer[steps.Length + 1];
        Buffers[0] = new AlignedBuffer(checked(maxBatch * inputLength));
        _uses = new int[Buffers.Length];
        foreach (int value in Sources.SelectMany(static values => values))
        {
            _uses[value]++;
        }

        for (int i = 0; i < steps.Length; i++)
        {
            int overwritten = steps[i].CanRunInPlace ? Array.FindIndex(Sources[i], CanBeOverwritten) : -1;
            Buffers[i + 1] = overwritten >= 0
                ? Buffers[Sources[i][overwritten]]
                : new AlignedBuffer(checked(maxBatch * Lengths[i + 1]));
            AddPasses(i, overwritten);
        }
    }

    public TrainingStep[] Steps { get; }

    /// <summary>The length of each value, of one sample.</summary>
    public int[] Lengths { get; }

    /// <summary>For each step, the values that it takes.</summary>
    public int[][] Sources { get; }

    /// <summary>For each value, where it lies; a value that another is written over lies there as well.</summary>
    public AlignedBuffer[] Buffers { get; }

    /// <summary>The way forward.</summary>
    public IReadOnlyList<StepPass> Passes => _passes;

    /// <summary>
    /// A step may write over its input where nobody else takes it, and the way back reads it nowhere: neither in the step itself
    /// nor, as its output, in the step before. That saves a buffer of a whole batch, and the values are still in the cache. Over
    /// the batch's own samples, which the caller wrote, no step writes.
    /// </summary>
    private bool CanBeOverwritten(int value) => value > 0 && _uses[value] == 1 && !Steps[value - 1].NeedsOutput;

    /// <summary>An addition starts from one of its inputs, in its place or copied, and takes the others one by one.</summary>
    private void AddPasses(int step, int overwritten)
    {
        if (overwritten >= 0 && Steps[step].KeepsValues)
        {
            return;
        }

        AlignedBuffer output = Buffers[step + 1];
        bool sums = Steps[step] is AdditionStep;
        int first = Math.Max(overwritten, 0);
        if (sums && overwritten < 0)
        {
            _passes.Add(new ForwardPass(new IdentityStep(), Buffers[Sources[step][first]], output));
        }

        for (int i = 0; i < Sources[step].Length; i++)
        {
            if (!sums || i != first)
            {
                _passes.Add(new ForwardPass(Steps[step], Buffers[Sources[step][i]], output));
            }
        }
    }
}
