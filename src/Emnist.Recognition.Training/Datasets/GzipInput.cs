using System.IO.Compression;
using Emnist.Recognition.IO;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Reads data that may be compressed by gzip, which is told by its first two bytes and never by a name.</summary>
internal static class GzipInput
{
    private const byte EndMark = 0x5a;

    /// <summary>A gzip member of the byte <see cref="EndMark"/>, in a stored block.</summary>
    private static readonly byte[] EndMember =
    [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x01, 0x01, 0x00, 0xfe, 0xff, EndMark,
        0x67, 0x57, 0xbc, 0x59, 0x01, 0x00, 0x00, 0x00,
    ];

    /// <summary>Reads a stream, unpacked where it is packed.</summary>
    /// <param name="stream">The data. It stays open.</param>
    /// <param name="origin">Where it comes from, for messages.</param>
    /// <param name="read">Reads the data to its end; is told whether it was packed.</param>
    /// <exception cref="DatasetFormatException">
    /// The gzip data is damaged or cut short, or unpacks to more than <see cref="GrowingBlock.MaxUnpacked"/>.
    /// </exception>
    public static T Read<T>(Stream stream, DataOrigin origin, Func<Stream, bool, T> read)
    {
        byte[] start = new byte[2];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new PushbackStream(stream);
        whole.Push(start.AsMemory(0, length));
        if (length < 2 || start[0] != 0x1f || start[1] != 0x8b)
        {
            return read(whole, false);
        }

        using var unpacked = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            T result = read(new BoundedStream(unpacked, whole, origin), true);
            CheckEnd(whole, unpacked);
            return result;
        }
        catch (InvalidDataException e)
        {
            const string advice = "Get the file again: it is incomplete or damaged.";
            throw DatasetFormatException.Create(origin, "gzip", "a complete gzip file", e.Message.TrimEnd('.'), advice, e);
        }
    }

    /// <summary>
    /// Checks that gzip data which has been read to its end was all there. GZipStream ends in silence where the checksum at
    /// the end is cut short, or where something else follows it. A further member is unpacked only after a complete one.
    /// </summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    private static void CheckEnd(PushbackStream packed, GZipStream unpacked)
    {
        packed.Push(EndMember);
        if (unpacked.ReadByte() != EndMark || unpacked.ReadByte() >= 0)
        {
            throw new InvalidDataException("a checksum cut short or bytes after it");
        }
    }

    /// <summary>Unpacked data, as long as it is in proportion to the packed data that was read for it.</summary>
    private sealed class BoundedStream(Stream unpacked, PushbackStream packed, DataOrigin origin) : ReadOnlyStream
    {
        private long _length;

        public override int Read(Span<byte> buffer)
        {
            int count = unpacked.Read(buffer);
            _length += count;
            long limit = GrowingBlock.MaxUnpacked(packed.Taken);
            return _length <= limit
                ? count
                : throw DatasetFormatException.Create(
                    origin, "gzip", $"at most {limit} bytes of {packed.Taken} packed ones", "more",
                    "No data set is packed so tightly: get the file again from where you trust it, or unpack it yourself.");
        }
    }

    /// <summary>A stream with bytes put in front of what is still to be read. Leaves the stream open.</summary>
    private sealed class PushbackStream(Stream stream) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _pushed;

        /// <summary>Bytes that were read of it so far.</summary>
        public long Taken { get; private set; }

        /// <summary>
        /// Lets the next reads give <paramref name="bytes"/>, in place of any pushed before and not yet read.
        /// </summary>
        public void Push(ReadOnlyMemory<byte> bytes) => _pushed = bytes;

        public override int Read(Span<byte> buffer)
        {
            int count = _pushed.IsEmpty ? stream.Read(buffer) : Math.Min(buffer.Length, _pushed.Length);
            if (!_pushed.IsEmpty)
            {
                _pushed.Span[..count].CopyTo(buffer);
                _pushed = _pushed[count..];
            }

            Taken += count;
            return count;
        }
    }
}
