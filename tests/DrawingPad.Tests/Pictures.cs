using Emnist.Recognition;
using Emnist.Recognition.Imaging;

namespace DrawingPad.Tests;

internal static class Pictures
{
    private static readonly string Folder = Path.Combine(FindRoot(), "samples", "images");

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

    public static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Emnist.Recognition.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No Emnist.Recognition.sln above the tests.");
    }
}
