using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages an HDF5 file as bytes, and an archive in its parts.</summary>
internal sealed class KerasMutator : IFileMutator
{
    public static KerasMutator Instance { get; } = new();

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random) =>
        IsArchive(seed) && IsArchive(other)
            ? NpzMutator.Instance.Mutate(seed, other, ref random)
            : ByteMutator.Instance.Mutate(seed, other, ref random);

    private static bool IsArchive(byte[] file) => file.AsSpan().StartsWith("PK"u8);
}
