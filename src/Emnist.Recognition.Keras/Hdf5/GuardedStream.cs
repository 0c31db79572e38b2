using System.Runtime.CompilerServices;

namespace Emnist.Recognition.Keras.Hdf5;

/// <summary>
/// The bytes of a file for PureHDF, which follows every address that a file holds: whoever goes round in circles reads here, and
/// is stopped when the stack is nearly used up, or when more was read than any sound file needs.
/// </summary>
internal sealed class GuardedStream(ReadOnlyMemory<byte> file) : Stream
{
    private const long ReadsPerByte = 4;
    private const long FreeReads = 1 << 20;
    private const long PassesOverFile = 16;

    /// <summary>All names of a group are read anew for each that is compared, and a group may have hundreds.</summary>
    private const long FreeBytes = 1 << 28;

    private long _position;
    private long _readsLeft = (file.Length * ReadsPerByte) + FreeReads;
    private long _bytesLeft = (file.Length * PassesOverFile) + FreeBytes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 && value <= file.Length ? value : throw new EndOfStreamException($"there is no byte {value}");
    }

    public override int Read(Span<byte> buffer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        int count = (int)Math.Min(buffer.Length, file.Length - _position);
        if (--_readsLeft < 0 || (_bytesLeft -= count) < 0)
        {
            throw new InvalidDataException("its parts point at each other in a circle, or are more than a model of hundreds of layers has");
        }

        file.Span.Slice((int)_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => file.Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
