using System.Security.Cryptography;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages the description or the state in a training's checkpoint, and mends the checksum, without which neither would be read.</summary>
internal sealed class CheckpointMutator : IFileMutator
{
    private const int MagicLength = 8;

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        if (random.Next(16) == 0)
        {
            return ByteMutator.Instance.Mutate(seed, other, ref random);
        }

        using var reader = new BinaryReader(new MemoryStream(seed, MagicLength, seed.Length - MagicLength - SHA256.HashSizeInBytes));
        byte[] description = new byte[reader.Read7BitEncodedInt()];
        reader.ReadExactly(description);
        byte[] state = reader.ReadBytes(seed.Length);
        int length = description.Length;
        switch (random.Next(8))
        {
            case 0:
                description = TextMutator.Instance.Mutate(description, description, ref random);
                length = description.Length;
                break;
            case 1:
                length = (int)(random.Next() >> (32 + random.Next(32)));
                break;
            case 2 or 3:
                state = ByteMutator.Instance.Mutate(state, description, ref random);
                break;
            default:
                SetNumber(state, ref random);
                break;
        }

        using var damaged = new MemoryStream();
        using var writer = new BinaryWriter(damaged);
        writer.Write(seed.AsSpan(0, MagicLength));
        writer.Write7BitEncodedInt(length);
        writer.Write(description);
        writer.Write(state);
        byte[] content = damaged.ToArray();
        return [.. content, .. SHA256.HashData(content)];
    }

    /// <summary>A whole or a real number of the state becomes another: what is behind it is read as before.</summary>
    private static void SetNumber(byte[] state, ref SplitMix64 random)
    {
        int[] counts = [0, -1, 1, 2, 3, 100, int.MaxValue, int.MinValue];
        double[] values = [double.NaN, double.PositiveInfinity, double.MaxValue, double.MinValue, -1, 0, double.Epsilon];
        byte[] number = random.Next(3) switch
        {
            0 => BitConverter.GetBytes(counts[random.Next(counts.Length)]),
            1 => BitConverter.GetBytes((float)values[random.Next(values.Length)]),
            _ => BitConverter.GetBytes(values[random.Next(values.Length)]),
        };
        number.CopyTo(state, random.Next(state.Length - number.Length));
    }
}
