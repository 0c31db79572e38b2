namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The seven passes of an interlaced PNG (PNG specification, section 8.2).</summary>
internal static class Adam7
{
    /// <summary>The passes, in the file's order.</summary>
    public static ReadOnlySpan<Pass> Passes => Table;

    private static readonly Pass[] Table =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>Brings pixels from the order of the passes into that of the picture.</summary>
    /// <param name="ordered">Width x height pixels, pass after pass.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <returns>The pixels row by row.</returns>
    public static byte[] Scatter(ReadOnlySpan<byte> ordered, int width, int height)
    {
        byte[] pixels = new byte[ordered.Length];
        int next = 0;
        foreach (Pass pass in Passes)
        {
            for (int y = pass.Y; y < height; y += pass.StepY)
            {
                for (int x = pass.X; x < width; x += pass.StepX)
                {
                    pixels[(y * width) + x] = ordered[next++];
                }
            }
        }

        return pixels;
    }

    /// <summary>One pass: its first pixel and the distances between its pixels.</summary>
    public readonly record struct Pass(int X, int Y, int StepX, int StepY)
    {
        /// <summary>How many columns of a picture the pass has, perhaps none.</summary>
        public int Width(int imageWidth) => (imageWidth - X + StepX - 1) / StepX;

        /// <summary>How many rows of a picture the pass has, perhaps none.</summary>
        public int Height(int imageHeight) => (imageHeight - Y + StepY - 1) / StepY;
    }
}
