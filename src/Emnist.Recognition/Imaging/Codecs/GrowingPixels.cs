using System.Diagnostics;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>
/// A picture's pixels in the order in which they are decoded. Memory grows with the pixels that really come, so that a
/// header alone can claim none.
/// </summary>
internal sealed class GrowingPixels(int total)
{
    private const int FirstCapacity = 1 << 20;

    private byte[] _pixels = new byte[Math.Min(total, FirstCapacity)];
    private int _count;

    /// <summary>The place for the next pixels, to be filled by the caller before the next call.</summary>
    public Span<byte> Next(int count)
    {
        Debug.Assert(count <= total - _count);
        if (count > _pixels.Length - _count)
        {
            long wanted = Math.Max(2L * _pixels.Length, (long)_count + count);
            Array.Resize(ref _pixels, (int)Math.Min(wanted, total));
        }

        _count += count;
        return _pixels.AsSpan(_count - count, count);
    }

    /// <summary>All pixels, once every one of them has come.</summary>
    public byte[] Complete()
    {
        Debug.Assert(_count == total && _pixels.Length == total);
        return _pixels;
    }
}
