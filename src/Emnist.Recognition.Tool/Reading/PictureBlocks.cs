using System.Text;
using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Reading;

/// <summary>Draws a small picture in a terminal, a character for each two pixels, one above the other.</summary>
internal static class PictureBlocks
{
    private const char Upper = '\u2580';
    private const char Lower = '\u2584';
    private const char Full = '\u2588';

    /// <summary>The first of the 24 greys of the palette of 256 colours, from dark to light.</summary>
    private const int FirstGray = 232;

    public static void Write(ToolConsole console, GrayImage image)
    {
        for (int y = 0; console.Blocks != BlockStyle.None && y < image.Height; y += 2)
        {
            ReadOnlySpan<byte> upper = Row(image, y);
            ReadOnlySpan<byte> lower = y + 1 < image.Height ? Row(image, y + 1) : new byte[image.Width];
            console.Output.WriteLine(console.Blocks == BlockStyle.Gray ? Gray(upper, lower) : Plain(upper, lower));
        }
    }

    private static ReadOnlySpan<byte> Row(GrayImage image, int y) => image.Pixels.Slice(y * image.Width, image.Width);

    private static string Gray(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower)
    {
        var line = new StringBuilder();
        for (int x = 0; x < upper.Length; x++)
        {
            if (x > 0 && (Gray(upper[x]), Gray(lower[x])) == (Gray(upper[x - 1]), Gray(lower[x - 1])))
            {
                line.Append(Upper);
                continue;
            }

            line.Append("\e[38;5;").Append(Gray(upper[x])).Append(";48;5;").Append(Gray(lower[x])).Append('m').Append(Upper);
        }

        return line.Append("\e[0m").ToString();
    }

    private static int Gray(byte value) => FirstGray + (value * 23 / 255);

    private static string Plain(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower)
    {
        var line = new StringBuilder();
        for (int x = 0; x < upper.Length; x++)
        {
            line.Append((upper[x] >= 128, lower[x] >= 128) switch
            {
                (true, true) => Full,
                (true, false) => Upper,
                (false, true) => Lower,
                _ => ' ',
            });
        }

        return line.ToString();
    }
}
