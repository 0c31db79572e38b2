namespace Emnist.Recognition.Imaging;

/// <summary>The limits that keep a hostile or mistaken file from exhausting memory.</summary>
/// <remarks>
/// Set the properties before the options are handed over: who takes them takes a copy. Not to be changed while another thread
/// reads them.
/// </remarks>
public sealed record ImageDecoderOptions
{
    /// <summary>The most pixels, width x height, that a picture may have.</summary>
    /// <value>
    /// At least 1; the default is 50,000,000. The decoded picture takes one byte a pixel. One whose grey is nearly the same everywhere,
    /// as of an empty sheet, is decoded once more for each other channel that it has (<see cref="ImageDecoder"/>), so up to five times
    /// in all, and takes twice the memory meanwhile.
    /// </value>
    public int MaxPixels { get; set; } = 50_000_000;

    /// <summary>The most encoded bytes that are read.</summary>
    /// <value>At least 1; the default is 67,108,864 (64 MiB).</value>
    public int MaxBytes { get; set; } = 64 << 20;

    /// <summary>
    /// The longest side that the library's own caller works at, which lets the built-in decoder give a larger picture at a whole
    /// fraction of its size; null for the whole picture, as users get it.
    /// </summary>
    internal int? WorkingSide { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPixels, Array.MaxLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBytes, Array.MaxLength);
    }
}
