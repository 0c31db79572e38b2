namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>
/// How far the scans of a progressive file have brought each coefficient of a component (T.81, G.1.1.1). A coefficient has
/// one first scan, and then one for each bit left, so that a small file cannot have the same work done over and over.
/// </summary>
internal sealed class Progression
{
    private const int NotBegun = -1;

    /// <summary>The bits that each coefficient, in zigzag order, still lacks.</summary>
    private readonly int[] _bitsLeft = new int[64];

    public Progression() => _bitsLeft.AsSpan().Fill(NotBegun);

    /// <summary>Whether the first coefficient, without which there is no picture, has come.</summary>
    public bool HasBegun => _bitsLeft[0] != NotBegun;

    /// <summary>Whether no bit of any coefficient can follow.</summary>
    public bool IsComplete => !_bitsLeft.AsSpan().ContainsAnyExcept(0);

    /// <summary>Takes note of a scan, if it may come now.</summary>
    /// <returns>Whether it goes on where earlier scans left off.</returns>
    public bool TryAdvance(JpegScan scan)
    {
        int expected = scan.High == 0 ? NotBegun : scan.High;
        Span<int> band = _bitsLeft.AsSpan(scan.First..(scan.Last + 1));
        if ((scan.First > 0 && !HasBegun) || band.ContainsAnyExcept(expected))
        {
            return false;
        }

        band.Fill(scan.Low);
        return true;
    }
}
