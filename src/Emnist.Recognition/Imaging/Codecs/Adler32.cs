namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>The Adler-32 checksum that ends a zlib stream (RFC 1950), taken piece by piece.</summary>
internal struct Adler32()
{
    private const uint Modulus = 65_521;

    /// <summary>The most bytes whose sums stay within 32 bits.</summary>
    private const int LongestRun = 5_552;

    private uint _a = 1;
    private uint _b = 0;

    /// <summary>The checksum of all bytes so far.</summary>
    public readonly uint Value => (_b << 16) | _a;

    /// <summary>Takes in the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint a = _a;
        uint b = _b;
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> run = bytes[..Math.Min(LongestRun, bytes.Length)];
            foreach (byte value in run)
            {
                a += value;
                b += a;
            }

            a %= Modulus;
            b %= Modulus;
            bytes = bytes[run.Length..];
        }

        (_a, _b) = (a, b);
    }
}
