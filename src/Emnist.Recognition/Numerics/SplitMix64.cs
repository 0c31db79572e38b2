using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>
/// Steele, Lea and Flood's SplitMix64 ("Fast splittable pseudorandom number generators", OOPSLA 2014): a few lines
/// whose numbers are the same on every machine and every version of .NET, which System.Random does not promise.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = seed;

    /// <summary>
    /// Number <paramref name="index"/> of the sequence of <paramref name="seed"/>, without those before it.
    /// </summary>
    public static ulong At(ulong seed, ulong index) => Mix(seed + ((index + 1) * Step));

    public ulong Next() => Mix(_state += Step);

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, even to within 2^-32; of a bound of 0 it is 0.</summary>
    public int Next(int bound)
    {
        Debug.Assert(bound >= 0);
        return (int)(((Next() >> 32) * (ulong)bound) >> 32);
    }

    /// <summary>A number from 0 to below 1, in steps of 2^-53.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher and Yates's shuffle.</summary>
    public void Shuffle(Span<int> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
