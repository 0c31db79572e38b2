namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>What the components of a JPEG stand for.</summary>
internal enum JpegColorSpace
{
    /// <summary>The first component is the grey; others, if any, are chroma.</summary>
    Luma,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow, black.</summary>
    Cmyk,

    /// <summary>YCbCr of cyan, magenta and yellow taken from 255, and black.</summary>
    Ycck,
}
