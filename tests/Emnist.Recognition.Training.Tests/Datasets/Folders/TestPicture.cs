using System.Text;

namespace Emnist.Recognition.Training.Tests.Datasets.Folders;

/// <summary>Makes small pictures for folders of them, as raw PGM.</summary>
internal static class TestPicture
{
    /// <summary>A black stroke on white, from the top left down to the right, or straight down.</summary>
    public static byte[] Stroke(bool slanted, int side = 40)
    {
        byte[] pixels = new byte[side * side];
        Array.Fill(pixels, (byte)255);
        for (int y = side / 5; y < side * 4 / 5; y++)
        {
            int x = slanted ? y : side / 2;
            pixels.AsSpan((y * side) + x - 2, 4).Clear();
        }

        return Pgm(side, side, pixels);
    }

    public static byte[] Blank() => Pgm(40, 40, new byte[1600]);

    public static byte[] Pgm(int width, int height, byte[] pixels) =>
        [.. Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. pixels];
}
