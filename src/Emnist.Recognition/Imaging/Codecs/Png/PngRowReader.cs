using System.IO.Compression;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>Inflates a PNG's image data and undoes the filters row by row; holds two rows, and where they are short some more.</summary>
internal sealed class PngRowReader : IDisposable
{
    /// <summary>So many bytes are inflated at a time: a call takes as long as a hundred bytes do.</summary>
    private const int Buffered = 1 << 14;

    private readonly int _offset;
    private readonly int _step;
    private readonly PngImageDataStream _deflated;
    private readonly BufferedStream _inflated;
    private Adler32 _checksum = new();

    /// <summary>The rows with their filter's byte in front: the one being read and the one above.</summary>
    private byte[] _row;
    private byte[] _above;

    /// <summary>Stands before the first row.</summary>
    public PngRowReader(PngFile file)
    {
        _offset = file.ImageDataOffset;
        _step = file.Header.BytesPerPixel;
        _deflated = new PngImageDataStream(file.Bytes, _offset);
        int longest = 1 + file.Header.RowBytes(file.Header.Width);
        _inflated = new BufferedStream(
            new ZLibStream(_deflated, CompressionMode.Decompress), (int)Math.Min(Buffered, (long)file.Header.Height * longest));
        _row = new byte[longest];
        _above = new byte[longest];
    }

    /// <summary>Starts a picture, or a pass of an interlaced one: there is no row above.</summary>
    public void Begin() => Array.Clear(_row);

    /// <summary>Reads the next row.</summary>
    /// <param name="rowBytes">Its length.</param>
    /// <returns>The samples as the file packs them, valid until the next call.</returns>
    /// <exception cref="ImageFormatException">The data are damaged or end here.</exception>
    public ReadOnlySpan<byte> Read(int rowBytes)
    {
        (_row, _above) = (_above, _row);
        Span<byte> line = _row.AsSpan(0, 1 + rowBytes);
        if (Inflate(line) != line.Length)
        {
            throw PngChunk.Damaged("IDAT", _offset, "there is less image data than the size in IHDR asks for");
        }

        _checksum.Append(line);
        if (line[0] >= PngFilter.Count)
        {
            throw PngChunk.Damaged("IDAT", _offset, $"a row has filter {line[0]}; the known ones are 0 to {PngFilter.Count - 1}");
        }

        Span<byte> row = line[1..];
        PngFilter.Undo(line[0], row, _above.AsSpan(1), _step);
        return row;
    }

    /// <summary>Checks after the last row that the data end with it, and that their checksum is right.</summary>
    /// <exception cref="ImageFormatException">They do not, or it is not.</exception>
    public void End()
    {
        Span<byte> rest = stackalloc byte[256];
        if (Inflate(rest[..1]) != 0)
        {
            throw PngChunk.Damaged("IDAT", _offset, "there is more image data than the size in IHDR asks for");
        }

        while (_deflated.Read(rest) > 0)
        {
        }

        if (_deflated.Tail != _checksum.Value)
        {
            throw PngChunk.Damaged(
                "IDAT", _offset, $"the image data should end with their checksum {_checksum.Value:X8} and end with {_deflated.Tail:X8}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _inflated.Dispose();
        _deflated.Dispose();
    }

    private int Inflate(Span<byte> destination)
    {
        try
        {
            return _inflated.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw PngChunk.Damaged("IDAT", _offset, "the image data are not a sound zlib stream", e);
        }
    }
}
