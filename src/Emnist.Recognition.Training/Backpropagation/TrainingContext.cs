using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>What the steps of a <see cref="TrainingGraph"/> share.</summary>
internal sealed class TrainingContext(WorkerTeam team, int seed)
{
    /// <summary>
    /// Parts that a sum over the batch is split into. Fixed, so that the order of the additions, and with it every bit
    /// of the weights, is the same for any number of threads.
    /// </summary>
    public const int Slices = 8;

    /// <summary>Parts that work without sums is cut into: enough to even out threads that are held up.</summary>
    private const int MaxParts = 32;

    /// <summary>Values in a part below which handing it to another thread costs more than it saves.</summary>
    private const int MinPartLength = 4096;

    public WorkerTeam Team => team;

    public SimdKernels Simd { get; } = SimdKernels.Best;

    /// <summary>Seed of everything random in the layers.</summary>
    public int Seed => seed;

    /// <summary>The batch at hand, from 1: what is random in the layers is drawn anew for each.</summary>
    public uint Batch { get; set; }

    /// <summary>
    /// Whether batches go forward to measure the statistics of batch normalization for prediction: nothing is dropped then, as in
    /// prediction.
    /// </summary>
    public bool IsMeasuring { get; set; }

    /// <summary>How many parts to cut <paramref name="items"/> of <paramref name="itemLength"/> values into.</summary>
    public static int CountParts(int items, int itemLength) =>
        (int)Math.Clamp((long)items * itemLength / MinPartLength, 1, Math.Min(items, MaxParts));
}
