using System.Buffers.Binary;
using System.IO.Compression;
using Emnist.Recognition.IO;
using Emnist.Recognition.Training.Datasets.Arrays;

namespace Emnist.Recognition.Training.Datasets.Mat;

/// <summary>A piece of a MATLAB file: elements, each with its type and length, and none longer than the piece.</summary>
/// <param name="data">The bytes.</param>
/// <param name="limit">The bytes that may be read in all, so that what unpacks without end does not hold up the reader.</param>
/// <param name="source">The file.</param>
internal sealed class MatInput(Stream data, long limit, DataOrigin source)
{
    private const string Advice = "Get the file again: it is incomplete or damaged.";

    private readonly byte[] _skipped = new byte[1 << 14];

    /// <summary>The bytes read so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether there is a further element.</summary>
    /// <param name="tag">Its type and length, or its content where it is a small one.</param>
    public bool TryReadTag(out MatTag tag)
    {
        Span<byte> bytes = stackalloc byte[8];
        int read = data.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Position += read;
        tag = default;
        if (read == 0)
        {
            return false;
        }

        if (read < bytes.Length)
        {
            throw Fault("a tag of 8 bytes", $"{read}");
        }

        uint type = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        tag = type >> 16 == 0
            ? new MatTag((MatType)type, length, null)
            : type >> 16 <= 4
                ? new MatTag((MatType)(type & 0xffff), type >> 16, bytes.Slice(4, (int)(type >> 16)).ToArray())
                : throw Fault("a small element of at most 4 bytes", $"{type >> 16}");
        return true;
    }

    /// <summary>The tag of an element that must be there.</summary>
    public MatTag ReadTag(string what) => TryReadTag(out MatTag tag) ? tag : throw Fault(what, "the end of the data");

    /// <summary>The content of an element, and what fills it up to eight bytes.</summary>
    public byte[] ReadContent(MatTag tag, long maxLength, string what)
    {
        if (tag.Small is not null)
        {
            return tag.Small;
        }

        if (tag.Length > Math.Min(maxLength, limit - Position))
        {
            throw Fault($"{what} of at most {Math.Min(maxLength, limit - Position)} bytes", $"{tag.Length}");
        }

        byte[] content = GrowingBlock.Read(data, (int)tag.Length, present: false, out int read);
        Position += read;
        if (read < tag.Length)
        {
            throw Fault($"{tag.Length} bytes of {what}", $"{read}");
        }

        Skip(-tag.Length & 7);
        return content;
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long length)
    {
        if (length > limit - Position)
        {
            throw Fault($"an element of at most {limit - Position} bytes", $"{length}");
        }

        while (length > 0)
        {
            int read = data.Read(_skipped, 0, (int)Math.Min(_skipped.Length, length));
            if (read == 0)
            {
                throw Fault($"{length} further bytes", "the end of the data");
            }

            Position += read;
            length -= read;
        }
    }

    /// <summary>The compressed elements in the next bytes, which are passed over.</summary>
    public void Unpack(uint length, Action<MatInput> read)
    {
        using var packed = new PartStream(data, length);
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var inner = new MatInput(unpacked, GrowingBlock.MaxUnpacked(length), source);
        try
        {
            read(inner);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException && !packed.HasFailed))
        {
            // What is no failure of the disk is zlib's answer to a stream that asks for a dictionary.
            string place = $"byte {Position}";
            throw DatasetFormatException.Create(source, place, "an element compressed by zlib", e.Message.TrimEnd('.'), Advice, e);
        }

        Position += length - packed.Remaining;
        Skip(packed.Remaining);
    }

    public DatasetFormatException Fault(string expected, string actual) =>
        DatasetFormatException.Create(source, $"byte {Position}", expected, actual, Advice);

    private sealed class PartStream(Stream data, long length) : ReadOnlyStream
    {
        public long Remaining { get; private set; } = length;

        /// <summary>Whether the bytes themselves could not be read.</summary>
        public bool HasFailed { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            HasFailed = true;
            int count = data.Read(buffer[..(int)Math.Min(buffer.Length, Remaining)]);
            HasFailed = false;
            Remaining -= count;
            return count;
        }
    }
}
