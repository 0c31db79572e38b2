namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>Reads pixels that are stored as runs (RLE8 and RLE4); those that no run covers have the palette's first colour.</summary>
internal sealed class BmpRunLengths
{
    private const string Part = "pixels";

    private readonly FileCursor _cursor;
    private readonly BmpHeader _header;
    private readonly byte[] _grays;
    private readonly byte[] _pixels;

    /// <summary>Where the next pixel goes, the row counted as stored.</summary>
    private int _x;
    private int _y;

    private BmpRunLengths(FileCursor cursor, BmpHeader header, PixelChannel channel)
    {
        ImageSizeLimits.CheckProportion(header.Width, header.Height, cursor.Length, "BMP header", BmpHeader.Offset);
        _cursor = cursor;
        _header = header;
        _grays = BmpPalette.ReadGrays(cursor, header, channel);
        _pixels = new byte[header.Width * header.Height];
        _pixels.AsSpan().Fill(_grays[0]);
    }

    private bool IsComplete => _y == _header.Height || (_y == _header.Height - 1 && _x == _header.Width);

    /// <summary>Reads the runs up to their end or the picture's.</summary>
    /// <param name="cursor">At the pixels.</param>
    /// <param name="header">The file's header.</param>
    /// <param name="channel">What of the pixels is wanted.</param>
    /// <returns>The picture, from its top row.</returns>
    /// <exception cref="ImageFormatException">The file ends first, or a run leaves its row or the palette.</exception>
    public static byte[] Read(FileCursor cursor, BmpHeader header, PixelChannel channel)
    {
        BmpRunLengths runs = new(cursor, header, channel);
        while (!runs.IsComplete && runs.ReadOne())
        {
        }

        return runs._pixels;
    }

    /// <returns>Whether another one follows.</returns>
    private bool ReadOne()
    {
        int at = _cursor.Position;
        byte count = _cursor.ReadByte(Part);
        byte value = _cursor.ReadByte(Part);
        switch (count, value)
        {
            case (> 0, _):
                Repeat(value, Advance(count, at), at);
                return true;
            case (0, 0):
                (_x, _y) = (0, _y + 1);
                return true;
            case (0, 1):
                return false;
            case (0, 2):
                Move(_cursor.ReadByte(Part), _cursor.ReadByte(Part), at);
                return true;
            default:
                Copy(Advance(value, at), at);
                return true;
        }
    }

    /// <summary>The next pixels of the row.</summary>
    private Span<byte> Advance(int count, int at)
    {
        if (count > _header.Width - _x)
        {
            throw _cursor.Damaged(at, $"a run of {count} pixels starts at column {_x} of a picture {_header.Width} wide");
        }

        _x += count;
        return _pixels.AsSpan(_header.RowStart(_y) + _x - count, count);
    }

    private void Move(int right, int down, int at)
    {
        if (right > _header.Width - _x || down > _header.Height - _y)
        {
            throw _cursor.Damaged(at, $"a jump by {right} columns and {down} rows leaves the picture");
        }

        _x += right;
        _y += down;
    }

    /// <summary>Fills a run with one colour, or with 4 bits a pixel with two that take turns.</summary>
    private void Repeat(byte value, Span<byte> run, int at)
    {
        for (int i = 0; i < run.Length; i++)
        {
            int color = _header.BitsPerPixel == 8 ? value
                : (i & 1) == 0 ? value >> 4
                : value & 15;
            run[i] = color < _grays.Length ? _grays[color] : throw IllegalColor(color, at);
        }
    }

    /// <summary>Takes a run's colours as they are stored, filled up to a multiple of two bytes.</summary>
    private void Copy(Span<byte> run, int at)
    {
        int bytes = ((run.Length * _header.BitsPerPixel) + 15) / 16 * 2;
        int illegal = PackedPixels.LookUp(_grays, _cursor.Read(bytes, Part), _header.BitsPerPixel, run);
        if (illegal >= 0)
        {
            throw IllegalColor(illegal, at);
        }
    }

    private ImageFormatException IllegalColor(int color, int at) =>
        _cursor.Damaged(at, $"a run has colour {color}, counted from 0, of a palette of {_grays.Length}");
}
