using System.Globalization;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>The images of an IDX file, as they lie in it. Immutable, and so safe to share between threads.</summary>
public sealed class IdxImages
{
    internal IdxImages(int count, ImageSize size, byte[] block)
    {
        Count = count;
        Size = size;
        Block = block;
    }

    /// <summary>The number of images, at least 1.</summary>
    public int Count { get; }

    /// <summary>The width and height of an image, each at least 1.</summary>
    public ImageSize Size { get; }

    /// <summary>All pixels, <c>[count, height, width]</c> in row-major order, 0 to 255.</summary>
    public ReadOnlyMemory<byte> Pixels => Block;

    internal byte[] Block { get; }

    /// <summary>Number and size, such as <c>IdxImages: 112,800 images of 28 x 28</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"IdxImages: {Count:N0} images of {Size}");
}
