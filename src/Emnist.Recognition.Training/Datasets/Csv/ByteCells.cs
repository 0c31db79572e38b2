using System.Text;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>Reads rows of cells that are numbers of 0 to 255, a fixed count in each row, with no string for any.</summary>
internal sealed class ByteCells(Stream data, DataOrigin source, int cellsPerRow)
{
    private const int End = -1;
    private const int QuotedLength = 20;
    private const int MaxHeaderLength = 1 << 20;
    private const string Advice = "Each row is a label and the pixels of an image, as whole numbers of 0 to 255.";

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _length;
    private long _line = 1;
    private int _column;

    /// <summary>Skips a byte-order mark, and a first line that starts with the word <c>label</c>, quoted or not.</summary>
    public void SkipHeader()
    {
        _ = Peek();
        if (_buffer.AsSpan(0, _length).StartsWith(Encoding.UTF8.Preamble))
        {
            _position = Encoding.UTF8.Preamble.Length;
        }

        ReadOnlySpan<byte> text = _buffer.AsSpan(_position, _length - _position);
        text = text.StartsWith((byte)'"') ? text[1..] : text;
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..5], "label"))
        {
            return;
        }

        for (int skipped = 0; Peek() is not ('\n' or End); skipped++)
        {
            if (skipped == MaxHeaderLength)
            {
                throw Fault("the end of the header line", $"over {MaxHeaderLength} bytes", Advice);
            }

            _position++;
        }
    }

    /// <summary>Goes to the next row that is not empty; false where there is none.</summary>
    public bool NextRow()
    {
        _column = 0;
        while (Peek() is '\n' or '\r' or ' ')
        {
            _line += _buffer[_position++] == '\n' ? 1 : 0;
        }

        return Peek() != End;
    }

    public byte NextByte()
    {
        if (_column > 0)
        {
            if (TryTakePlain(out byte plain))
            {
                _column++;
                return plain;
            }

            Separator();
        }

        _column++;
        SkipSpaces();
        int value = 0;
        int digits = 0;
        while (digits <= 3 && (uint)(Peek() - '0') <= 9)
        {
            value = (10 * value) + _buffer[_position++] - '0';
            digits++;
        }

        SkipSpaces();
        return digits is > 0 and <= 3 && value <= byte.MaxValue && Peek() is ',' or '\n' or '\r' or End
            ? (byte)value
            : throw Fault("a whole number of 0 to 255", digits == 0 ? Quote() : $"{value}{(Peek() is ',' ? "" : "...")}", Advice);
    }

    /// <summary>Checks that the row ends after its last cell.</summary>
    public void EndRow()
    {
        if (Peek() is not ('\n' or '\r' or End))
        {
            _column++;
            throw Fault($"the end of the row after {cellsPerRow} cells", "more", Advice);
        }
    }

    public DatasetFormatException Fault(string expected, string actual, string advice)
    {
        string place = _column == 0 ? $"line {_line}" : $"line {_line}, column {_column}";
        return DatasetFormatException.Create(source, place, expected, actual, advice);
    }

    /// <summary>
    /// Takes what nearly all cells are, a comma, one to three digits and the end, where all of it is in the buffer; nothing
    /// otherwise.
    /// </summary>
    private bool TryTakePlain(out byte value)
    {
        const int MaxLength = 5;
        ReadOnlySpan<byte> text = _buffer.AsSpan(_position, _length - _position);
        int used = 1;
        int number = 0;
        if (text.Length >= MaxLength && text[0] == ',')
        {
            for (; used < MaxLength - 1 && (uint)(text[used] - '0') <= 9; used++)
            {
                number = (10 * number) + text[used] - '0';
            }

            if (used > 1 && number <= byte.MaxValue && (text[used] is (byte)',' or (byte)'\n'))
            {
                _position += used;
                value = (byte)number;
                return true;
            }
        }

        value = 0;
        return false;
    }

    private void Separator()
    {
        if (Peek() != ',')
        {
            string actual = Peek() == End ? "the end of the data" : $"the end of the row after {_column}";
            throw Fault($"{cellsPerRow} cells in the row", actual, Advice);
        }

        _position++;
    }

    private void SkipSpaces()
    {
        while (Peek() == ' ')
        {
            _position++;
        }
    }

    private string Quote()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_position, Math.Min(QuotedLength, _length - _position));
        int end = rest.IndexOfAny(",\r\n"u8);
        rest = end < 0 ? rest : rest[..end];
        return rest.IsEmpty ? "an empty cell" : $"'{Encoding.UTF8.GetString(rest)}'";
    }

    private int Peek()
    {
        if (_position == _length)
        {
            _position = 0;
            _length = data.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
        }

        return _length == 0 ? End : _buffer[_position];
    }
}
