namespace Emnist.Recognition.Tests.Imaging;

/// <summary>A stream that starts with some bytes and then gives zeros for ever; it counts what is read.</summary>
internal sealed class EndlessStream(byte[] start) : Stream
{
    private readonly MemoryStream _start = new(start);

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _start.Read(buffer, offset, count);
        if (read == 0)
        {
            Array.Clear(buffer, offset, count);
            read = count;
        }

        BytesRead += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
