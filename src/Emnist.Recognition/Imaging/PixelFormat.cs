namespace Emnist.Recognition.Imaging;

/// <summary>How a pixel lies in memory: the channels in the order of their bytes, 8 bits each.</summary>
public enum PixelFormat
{
    /// <summary>One byte of grey, 0 for black to 255 for white.</summary>
    Gray8,

    /// <summary>Red, green, blue.</summary>
    Rgb24,

    /// <summary>Blue, green, red.</summary>
    Bgr24,

    /// <summary>Red, green, blue, and opacity that the colours are not multiplied by.</summary>
    Rgba32,

    /// <summary>Blue, green, red, and opacity that the colours are not multiplied by.</summary>
    Bgra32,

    /// <summary>
    /// Red, green, blue, each multiplied by the opacity and divided by 255, and the opacity: what Skia draws with. A colour
    /// above its opacity cannot be; it counts as white where the sum exceeds white.
    /// </summary>
    Rgba32Premultiplied,

    /// <summary>
    /// Blue, green, red, each multiplied by the opacity and divided by 255, and the opacity. A colour above its opacity cannot
    /// be; it counts as white where the sum exceeds white.
    /// </summary>
    Bgra32Premultiplied,
}
