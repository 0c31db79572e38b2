using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>The files that a seed number stands for.</summary>
internal static class MutatedInputs
{
    /// <summary>Damaged files, each made as it is asked for and the same on every machine.</summary>
    public static IEnumerable<byte[]> Of(FuzzTarget target, int seed, int count) =>
        Enumerable.Range(0, count).Select(index => Make(target, SplitMix64.At((uint)seed, (uint)index)));

    private static byte[] Make(FuzzTarget target, ulong seed)
    {
        var random = new SplitMix64(seed);
        byte[] file = target.Seeds[random.Next(target.Seeds.Count)];
        byte[] other = target.Seeds[random.Next(target.Seeds.Count)];
        return target.Mutator.Mutate(file, other, ref random);
    }
}
