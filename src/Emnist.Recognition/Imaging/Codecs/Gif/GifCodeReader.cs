namespace Emnist.Recognition.Imaging.Codecs.Gif;

/// <summary>Reads a frame's codes, the lowest bit first, from its chain of data blocks.</summary>
internal sealed class GifCodeReader(FileCursor cursor)
{
    private const string Part = "first frame's pixels";

    private uint _bits;
    private int _bitCount;
    private int _leftInBlock;
    private bool _isAtEnd;

    /// <summary>Reads a code.</summary>
    /// <param name="size">Its bits, 1 to 12.</param>
    /// <returns>The code, or -1 when the chain has ended.</returns>
    /// <exception cref="ImageFormatException">The file ends within the chain.</exception>
    public int Read(int size)
    {
        while (_bitCount < size)
        {
            if (!TryEnterBlock())
            {
                return -1;
            }

            _bits |= (uint)cursor.ReadByte(Part) << _bitCount;
            _bitCount += 8;
            _leftInBlock--;
        }

        int code = (int)(_bits & ((1u << size) - 1));
        _bits >>= size;
        _bitCount -= size;
        return code;
    }

    private bool TryEnterBlock()
    {
        if (_leftInBlock == 0 && !_isAtEnd)
        {
            _leftInBlock = cursor.ReadByte(Part);
            _isAtEnd = _leftInBlock == 0;
        }

        return !_isAtEnd;
    }
}
