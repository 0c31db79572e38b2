using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.Tests;

/// <summary>Pictures of a letter, and of two signs that no embedded model knows, as a folder for each.</summary>
internal static class DrawnSigns
{
    private const int Side = 61;

    private static readonly (string Label, (int X1, int Y1, int X2, int Y2)[] Lines)[] Signs =
    [
        ("L", [(10, 10, 10, 50), (10, 50, 40, 50)]),
        ("arrow", [(10, 30, 50, 30), (50, 30, 35, 15), (50, 30, 35, 45)]),
        ("plus", [(30, 10, 30, 50), (10, 30, 50, 30)]),
    ];

    public static IReadOnlyList<string> Labels { get; } = [.. Signs.Select(static sign => sign.Label)];

    public static void Write(string folder, int picturesASign)
    {
        var random = new Random(1);
        foreach ((string label, (int, int, int, int)[] lines) in Signs)
        {
            Directory.CreateDirectory(Path.Combine(folder, label));
            for (int i = 0; i < picturesASign; i++)
            {
                Draw(lines, random).SavePng(Path.Combine(folder, label, $"{i}.png"));
            }
        }
    }

    /// <summary>Dark strokes on white paper, each end a little elsewhere.</summary>
    private static GrayImage Draw((int X1, int Y1, int X2, int Y2)[] lines, Random random)
    {
        byte[] pixels = [.. Enumerable.Repeat((byte)255, Side * Side)];
        foreach ((int x1, int y1, int x2, int y2) in lines)
        {
            (double fromX, double fromY) = (x1 + random.Next(-3, 4), y1 + random.Next(-3, 4));
            (double toX, double toY) = (x2 + random.Next(-3, 4), y2 + random.Next(-3, 4));
            for (double t = 0; t <= 1; t += 0.01)
            {
                (int x, int y) = ((int)(fromX + (t * (toX - fromX))), (int)(fromY + (t * (toY - fromY))));
                for (int place = 0; place < 9; place++)
                {
                    pixels[((y + (place / 3)) * Side) + x + (place % 3)] = 20;
                }
            }
        }

        return GrayImage.FromPixels(pixels, new ImageSize { Width = Side, Height = Side }, PixelFormat.Gray8);
    }
}
