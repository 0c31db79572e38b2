using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>A stream that starts with some bytes and then gives zeros for ever; it counts what is read.</summary>
internal sealed class EndlessStream(byte[] start) : ReadOnlyStream
{
    private readonly MemoryStream _start = new(start);

    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int read = _start.Read(buffer);
        if (read == 0)
        {
            buffer.Clear();
            read = buffer.Length;
        }

        BytesRead += read;
        return read;
    }
}
