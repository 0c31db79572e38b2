namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>An encoded file on its way into memory: it grows with what arrives, and never past the limit.</summary>
/// <param name="decoder">
/// Who is to read the file. The built-in decoder knows its formats by their first bytes: what is of none of them is refused
/// before the rest is read.
/// </param>
/// <param name="maxBytes">The most bytes allowed.</param>
internal sealed class EncodedBytes(IImageDecoder decoder, int maxBytes)
{
    private const int FirstCapacity = 16 << 10;

    private byte[] _bytes = new byte[FirstCapacity];
    private int _length;

    /// <summary>All bytes that have come.</summary>
    public ReadOnlyMemory<byte> All => _bytes.AsMemory(0, _length);

    /// <summary>The place for the next bytes; it has room for one at least.</summary>
    public Memory<byte> GetMemory()
    {
        if (_length < FileSignatures.LongestLength)
        {
            return _bytes.AsMemory(_length, FileSignatures.LongestLength - _length);
        }

        if (_length == _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(2L * _length, (long)maxBytes + 1));
        }

        return _bytes.AsMemory(_length);
    }

    /// <summary>Takes in what was read into the place for the next bytes.</summary>
    /// <param name="count">The number of bytes; 0 at the end of the file.</param>
    /// <returns>Whether more may follow.</returns>
    /// <exception cref="ImageFormatException">The format is not known, or there are more bytes than allowed.</exception>
    public bool Advance(int count)
    {
        _length += count;
        if (count > 0 && _length == FileSignatures.LongestLength && decoder is BuiltInDecoder)
        {
            BuiltInDecoder.FindCodec(All.Span);
        }

        return _length <= maxBytes ? count > 0 : throw ImageSizeLimits.TooManyBytes(maxBytes);
    }
}
