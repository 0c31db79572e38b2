using Emnist.Recognition.IO;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>A stream with bytes put in front of what is still to be read. Leaves the stream open.</summary>
internal sealed class PushbackStream(Stream stream) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _pushed;

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
}
