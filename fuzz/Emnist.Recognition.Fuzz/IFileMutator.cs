using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages a sound file. Implementations keep no state: the random numbers alone decide.</summary>
internal interface IFileMutator
{
    /// <summary>Makes a damaged copy.</summary>
    /// <param name="seed">A sound file.</param>
    /// <param name="other">Another of the format, or the same, to take parts from.</param>
    /// <param name="random">Where every choice comes from.</param>
    byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random);
}
