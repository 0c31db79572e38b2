namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>
/// GIF's variant of Lempel-Ziv-Welch. Codes start one bit wider than a pixel and grow to 12 bits; a full table stays
/// as it is until the encoder clears it.
/// </summary>
internal sealed class GifLzw
{
    private const int MaxCodeSize = 12;
    private const int TableSize = 1 << MaxCodeSize;

    private readonly FileCursor _cursor;
    private readonly GifCodeReader _codes;
    private readonly int _pixelSize;
    private readonly int _clearCode;

    /// <summary>The string of a code: that of its prefix, and then its last pixel.</summary>
    private readonly ushort[] _prefix = new ushort[TableSize];
    private readonly byte[] _last = new byte[TableSize];
    private readonly ushort[] _length = new ushort[TableSize];

    /// <summary>The string of the previous code, and how much of it has been handed out.</summary>
    private readonly byte[] _string = new byte[TableSize];
    private int _stringLength;
    private int _handedOut;

    private int _codeSize;
    private int _nextCode;
    private int _previousCode;

    /// <summary>Stands before the first pixel.</summary>
    /// <param name="cursor">Behind a frame's description.</param>
    /// <exception cref="ImageFormatException">The codes' size is not legal.</exception>
    public GifLzw(FileCursor cursor)
    {
        _cursor = cursor;
        _pixelSize = cursor.ReadByte("first frame's pixels");
        if (_pixelSize is < 1 or > 8)
        {
            throw cursor.Damaged(cursor.Position - 1, $"its pixels' size is {_pixelSize} bits, not 2 to 8");
        }

        _codes = new GifCodeReader(cursor);
        _clearCode = 1 << _pixelSize;
        for (int i = 0; i < _clearCode; i++)
        {
            _last[i] = (byte)i;
            _length[i] = 1;
        }

        Clear();
    }

    /// <summary>Reads the next pixels.</summary>
    /// <param name="colors">Where they go, one byte each.</param>
    /// <exception cref="ImageFormatException">There are fewer, or a code is not legal.</exception>
    public void Read(Span<byte> colors)
    {
        while (!colors.IsEmpty)
        {
            if (_handedOut == _stringLength)
            {
                ReadString();
            }

            int count = Math.Min(colors.Length, _stringLength - _handedOut);
            _string.AsSpan(_handedOut, count).CopyTo(colors);
            _handedOut += count;
            colors = colors[count..];
        }
    }

    private void Clear()
    {
        _codeSize = _pixelSize + 1;
        _nextCode = _clearCode + 2;
        _previousCode = -1;
    }

    private void ReadString()
    {
        int code;
        while ((code = _codes.Read(_codeSize)) == _clearCode)
        {
            Clear();
        }

        if (code == -1 || code == _clearCode + 1)
        {
            throw _cursor.Damaged(_cursor.Position, "its first frame has fewer pixels than its size asks for");
        }

        int known = _previousCode < 0 ? _clearCode - 1 : _nextCode;
        if (code > known)
        {
            throw _cursor.Damaged(_cursor.Position - 1, $"a code is {code} where the largest legal one is {known}");
        }

        if (code == _nextCode)
        {
            _string[_stringLength++] = _string[0];
        }
        else
        {
            Expand(code);
        }

        if (_previousCode >= 0 && _nextCode < TableSize)
        {
            Learn(_string[0]);
        }

        if (_nextCode == 1 << _codeSize && _codeSize < MaxCodeSize)
        {
            _codeSize++;
        }

        _handedOut = 0;
        _previousCode = code;
    }

    private void Expand(int code)
    {
        _stringLength = _length[code];
        for (int i = _stringLength - 1; i >= 0; i--)
        {
            _string[i] = _last[code];
            code = _prefix[code];
        }
    }

    /// <summary>Gives the next free code to the previous code's string and one pixel more.</summary>
    private void Learn(byte pixel)
    {
        _prefix[_nextCode] = (ushort)_previousCode;
        _last[_nextCode] = pixel;
        _length[_nextCode] = (ushort)(_length[_previousCode] + 1);
        _nextCode++;
    }
}
