namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>A Huffman code (T.81, annex C), with the short codes in a table.</summary>
internal sealed class HuffmanTable
{
    /// <summary>Codes up to this length are found in one step.</summary>
    public const int LookupBits = 9;

    /// <summary>The longest code.</summary>
    public const int LongestCode = 16;

    /// <summary>A code's length in the high byte and its symbol in the low; 0 where the code is longer.</summary>
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    /// <summary>
    /// A code with the value after it, where both together are short: the value above, then the symbol, then the bits of both, a byte
    /// each; 0 where they are longer. Made when it is first needed: a file may define any number of tables.
    /// </summary>
    private int[]? _values;

    /// <summary>For each length the first code that is too large for it, in the high bits of 16.</summary>
    private readonly int[] _limit = new int[LongestCode + 2];

    /// <summary>For each length the index of its first symbol less its first code.</summary>
    private readonly int[] _offset = new int[LongestCode + 1];

    private readonly byte[] _symbols;

    /// <summary>Builds the code.</summary>
    /// <param name="counts">The number of codes of each length from 1 to 16.</param>
    /// <param name="symbols">The symbols, shortest codes first.</param>
    /// <exception cref="ArgumentException">There are more codes of a length than fit.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            _offset[length] = index - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, index++)
            {
                if (code >= 1 << length)
                {
                    throw new ArgumentException($"There are too many codes of {length} bits.", nameof(counts));
                }

                if (length <= LookupBits)
                {
                    int first = code << (LookupBits - length);
                    _lookup.AsSpan(first, 1 << (LookupBits - length)).Fill((ushort)((length << 8) | symbols[index]));
                }
            }

            _limit[length] = code << (LongestCode - length);
            code <<= 1;
        }

        _limit[LongestCode + 1] = int.MaxValue;
    }

    /// <summary>The signed value that bits stand for (T.81, F.2.2.1: EXTEND).</summary>
    /// <param name="bits">The bits.</param>
    /// <param name="size">How many, from 0 on.</param>
    public static int Extend(int bits, int size) => size > 0 && bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;

    /// <summary>Finds a short code and the value after it, as long as the symbol's lower four bits say.</summary>
    /// <param name="bits">The next bits, <see cref="LookupBits"/> of them, the first one highest.</param>
    /// <param name="symbol">The code's symbol.</param>
    /// <param name="value">The value.</param>
    /// <returns>The bits of both; 0 where they are longer.</returns>
    public int FindWithValue(int bits, out int symbol, out int value)
    {
        int entry = (_values ??= WithValues())[bits];
        symbol = (entry >> 8) & 0xFF;
        value = entry >> 16;
        return entry & 0xFF;
    }

    /// <summary>Finds the code at the head of the next 16 bits.</summary>
    /// <param name="bits">The bits, the first one highest.</param>
    /// <param name="length">The code's length; above 16 where no code begins so.</param>
    /// <returns>Its symbol.</returns>
    public int Find(int bits, out int length)
    {
        int entry = _lookup[bits >> (LongestCode - LookupBits)];
        if (entry != 0)
        {
            length = entry >> 8;
            return (byte)entry;
        }

        length = LookupBits + 1;
        while (bits >= _limit[length])
        {
            length++;
        }

        return length > LongestCode ? 0 : _symbols[(bits >> (LongestCode - length)) + _offset[length]];
    }

    private int[] WithValues()
    {
        int[] values = new int[1 << LookupBits];
        for (int bits = 0; bits < values.Length; bits++)
        {
            (int length, byte symbol) = (_lookup[bits] >> 8, (byte)_lookup[bits]);
            int size = symbol & 15;
            int left = LookupBits - length - size;
            if (length > 0 && left >= 0)
            {
                int value = Extend((bits >> left) & ((1 << size) - 1), size);
                values[bits] = (value << 16) | (symbol << 8) | (length + size);
            }
        }

        return values;
    }
}
