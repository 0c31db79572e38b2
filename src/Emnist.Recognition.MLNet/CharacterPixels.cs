using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.MLNet;

/// <summary>The pixels of a character in EMNIST's form.</summary>
internal static class CharacterPixels
{
    public const int Count = CharacterNormalizer.Size * CharacterNormalizer.Size;

    /// <summary>What one of 255 levels of ink is to a network: the very numbers that the library trains and predicts with.</summary>
    public const float Level = 1f / 255;
}
