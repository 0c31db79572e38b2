using Emnist.Recognition.Networks;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Backpropagation;

/// <summary>
/// Dropout whose choices depend on the seed, the layer, the number of the batch and of the sample alone, so that the
/// pass back draws the same ones again, whichever thread it runs on.
/// </summary>
internal sealed class DropoutStep(NetworkLayer layer, float rate, TrainingContext context)
    : SampleStep(layer.InputShape.Length, layer.InputShape.Length, context)
{
    private readonly ulong _seed = SplitMix64.At((uint)context.Seed, NameHash(layer.Name));
    private readonly ulong _threshold = (ulong)(rate * (double)(1UL << 32));
    private readonly float _scale = 1 / (1 - rate);

    public override bool CanRunInPlace => true;

    protected override void ForwardSample(int sample, ReadOnlySpan<float> input, Span<float> output) => Apply(sample, input, output);

    protected override void BackwardSample(
        int sample, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient) =>
        Apply(sample, outputGradient, inputGradient);

    private void Apply(int sample, ReadOnlySpan<float> source, Span<float> destination)
    {
        ulong stream = SplitMix64.At(_seed, ((ulong)Batch << 32) | (uint)sample);
        for (int i = 0; i < source.Length; i += 2)
        {
            // Each 64-bit draw decides two values by its halves.
            ulong draw = SplitMix64.At(stream, (ulong)i);
            destination[i] = (uint)draw < _threshold ? 0 : source[i] * _scale;
            if (i + 1 < source.Length)
            {
                destination[i + 1] = draw >> 32 < _threshold ? 0 : source[i + 1] * _scale;
            }
        }
    }

    /// <summary>Fowler, Noll and Vo's FNV-1a; string.GetHashCode changes from run to run.</summary>
    private static ulong NameHash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in name)
        {
            hash = (hash ^ character) * 1099511628211;
        }

        return hash;
    }
}
