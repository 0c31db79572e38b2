using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Fuzz;

/// <summary>What is read by damaged patterns and words: a line of rings and bars, as 0 and 1 are, a gap between two words of them.</summary>
internal static class LinePicture
{
    private const int Height = 60;
    private const int Advance = 36;

    /// <summary>Nothing to read: the options alone are looked at.</summary>
    public static GrayImage Blank { get; } = Draw("");

    public static GrayImage Line { get; } = Draw("0110 1001");

    private static GrayImage Draw(string signs)
    {
        int width = (signs.Length + 1) * Advance;
        byte[] pixels = new byte[width * Height];
        pixels.AsSpan().Fill(byte.MaxValue);
        for (int i = 0; i < pixels.Length; i++)
        {
            int sign = ((i % width) - (Advance / 2)) / Advance;
            int x = ((i % width) - (Advance / 2)) % Advance;
            int y = (i / width) - (Height / 2);
            bool isInk = sign < signs.Length && x >= 0 && signs[sign] switch
            {
                '0' => ((x - 14) * (x - 14) / 90.0) + (y * y / 260.0) is > 0.6 and < 1.4,
                '1' => Math.Abs(x - 14) < 2 && Math.Abs(y) < 18,
                _ => false,
            };
            pixels[i] = isInk ? (byte)0 : pixels[i];
        }

        return new GrayImage(new ImageSize { Width = width, Height = Height }, pixels);
    }
}
