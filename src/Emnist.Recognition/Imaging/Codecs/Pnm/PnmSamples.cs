using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Pnm;

/// <summary>Reads a PNM picture's samples row by row, plain or raw.</summary>
internal sealed class PnmSamples
{
    private const string Part = "pixels";

    private readonly FileCursor _cursor;
    private readonly PnmHeader _header;
    private readonly PnmText _text;

    /// <summary>Stands before the first row.</summary>
    /// <exception cref="ImageFormatException">The rest of the file is too short for the size in the header.</exception>
    public PnmSamples(FileCursor cursor, PnmHeader header)
    {
        _cursor = cursor;
        _header = header;
        _text = new PnmText(cursor, Part);
        if (MinBytes() > cursor.Left)
        {
            throw cursor.Truncated(Part);
        }
    }

    private int RawRowBytes =>
        _header.IsBitmap ? (_header.Width + 7) / 8
        : _header.MaxValue > 255 ? 2 * _header.RowSamples
        : _header.RowSamples;

    /// <summary>Reads the next row.</summary>
    /// <param name="row">Where its <see cref="PnmHeader.RowSamples"/> samples go.</param>
    /// <exception cref="ImageFormatException">The file ends here, or a sample is not legal.</exception>
    public void ReadRow(Span<int> row)
    {
        int start = _cursor.Position;
        if (_header.IsPlain)
        {
            ReadPlain(row);
        }
        else
        {
            ReadRaw(_cursor.Read(RawRowBytes, Part), row);
        }

        foreach (int sample in row)
        {
            if (sample > _header.MaxValue)
            {
                throw _cursor.Damaged(start, $"a row has the sample {sample}, above the largest value {_header.MaxValue} of its header");
            }
        }
    }

    /// <summary>A plain sample is a digit, and except in a bitmap a white space parts it from the next one.</summary>
    private long MinBytes()
    {
        return _header.Type switch
        {
            1 => (long)_header.RowSamples * _header.Height,
            2 or 3 => (2L * _header.RowSamples * _header.Height) - 1,
            _ => (long)RawRowBytes * _header.Height,
        };
    }

    private void ReadPlain(Span<int> row)
    {
        foreach (ref int sample in row)
        {
            sample = (int)(_header.IsBitmap ? _text.ReadBit() : _text.ReadNumber());
        }
    }

    private void ReadRaw(ReadOnlySpan<byte> bytes, Span<int> row)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] = _header.IsBitmap ? (bytes[i >> 3] >> (7 - (i & 7))) & 1
                : _header.MaxValue > 255 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..])
                : bytes[i];
        }
    }
}
