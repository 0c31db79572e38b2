using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Emnist.Recognition.Training.Datasets.Csv;

/// <summary>Reads rows of cells, quoted or not, with no string for numbers, and with the whole first line at hand.</summary>
internal sealed class CsvCells(Stream data, DataOrigin source)
{
    private const int End = -1;
    private const int QuotedLength = 20;

    /// <summary>The longest cell: what is longer is neither a number nor the name of a class.</summary>
    private const int MaxCellLength = 400;

    private byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _length;
    private bool _isEnded;
    private long _line = 1;
    private int _column;

    /// <summary>What stands between the cells of a row.</summary>
    public byte Separator { get; set; } = (byte)',';

    /// <summary>Where the last cell stands.</summary>
    public string Place => _column == 0 ? $"line {_line}" : $"line {_line}, column {_column}";

    /// <summary>The first bytes of the file, for telling what else it may be.</summary>
    public ReadOnlySpan<byte> Start(int length)
    {
        Ensure(length);
        return _buffer.AsSpan(_position, Math.Min(length, _length - _position));
    }

    /// <summary>Passes over a byte-order mark and empty lines, and gives the first line that is not empty, without its end.</summary>
    public ReadOnlySpan<byte> FirstLine(int maxLength)
    {
        if (Start(Encoding.UTF8.Preamble.Length).SequenceEqual(Encoding.UTF8.Preamble))
        {
            _position += Encoding.UTF8.Preamble.Length;
        }

        if (!NextRow())
        {
            return [];
        }

        for (int length = Math.Min(1 << 12, maxLength); ; length *= 2)
        {
            Ensure(Math.Min(length, maxLength));
            ReadOnlySpan<byte> line = _buffer.AsSpan(_position, _length - _position);
            int end = line.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0 || _isEnded)
            {
                return end < 0 ? line : line[..end];
            }

            if (length >= maxLength)
            {
                throw Fault("the end of the first line", $"over {maxLength} bytes", "Check that the file is CSV, and its images' size.");
            }
        }
    }

    /// <summary>Goes to the next line, whatever stands before it.</summary>
    public void SkipLine()
    {
        while (Peek() is not ('\n' or End))
        {
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

    /// <summary>Takes a cell that is a whole number of 0 to 255 and not quoted, as nearly all are; nothing of any other.</summary>
    public bool TryTakeByte(out byte value)
    {
        const int MaxLength = 5;
        ReadOnlySpan<byte> text = _buffer.AsSpan(_position, _length - _position);
        int used = 1;
        int number = 0;
        if (_column > 0 && text.Length >= MaxLength && text[0] == Separator)
        {
            for (; used < MaxLength - 1 && (uint)(text[used] - '0') <= 9; used++)
            {
                number = (10 * number) + text[used] - '0';
            }

            if (used > 1 && number <= byte.MaxValue && (text[used] == Separator || text[used] == '\n'))
            {
                _position += used;
                _column++;
                value = (byte)number;
                return true;
            }
        }

        value = 0;
        return false;
    }

    /// <summary>Takes the next cell, without blanks and quotes around it.</summary>
    /// <param name="cellsPerRow">The cells that the row must have.</param>
    /// <returns>The text, valid until the next call.</returns>
    public ReadOnlySpan<byte> NextCell(int cellsPerRow)
    {
        if (_column > 0)
        {
            TakeSeparator(cellsPerRow);
        }

        _column++;
        Ensure(MaxCellLength);
        ReadOnlySpan<byte> text = _buffer.AsSpan(_position, Math.Min(MaxCellLength, _length - _position));
        int start = text.IndexOfAnyExcept((byte)' ');
        start = start < 0 ? text.Length : start;
        bool isQuoted = start < text.Length && text[start] == '"';
        int end = start;
        if (isQuoted)
        {
            start++;
            int length = text[start..].IndexOf((byte)'"');
            end = length < 0 ? text.Length : start + length;
        }

        int next = end + (isQuoted && end < text.Length ? 1 : 0);
        int rest = text[next..].IndexOfAny(Separator, (byte)'\n', (byte)'\r');
        if (rest < 0 && !(_isEnded && _length - _position == text.Length))
        {
            throw Fault("a number or a label", $"{Quote(text[start..])}, over {MaxCellLength} bytes", "Check that the file is CSV.");
        }

        rest = rest < 0 ? text.Length : next + rest;
        _position += rest;
        if (!isQuoted)
        {
            return text[start..Math.Max(start, rest)].TrimEnd((byte)' ');
        }

        return next > end && text[next..rest].IndexOfAnyExcept((byte)' ') < 0
            ? text[start..end].Trim((byte)' ')
            : throw Fault("a cell with a quote at its end, or none in it", Quote(text[(start - 1)..]), "Check that quotes are in pairs.");
    }

    /// <summary>The number that a cell is; null for any other text.</summary>
    public double? ToNumber(ReadOnlySpan<byte> cell)
    {
        if (Utf8Parser.TryParse(cell, out int whole, out int used) && used == cell.Length)
        {
            return whole;
        }

        // Where commas do not separate, they stand before the fraction.
        Span<byte> mended = stackalloc byte[MaxCellLength];
        int comma = cell.Length > MaxCellLength || Separator == ',' ? -1 : cell.IndexOf((byte)',');
        if (comma >= 0)
        {
            cell.CopyTo(mended);
            mended[comma] = (byte)'.';
        }

        ReadOnlySpan<byte> text = comma >= 0 ? mended[..cell.Length] : cell;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
    }

    /// <summary>Checks that the row ends after its last cell.</summary>
    public void EndRow(int cellsPerRow, string advice)
    {
        while (Peek() == ' ')
        {
            _position++;
        }

        if (Peek() is not ('\n' or '\r' or End))
        {
            _column++;
            throw Fault($"the end of the row after {cellsPerRow} cells", "more", advice);
        }
    }

    public static string Quote(ReadOnlySpan<byte> cell) => cell.IsEmpty
        ? "an empty cell"
        : $"'{Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, QuotedLength)])}{(cell.Length > QuotedLength ? "..." : "")}'";

    public DatasetFormatException Fault(string expected, string actual, string advice) =>
        DatasetFormatException.Create(source, Place, expected, actual, advice);

    private void TakeSeparator(int cellsPerRow)
    {
        if (Separator == ' ')
        {
            while (Peek() == ' ' && PeekNext() == ' ')
            {
                _position++;
            }
        }

        if (Peek() != Separator || (Separator == ' ' && PeekNext() is '\n' or '\r'))
        {
            string actual = Peek() == End ? "the end of the data" : $"the end of the row after {_column}";
            throw Fault($"{cellsPerRow} cells in the row", actual, PixelCsv.Advice);
        }

        _position++;
    }

    private int Peek()
    {
        if (_position == _length)
        {
            Ensure(1);
        }

        return _position == _length ? End : _buffer[_position];
    }

    private int PeekNext()
    {
        Ensure(2);
        return _position + 1 < _length ? _buffer[_position + 1] : End;
    }

    /// <summary>Has so many bytes at hand, or all that are left.</summary>
    private void Ensure(int count)
    {
        if (_length - _position >= count || _isEnded)
        {
            return;
        }

        _buffer.AsSpan(_position, _length - _position).CopyTo(_buffer);
        _length -= _position;
        _position = 0;
        if (_buffer.Length < count)
        {
            Array.Resize(ref _buffer, count);
        }

        int read = data.ReadAtLeast(_buffer.AsSpan(_length), _buffer.Length - _length, throwOnEndOfStream: false);
        _isEnded = read < _buffer.Length - _length;
        _length += read;
    }
}
