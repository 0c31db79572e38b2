namespace Emnist.Recognition.Training.Datasets;

/// <summary>
/// Characters as they were scanned, before they were made small: of some images of a set, the pixels that they were made of.
/// </summary>
/// <param name="size">The width and height of an original.</param>
/// <param name="pixels">[originals, height, width], upright, 0 for the ground and 255 for ink.</param>
/// <param name="places">[images]: the original of each, -1 where there is none.</param>
internal sealed class OriginalImages(ImageSize size, ReadOnlyMemory<byte> pixels, int[] places)
{
    public ImageSize Size => size;

    /// <summary>The original of an image; empty where there is none.</summary>
    public ReadOnlySpan<byte> Of(int image) =>
        places[image] < 0 ? [] : pixels.Span.Slice(places[image] * size.Width * size.Height, size.Width * size.Height);

    /// <summary>Those of chosen images.</summary>
    public OriginalImages Select(ReadOnlySpan<int> indices)
    {
        int[] chosen = new int[indices.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = places[indices[i]];
        }

        return new OriginalImages(size, pixels, chosen);
    }
}
