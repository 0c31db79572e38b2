namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>How a PNG's pixels are made up; the values are those of the file.</summary>
internal enum PngColorType : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
