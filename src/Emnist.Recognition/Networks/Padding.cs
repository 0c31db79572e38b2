namespace Emnist.Recognition.Networks;

/// <summary>What a window does at the edge of an image.</summary>
public enum Padding
{
    /// <summary>It stays inside: size = floor((input - window) / stride) + 1.</summary>
    Valid,

    /// <summary>
    /// The image is padded so that size = ceil(input / stride). Where the padding is odd, the extra row or column
    /// lies at the bottom or on the right, as in Keras.
    /// </summary>
    Same,
}
