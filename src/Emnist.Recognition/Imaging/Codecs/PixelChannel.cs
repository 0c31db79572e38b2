namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>What of a pixel becomes its grey.</summary>
internal enum PixelChannel
{
    /// <summary>Its brightness over white paper: what is taken unless it tells nothing.</summary>
    Luma,

    /// <summary>Its opacity, as if what is opaque were black ink on white paper.</summary>
    Alpha,

    /// <summary>Its red over white paper; of a JPEG that has none, the chroma of red.</summary>
    Red,

    /// <summary>Its green over white paper.</summary>
    Green,

    /// <summary>Its blue over white paper; of a JPEG that has none, the chroma of blue.</summary>
    Blue,
}
