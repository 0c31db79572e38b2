namespace Emnist.Recognition.Imaging.Codecs.Bmp;

/// <summary>What a BMP's two headers say, any version's.</summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="IsTopDown">Whether the first row stored is the top one; it is mostly the bottom one.</param>
/// <param name="BitsPerPixel">1, 2, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How the pixels are stored; goes with <paramref name="BitsPerPixel"/>.</param>
/// <param name="ColorsUsed">Colours in the palette; 0 for as many as pixels can have.</param>
/// <param name="BytesPerColor">3 or 4.</param>
/// <param name="End">The byte after the headers and masks, where a palette starts.</param>
/// <param name="PixelOffset">The byte at which the pixels start.</param>
/// <param name="Masks">The channels of a pixel of 16 bits or more.</param>
internal sealed record BmpHeader(
    int Width,
    int Height,
    bool IsTopDown,
    int BitsPerPixel,
    BmpCompression Compression,
    uint ColorsUsed,
    int BytesPerColor,
    int End,
    int PixelOffset,
    BmpMasks Masks)
{
    /// <summary>The byte at which the header with the size starts.</summary>
    public const int Offset = 14;

    /// <summary>Where the pixels of a stored row go in the picture.</summary>
    /// <param name="storedRow">The row's number in the order of the file.</param>
    public int RowStart(int storedRow) => (IsTopDown ? storedRow : Height - 1 - storedRow) * Width;
}

/// <summary>How the pixels are stored, numbered as in the file.</summary>
internal enum BmpCompression : uint
{
    Rgb = 0,
    RunLength8 = 1,
    RunLength4 = 2,
    BitFields = 3,
    Jpeg = 4,
    Png = 5,
    AlphaBitFields = 6,
}
