using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>The bits of entropy-coded data, without the zero bytes stuffed after FF (T.81, F.1.2.3).</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> file, int position)
{
    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = position;

    /// <summary>The next bits, the first one highest.</summary>
    private ulong _bits = 0;

    /// <summary>How many of them there are, and how many of these at the end are made up because the data ended.</summary>
    private int _count = 0;
    private int _madeUp = 0;

    /// <summary>The byte after those taken in so far; a marker's FF where the data have ended.</summary>
    public readonly int Position => _position;

    /// <summary>Whether bits were read that are not there.</summary>
    public readonly bool IsPastEnd => _count < _madeUp;

    /// <summary>Decodes a symbol.</summary>
    public int Decode(HuffmanTable table)
    {
        if (_count < 32)
        {
            Fill();
        }

        int symbol = table.Find((int)(_bits >> 48), out int length);
        if (length > HuffmanTable.LongestCode)
        {
            throw ImageError.Jpeg.Damaged(_position, "a code is in none of the Huffman tables");
        }

        Skip(length);
        return symbol;
    }

    /// <summary>Decodes a symbol and the signed value that follows it, of as many bits as the symbol's lower four say.</summary>
    public int Decode(HuffmanTable table, out int value)
    {
        if (_count < 32)
        {
            Fill();
        }

        int length = table.FindWithValue((int)(_bits >> (64 - HuffmanTable.LookupBits)), out int symbol, out value);
        if (length == 0)
        {
            symbol = Decode(table);
            value = ReadSigned(symbol & 15);
        }
        else
        {
            Skip(length);
        }

        return symbol;
    }

    /// <summary>Reads a signed value of a size (T.81, F.2.2.1: RECEIVE and EXTEND), right after a symbol.</summary>
    /// <param name="size">Bits, 0 to 16.</param>
    public int ReadSigned(int size) => size == 0 ? 0 : HuffmanTable.Extend(ReadRight(size), size);

    /// <summary>Reads bits, up to 16.</summary>
    public int Read(int size)
    {
        if (_count < 32)
        {
            Fill();
        }

        return size == 0 ? 0 : ReadRight(size);
    }

    /// <summary>Gives up what is left before a marker, and starts anew behind it.</summary>
    /// <param name="marker">The marker's second byte, which must come next.</param>
    public void Restart(int marker)
    {
        int at = NextMarker(_file, _position);
        if (at + 1 >= _file.Length || _file[at + 1] != marker)
        {
            throw ImageError.Jpeg.Damaged(at, $"the restart marker {marker:X2} is missing");
        }

        _position = at + 2;
        (_bits, _count, _madeUp) = (0, 0, 0);
    }

    /// <summary>The FF of the next marker, or the file's length.</summary>
    public static int NextMarker(ReadOnlySpan<byte> file, int position)
    {
        while (position < file.Length)
        {
            int found = file[position..].IndexOf((byte)0xFF);
            if (found < 0)
            {
                return file.Length;
            }

            position += found;
            if (position + 1 >= file.Length)
            {
                return file.Length;
            }

            if (file[position + 1] is not (0 or 0xFF))
            {
                return position;
            }

            position += file[position + 1] == 0 ? 2 : 1;
        }

        return file.Length;
    }

    private int ReadRight(int size)
    {
        int value = (int)(_bits >> (64 - size));
        Skip(size);
        return value;
    }

    private void Skip(int size)
    {
        _bits <<= size;
        _count -= size;
    }

    /// <summary>Takes bytes in until there are more than 32 bits: a code and its value.</summary>
    private void Fill()
    {
        if (_position + 4 <= _file.Length)
        {
            uint next = BinaryPrimitives.ReadUInt32BigEndian(_file[_position..]);
            if (!HasFF(next))
            {
                _bits |= (ulong)next << (32 - _count);
                _count += 32;
                _position += 4;
                return;
            }
        }

        while (_count <= 56)
        {
            Append();
        }
    }

    /// <summary>Whether a byte of four is FF: taking 1 from its complement, 0, borrows from the bit above.</summary>
    private static bool HasFF(uint value) => ((~value - 0x01010101) & value & 0x80808080) != 0;

    private void Append()
    {
        if (_position < _file.Length && _file[_position] != 0xFF)
        {
            Append(_file[_position++]);
        }
        else if (_position + 1 < _file.Length && _file[_position + 1] == 0)
        {
            Append(0xFF);
            _position += 2;
        }
        else
        {
            Append(0);
            _madeUp += 8;
        }
    }

    private void Append(byte value)
    {
        _bits |= (ulong)value << (56 - _count);
        _count += 8;
    }
}
