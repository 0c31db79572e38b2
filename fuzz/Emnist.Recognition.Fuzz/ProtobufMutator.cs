using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages a protobuf message at any depth and sets the lengths of all that hold it right.</summary>
internal sealed class ProtobufMutator : IFileMutator
{
    private static readonly ulong[] EdgeNumbers =
        [0, 1, 2, 3, 7, 127, 128, 255, 4096, 65_535, 1UL << 24, int.MaxValue, 1UL << 31, uint.MaxValue, long.MaxValue, 1UL << 63, ulong.MaxValue];

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        if (random.Next(5) == 0)
        {
            return ByteMutator.Instance.Mutate(seed, other, ref random);
        }

        for (int steps = 1 << random.Next(3); steps > 0; steps--)
        {
            if (ProtobufFields.Split(seed) is { } fields)
            {
                Mutate(fields, ProtobufFields.Split(other)!, ref random);
                seed = ProtobufFields.Join(fields);
            }
        }

        return seed;
    }

    private static void Mutate(List<byte[]> fields, List<byte[]> others, ref SplitMix64 random)
    {
        int at = random.Next(Math.Max(1, fields.Count));
        if (fields.Count == 0 || random.Next(4) == 0)
        {
            PieceMutator.Mutate(fields, others, ref random);
        }
        else if (ProtobufFields.IsNumber(fields[at]))
        {
            fields[at] = SetNumber(fields[at], ref random);
        }
        else
        {
            fields[at] = MutateWithin(fields[at], others, ref random);
        }
    }

    private static byte[] SetNumber(byte[] field, ref SplitMix64 random)
    {
        List<byte> changed = [.. field.AsSpan(0, ProtobufFields.VarintLength(field))];
        ProtobufFields.AddVarint(changed, EdgeNumbers[random.Next(EdgeNumbers.Length)]);
        return [.. changed];
    }

    /// <summary>Goes down into a field that holds a message; changes the bytes of another.</summary>
    private static byte[] MutateWithin(byte[] field, List<byte[]> others, ref SplitMix64 random)
    {
        int tag = ProtobufFields.VarintLength(field);
        byte[] value = field[tag..];
        byte[] other = others.Count > 0 ? others[random.Next(others.Count)] : [];
        if (ProtobufFields.IsLengthDelimited(field) && ProtobufFields.Split(value) is { Count: > 0 } within)
        {
            Mutate(within, ProtobufFields.Split(other.AsSpan(ProtobufFields.VarintLength(other))) ?? [], ref random);
            value = ProtobufFields.Join(within);
        }
        else
        {
            value = ByteMutator.Instance.Mutate(value, other, ref random);
        }

        return [.. field.AsSpan(0, tag), .. value];
    }
}
