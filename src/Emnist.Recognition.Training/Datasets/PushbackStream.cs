namespace Emnist.Recognition.Training.Datasets;

/// <summary>A stream with bytes put in front of what is still to be read. Leaves the stream open.</summary>
internal sealed class PushbackStream(Stream stream) : Stream
{
    private ReadOnlyMemory<byte> _pushed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>
    /// Lets the next reads give <paramref name="bytes"/>, in place of any pushed before and not yet read.
    /// </summary>
    public void Push(ReadOnlyMemory<byte> bytes) => _pushed = bytes;

    public override int Read(Span<byte> buffer)
    {
        if (_pushed.IsEmpty)
        {
            return stream.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _pushed.Length);
        _pushed.Span[..count].CopyTo(buffer);
        _pushed = _pushed[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
