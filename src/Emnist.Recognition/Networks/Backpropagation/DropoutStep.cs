using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Networks.Backpropagation;

/// <summary>
/// Dropout whose choices depend on the seed, the layer, the number of the batch and of the sample alone, so that the
/// pass back draws the same ones again, whichever thread it runs on.
/// </summary>
internal sealed class DropoutStep(NetworkLayer layer, float rate, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    private readonly ulong _seed = Mix((uint)context.Seed ^ (ulong)NameHash(layer.Name));
    private readonly ulong _threshold = (ulong)(rate * (double)(1UL << 32));
    private readonly float _scale = 1 / (1 - rate);
    private uint _batch;

    public override bool CanRunInPlace => true;

    public override void Forward(AlignedBuffer input, AlignedBuffer output, int count)
    {
        _batch++;
        base.Forward(input, output, count);
    }

    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) => Apply(sample, input, output);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        Apply(sample, outputGradient, inputGradient);

    private void Apply(int sample, ReadOnlySpan<float> source, Span<float> destination)
    {
        ulong stream = Mix(_seed ^ (((ulong)_batch << 32) | (uint)sample));
        for (int i = 0; i < source.Length; i += 2)
        {
            // Each 64-bit draw decides two values by its halves.
            ulong draw = Mix(stream + ((ulong)i * 0x9E3779B97F4A7C15));
            destination[i] = (uint)draw < _threshold ? 0 : source[i] * _scale;
            if (i + 1 < source.Length)
            {
                destination[i + 1] = draw >> 32 < _threshold ? 0 : source[i + 1] * _scale;
            }
        }
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static long NameHash(string name)
    {
        long hash = 17;
        foreach (char character in name)
        {
            hash = unchecked((hash * 1000003) + character);
        }

        return hash << 32;
    }
}
