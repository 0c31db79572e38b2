namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>A component of a frame: its sampling, its tables, and what has been decoded of it.</summary>
internal sealed class JpegComponent
{
    /// <summary>The identifier that scans name it by.</summary>
    public required byte Id { get; init; }

    /// <summary>Blocks of a minimum coded unit, across and down, 1 to 4.</summary>
    public required int Horizontal { get; init; }
    public required int Vertical { get; init; }

    /// <summary>The number of its quantisation table.</summary>
    public required int QuantizationTable { get; init; }

    /// <summary>Its size in samples.</summary>
    public int Width { get; set; }
    public int Height { get; set; }

    /// <summary>Its blocks in a row, and its rows of them, those that only fill up the last coded units included.</summary>
    public int BlocksAcross { get; set; }
    public int BlocksDown { get; set; }

    /// <summary>Whether its samples are wanted; those of others are parsed and thrown away.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Whether a scan has brought its samples, or in a progressive file their first approximation.</summary>
    public bool HasData { get; set; }

    /// <summary>What the scans of a progressive file have brought so far.</summary>
    public Progression Progression { get; } = new();

    /// <summary>
    /// Samples to one of those kept, along a side, as a power of two: 0 where all are kept; to 3 for 2, 4 or 8, of whose square the
    /// mean is kept.
    /// </summary>
    public int ReductionBits { get; set; }

    /// <summary>The size of what is kept.</summary>
    public int KeptWidth => BlockReduction.Kept(Width, ReductionBits);
    public int KeptHeight => BlockReduction.Kept(Height, ReductionBits);

    /// <summary>The samples kept, <c>[height, width]</c>; empty until they are decoded or where they are not wanted.</summary>
    public byte[] Samples { get; set; } = [];

    /// <summary>The coefficients of a progressive file, 64 a block in natural order; empty otherwise.</summary>
    public short[] Coefficients { get; set; } = [];

    /// <summary>The block at a place, empty where coefficients are not kept.</summary>
    public Span<short> Block(int x, int y) =>
        Coefficients.Length == 0 ? [] : Coefficients.AsSpan(((y * BlocksAcross) + x) * 64, 64);

    /// <summary>The DC coefficient of the block before, by which the next is predicted.</summary>
    public int Prediction { get; set; }
}
