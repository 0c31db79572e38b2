using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages what JPEG's segments say, and the entropy-coded data that they lead to.</summary>
internal sealed class JpegMutator : IFileMutator
{
    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        int way = random.Next(3);
        if (way == 0)
        {
            return ByteMutator.Instance.Mutate(seed, other, ref random);
        }

        List<byte[]> parts = JpegSegments.Split(seed);
        if (way == 1)
        {
            MutateEntropyCoded(parts, ref random);
        }

        for (int steps = random.Next(4) + (way == 1 ? 0 : 1); steps > 0; steps--)
        {
            PieceMutator.Mutate(parts, JpegSegments.Split(other), JpegSegments.HeadLength, ref random);
        }

        return JpegSegments.Join(parts);
    }

    private static void MutateEntropyCoded(List<byte[]> parts, ref SplitMix64 random)
    {
        int[] places = [.. Enumerable.Range(0, parts.Count).Where(i => JpegSegments.IsEntropyCoded(parts[i]))];
        if (places.Length > 0)
        {
            int place = places[random.Next(places.Length)];
            byte[] mutated = ByteMutator.Instance.Mutate(parts[place], parts[place], ref random);
            parts[place] = random.Next(2) == 0 ? mutated : Stuff(mutated);
        }
    }

    /// <summary>Puts a zero after every 0xFF, so that no marker ends the data early.</summary>
    private static byte[] Stuff(byte[] bytes)
    {
        List<byte> stuffed = [];
        for (int i = 0; i < bytes.Length; i++)
        {
            stuffed.Add(bytes[i]);
            if (bytes[i] == 0xFF && (i + 1 == bytes.Length || bytes[i + 1] != 0))
            {
                stuffed.Add(0);
            }
        }

        return [.. stuffed];
    }
}
