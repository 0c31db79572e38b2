using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>An image as the page shows it: dark ink on white paper, which the page turns round where it is dark itself.</summary>
internal static class InkPicture
{
    // A character of the usual 28 x 28 pixels is stored as it is.
    private const int MaxSide = 128;

    /// <param name="size">The width and height, at least 1 each.</param>
    /// <param name="ink">[height, width], as many as the size says, 0 = background, 255 = ink.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] Encode(ImageSize size, ReadOnlySpan<byte> ink)
    {
        using var file = new MemoryStream();
        Reduce(size, ink, MaxSide).SavePng(file);
        return file.ToArray();
    }

    /// <summary>Dark ink on white paper, of a large image every so many pixels.</summary>
    /// <param name="size">The width and height, at least 1 each.</param>
    /// <param name="ink">[height, width], as many as the size says, 0 = background, 255 = ink.</param>
    /// <param name="maxSide">The longest that a side may be.</param>
    public static GrayImage Reduce(ImageSize size, ReadOnlySpan<byte> ink, int maxSide)
    {
        (int width, int height) = (size.Width, size.Height);
        int step = ((Math.Max(width, height) - 1) / maxSide) + 1;
        (int columns, int rows) = ((width + step - 1) / step, (height + step - 1) / step);
        byte[] paper = new byte[columns * rows];
        for (int i = 0; i < paper.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            paper[i] = (byte)(255 - ink[(row * step * width) + (column * step)]);
        }

        return new GrayImage(new ImageSize { Width = columns, Height = rows }, paper);
    }
}
