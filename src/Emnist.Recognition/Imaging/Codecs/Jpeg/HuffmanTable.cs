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
}
