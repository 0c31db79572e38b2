namespace Emnist.Recognition.Fuzz;

/// <summary>Protobuf messages as their fields, each its tag and its value without the length.</summary>
internal static class ProtobufFields
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthDelimitedType = 2;
    private const int Fixed32Type = 5;

    /// <summary>Takes a message apart, or gives null where the bytes are none.</summary>
    public static List<byte[]>? Split(ReadOnlySpan<byte> message)
    {
        List<byte[]> fields = [];
        while (!message.IsEmpty)
        {
            int tag = VarintLength(message);
            if (tag == 0 || ValueLength(message, tag, out int prefix) is not { } length || length > message.Length - tag - prefix)
            {
                return null;
            }

            fields.Add([.. message[..tag], .. message.Slice(tag + prefix, length)]);
            message = message[(tag + prefix + length)..];
        }

        return fields;
    }

    /// <summary>Puts fields together, with the right lengths; what is no field any more is put in as it is.</summary>
    public static byte[] Join(IEnumerable<byte[]> fields)
    {
        List<byte> message = [];
        foreach (byte[] field in fields)
        {
            int tag = VarintLength(field);
            message.AddRange(field.AsSpan(0, tag));
            if (IsLengthDelimited(field))
            {
                AddVarint(message, (ulong)(field.Length - tag));
            }

            message.AddRange(field.AsSpan(tag));
        }

        return [.. message];
    }

    public static bool IsLengthDelimited(ReadOnlySpan<byte> field) => TypeOf(field) == LengthDelimitedType;

    public static bool IsNumber(ReadOnlySpan<byte> field) => TypeOf(field) == VarintType;

    public static void AddVarint(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    /// <summary>Bytes of the varint at the start; 0 where none ends.</summary>
    public static int VarintLength(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange<byte>(0, 0x7F) + 1;

    private static int TypeOf(ReadOnlySpan<byte> field) => field.IsEmpty ? -1 : field[0] & 7;

    private static int? ValueLength(ReadOnlySpan<byte> message, int tag, out int prefix)
    {
        ReadOnlySpan<byte> rest = message[tag..];
        prefix = 0;
        switch (TypeOf(message))
        {
            case VarintType:
                return VarintLength(rest) is > 0 and var length ? length : null;
            case Fixed64Type:
                return sizeof(ulong);
            case Fixed32Type:
                return sizeof(uint);
            case LengthDelimitedType:
                prefix = VarintLength(rest);
                return prefix is > 0 and <= 4 ? ReadVarint(rest[..prefix]) : null;
            default:
                return null;
        }
    }

    private static int ReadVarint(ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 7) | (bytes[i] & 0x7F);
        }

        return value;
    }
}
