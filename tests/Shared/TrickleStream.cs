namespace Emnist.Recognition.Tests;

/// <summary>Gives a few bytes a read, and can neither seek nor tell its length, as a slow network's stream.</summary>
internal sealed class TrickleStream(byte[] bytes, int bytesPerRead) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(bytesPerRead, count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(bytesPerRead, buffer.Length)]);
}
