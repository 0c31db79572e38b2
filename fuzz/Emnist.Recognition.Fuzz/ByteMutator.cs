using System.Buffers.Binary;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Fuzz;

/// <summary>Damages bytes of which it knows nothing.</summary>
internal sealed class ByteMutator : IFileMutator
{
    /// <summary>Slices may be repeated over and over; a file of this length is not made longer.</summary>
    private const int MaxLength = 1 << 18;

    private static readonly byte[] EdgeBytes = [0, 1, 0x7F, 0x80, 0xFF];

    private static readonly uint[] EdgeNumbers =
        [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF];

    public static ByteMutator Instance { get; } = new();

    /// <inheritdoc/>
    public byte[] Mutate(byte[] seed, byte[] other, ref SplitMix64 random)
    {
        List<byte> bytes = [.. seed];
        for (int steps = 1 << random.Next(4); steps > 0; steps--)
        {
            Step(bytes, other, ref random);
        }

        return [.. bytes];
    }

    private static void Step(List<byte> bytes, byte[] other, ref SplitMix64 random)
    {
        if (bytes.Count == 0)
        {
            Insert(bytes, ref random);
            return;
        }

        int at = random.Next(bytes.Count);
        switch (random.Next(12))
        {
            case 0 or 1:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 or 3:
                bytes[at] = EdgeBytes[random.Next(EdgeBytes.Length)];
                break;
            case 4:
                bytes[at] = (byte)random.Next(256);
                break;
            case 5:
                bytes[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                break;
            case 6:
                SetNumber(bytes, at, ref random);
                break;
            case 7:
                bytes.RemoveRange(at, SliceLength(bytes.Count - at, ref random));
                break;
            case 8 when bytes.Count < MaxLength:
                List<byte> slice = bytes.GetRange(at, SliceLength(bytes.Count - at, ref random));
                bytes.InsertRange(random.Next(bytes.Count + 1), slice);
                break;
            case 9 when other.Length > 0:
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(random.Next(other.Length)));
                break;
            case 10:
                Insert(bytes, ref random);
                break;
            case 11 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
        }
    }

    private static void SetNumber(List<byte> bytes, int at, ref SplitMix64 random)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        uint value = EdgeNumbers[random.Next(EdgeNumbers.Length)];
        bool isShort = random.Next(2) == 0;
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(number, value);
            number = isShort ? number[..2] : number;
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(number, value);
            number = isShort ? number[2..] : number;
        }

        for (int i = 0; i < number.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = number[i];
        }
    }

    private static void Insert(List<byte> bytes, ref SplitMix64 random)
    {
        byte[] inserted = new byte[1 + random.Next(16)];
        for (int i = 0; i < inserted.Length; i++)
        {
            inserted[i] = (byte)random.Next(256);
        }

        bytes.InsertRange(random.Next(bytes.Count + 1), inserted);
    }

    /// <summary>Short more often than long, so that most of a file stays what it was.</summary>
    private static int SliceLength(int available, ref SplitMix64 random) =>
        1 + random.Next(Math.Min(available, 1 << random.Next(12)));
}
