using System.Text;
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
        int at = Choose(fields, ref random);
        if (fields.Count == 0 || random.Next(6) == 0)
        {
            PieceMutator.Mutate(fields, others, head: 1, ref random);
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

    /// <summary>The longer of two fields, so that the graph is met more often than the facts beside it.</summary>
    private static int Choose(List<byte[]> fields, ref SplitMix64 random)
    {
        int first = random.Next(fields.Count);
        int second = random.Next(fields.Count);
        return fields.Count == 0 || fields[first].Length > fields[second].Length ? first : second;
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
        bool isText = Ascii.IsValid(value) && !value.AsSpan().ContainsAnyInRange<byte>(0, 0x1F);
        if (!isText && ProtobufFields.IsLengthDelimited(field) && ProtobufFields.Split(value) is { Count: > 0 } within)
        {
            Mutate(within, ProtobufFields.Split(other.AsSpan(ProtobufFields.VarintLength(other))) ?? [], ref random);
            value = ProtobufFields.Join(within);
        }
        else
        {
            value = ByteMutator.Instance.Mutate(value, other, ref random);
            if (isText && random.Next(4) != 0)
            {
                MakeText(value);
            }
        }

        return [.. field.AsSpan(0, tag), .. value];
    }

    /// <summary>Of names that are not text the reader would see no more than that.</summary>
    private static void MakeText(Span<byte> bytes)
    {
        foreach (ref byte b in bytes)
        {
            b &= 0x7F;
        }
    }
}
