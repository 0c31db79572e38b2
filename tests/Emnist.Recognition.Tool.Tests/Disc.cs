using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tool.Tests;

/// <summary>A picture of something that is no character.</summary>
internal static class Disc
{
    public static string Save(string folder)
    {
        const int side = 120;
        byte[] pixels = [.. Enumerable.Range(0, side * side).Select(static i =>
            Math.Pow((i % side) - 60, 2) + Math.Pow((i / side) - 60, 2) < 900 ? (byte)30 : (byte)230)];
        string path = Path.Combine(folder, "disc.png");
        new GrayImage(side, pixels).SavePng(path);
        return path;
    }
}
