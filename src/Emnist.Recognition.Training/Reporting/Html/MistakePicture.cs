namespace Emnist.Recognition.Training.Reporting.Html;

/// <summary>An image as the page shows it: dark ink on white paper, which the page turns round where it is dark itself.</summary>
internal static class MistakePicture
{
    // A character of the usual 28 x 28 pixels is stored as it is.
    private const int MaxSide = 128;

    /// <returns>A PNG file.</returns>
    /// <exception cref="InvalidOperationException">The image has no size, or other pixels than its size says.</exception>
    public static byte[] Encode(MistakeImage image)
    {
        (int width, int height) = (image.Size.Width, image.Size.Height);
        if (width < 1 || height < 1 || (long)width * height != image.Pixels.Length)
        {
            throw new InvalidOperationException(
                $"The image of mistake {image.Mistake.Index} is {image.Size} and has {image.Pixels.Length} pixels.");
        }

        int step = ((Math.Max(width, height) - 1) / MaxSide) + 1;
        (int columns, int rows) = ((width + step - 1) / step, (height + step - 1) / step);
        byte[] paper = new byte[columns * rows];
        ReadOnlySpan<byte> ink = image.Pixels.Span;
        for (int i = 0; i < paper.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, columns);
            paper[i] = (byte)(255 - ink[(row * step * width) + (column * step)]);
        }

        return PngImage.Encode(columns, rows, paper);
    }
}
