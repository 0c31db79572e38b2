using Emnist.Recognition;
using Emnist.Recognition.Imaging;
using Emnist.Recognition.Tests;

namespace DrawingPad.Tests;

internal static class Pictures
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "samples", "images");

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>A PNG of white paper.</summary>
    public static byte[] Blank(ImageSize size)
    {
        byte[] pixels = new byte[size.Width * size.Height];
        pixels.AsSpan().Fill(byte.MaxValue);
        var png = new MemoryStream();
        new GrayImage(size, pixels).SavePng(png);
        return png.ToArray();
    }
}
