namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Turns a picture as EXIF's orientation says.</summary>
internal static class Orientation
{
    /// <summary>Applies an orientation.</summary>
    /// <param name="image">The picture as stored.</param>
    /// <param name="orientation">
    /// Where the stored first row and first column are seen: 1 top left, 2 top right, 3 bottom right, 4 bottom left, and 5
    /// to 8 with rows for columns: left top, right top, right bottom, left bottom.
    /// </param>
    public static GrayImage Apply(GrayImage image, int orientation)
    {
        if (orientation == 1)
        {
            return image;
        }

        bool turned = IsTurned(orientation);
        bool mirrored = orientation is 2 or 3 or 6 or 7;
        bool upsideDown = orientation is 3 or 4 or 7 or 8;
        ImageSize size = Apply(image.Size, orientation);
        (int width, int height) = (size.Width, size.Height);
        byte[] pixels = new byte[width * height];
        ReadOnlySpan<byte> stored = image.Pixels;
        for (int y = 0; y < height; y++)
        {
            int seenY = upsideDown ? height - 1 - y : y;
            for (int x = 0; x < width; x++)
            {
                int seenX = mirrored ? width - 1 - x : x;
                pixels[(y * width) + x] = turned
                    ? stored[(seenX * image.Width) + seenY]
                    : stored[(seenY * image.Width) + seenX];
            }
        }

        return GrayImage.Own(width, height, pixels);
    }

    /// <summary>The size that a picture has when it is turned.</summary>
    public static ImageSize Apply(ImageSize size, int orientation) =>
        IsTurned(orientation) ? new ImageSize { Width = size.Height, Height = size.Width } : size;

    private static bool IsTurned(int orientation) => orientation >= 5;
}
