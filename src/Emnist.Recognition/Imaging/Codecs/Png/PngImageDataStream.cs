using System.Buffers.Binary;
using Emnist.Recognition.IO;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The data of all IDAT chunks as one stream. The chunks were checked before: they run on without a gap.</summary>
internal sealed class PngImageDataStream : ReadOnlyStream
{
    private readonly ReadOnlyMemory<byte> _file;
    private int _position;
    private int _leftInChunk;

    /// <summary>Opens the stream.</summary>
    /// <param name="file">A whole file whose chunks have been checked.</param>
    /// <param name="offset">The byte at which the first IDAT chunk starts.</param>
    public PngImageDataStream(ReadOnlyMemory<byte> file, int offset)
    {
        _file = file;
        EnterChunk(offset);
    }

    /// <summary>The last four bytes read, big-endian.</summary>
    public uint Tail { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        while (_leftInChunk == 0)
        {
            int next = _position + 4;
            if (!_file.Span.Slice(next + 4, 4).SequenceEqual("IDAT"u8))
            {
                return 0;
            }

            EnterChunk(next);
        }

        int count = Math.Min(buffer.Length, _leftInChunk);
        ReadOnlySpan<byte> read = _file.Span.Slice(_position, count);
        read.CopyTo(buffer);
        foreach (byte b in read[^Math.Min(4, count)..])
        {
            Tail = (Tail << 8) | b;
        }

        _position += count;
        _leftInChunk -= count;
        return count;
    }

    private void EnterChunk(int offset)
    {
        _leftInChunk = BinaryPrimitives.ReadInt32BigEndian(_file.Span[offset..]);
        _position = offset + 8;
    }
}
