using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition;

/// <summary>A picture as a file stores it, which is turned as its EXIF says; compiled into each library that stands on Skia.</summary>
internal static class StoredPixels
{
    /// <summary>The size of the upright picture.</summary>
    public static ImageSize UprightSize(GrayImage stored, SKEncodedOrigin origin) =>
        origin >= SKEncodedOrigin.LeftTop // the last four of eight
        ? new ImageSize { Width = stored.Height, Height = stored.Width }
        : stored.Size;

    /// <summary>Writes the pixels of the upright picture, row by row.</summary>
    public static void Turn(GrayImage stored, SKEncodedOrigin origin, Span<byte> upright)
    {
        if (origin == SKEncodedOrigin.TopLeft)
        {
            stored.Pixels.CopyTo(upright);
            return;
        }

        // The steps in the stored picture that are one to the right and one down in the upright one, from its top left.
        int right = stored.Width - 1;
        int bottom = (stored.Height - 1) * stored.Width;
        (int start, int across, int down) = origin switch
        {
            SKEncodedOrigin.TopRight => (right, -1, stored.Width),
            SKEncodedOrigin.BottomRight => (bottom + right, -1, -stored.Width),
            SKEncodedOrigin.BottomLeft => (bottom, 1, -stored.Width),
            SKEncodedOrigin.LeftTop => (0, stored.Width, 1),
            SKEncodedOrigin.RightTop => (bottom, -stored.Width, 1),
            SKEncodedOrigin.RightBottom => (bottom + right, -stored.Width, -1),
            SKEncodedOrigin.LeftBottom => (right, stored.Width, -1),
            _ => (0, 1, stored.Width),
        };
        int width = UprightSize(stored, origin).Width;
        for (int i = 0; i < upright.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            upright[i] = stored.Pixels[start + (y * down) + (x * across)];
        }
    }
}
