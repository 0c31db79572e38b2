using Emnist.Recognition.IO;

namespace Emnist.Recognition.Tests;

/// <summary>Gives a few bytes a read, and refuses to be read synchronously, as the body of an ASP.NET request does.</summary>
internal sealed class AsyncOnlyStream(byte[] bytes) : ReadOnlyStream
{
    private readonly MemoryStream _bytes = new(bytes);

    /// <summary>Called before each read.</summary>
    public Action Reading { get; init; } = static () => { };

    public override int Read(Span<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Reading();
        await Task.Yield();
        return _bytes.Read(buffer.Span[..Math.Min(5, buffer.Length)]);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
