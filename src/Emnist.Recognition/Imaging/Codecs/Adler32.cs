using System.Numerics;

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
        while (!bytes.IsEmpty)
        {
            ReadOnlySpan<byte> run = bytes[..Math.Min(LongestRun, bytes.Length)];
            foreach (byte value in run[AppendVectors(run)..])
            {
                _a += value;
                _b += _a;
            }

            _a %= Modulus;
            _b %= Modulus;
            bytes = bytes[run.Length..];
        }
    }

    /// <summary>Takes in the whole vectors of a run.</summary>
    /// <returns>How many bytes they are.</returns>
    private int AppendVectors(ReadOnlySpan<byte> run)
    {
        // Of each lane its sum, and the sum of its sums, which counts a byte once for every vector from its own to the last.
        (Vector<uint> a0, Vector<uint> a1, Vector<uint> a2, Vector<uint> a3) = (default, default, default, default);
        (Vector<uint> b0, Vector<uint> b1, Vector<uint> b2, Vector<uint> b3) = (default, default, default, default);
        int length = run.Length / Vector<byte>.Count * Vector<byte>.Count;
        for (int i = 0; i < length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(run[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> bytes0, out Vector<uint> bytes1);
            Vector.Widen(high, out Vector<uint> bytes2, out Vector<uint> bytes3);
            (a0, a1, a2, a3) = (a0 + bytes0, a1 + bytes1, a2 + bytes2, a3 + bytes3);
            (b0, b1, b2, b3) = (b0 + a0, b1 + a1, b2 + a2, b3 + a3);
        }

        // A byte counts once for every byte from its own to the end: what stands before it in its vector is too much.
        Vector<uint> lane = Vector<uint>.Indices;
        Vector<uint> lanes = new((uint)Vector<uint>.Count);
        Vector<uint> before = (lane * a0) + ((lane + lanes) * a1) + ((lane + (2 * lanes)) * a2) + ((lane + (3 * lanes)) * a3);
        uint sums = (uint)Vector<byte>.Count * Vector.Sum(b0 + b1 + b2 + b3);
        _b += ((uint)length * _a) + sums - Vector.Sum(before);
        _a += Vector.Sum(a0 + a1 + a2 + a3);
        return length;
    }
}
