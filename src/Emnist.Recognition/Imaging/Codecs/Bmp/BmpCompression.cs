namespace Emnist.Recognition.Imaging.Codecs.Bmp;

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
