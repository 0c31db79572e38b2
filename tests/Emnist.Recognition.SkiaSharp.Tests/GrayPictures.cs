using Emnist.Recognition.Imaging;
using SkiaSharp;

namespace Emnist.Recognition.SkiaSharp.Tests;

/// <summary>What drawings are in grey by the library's own conversion, and comparing with it.</summary>
internal static class GrayPictures
{
    public static GrayImage GrayOf(SKBitmap bitmap) =>
        GrayImage.FromPixels(bitmap.GetPixelSpan(), new ImageSize { Width = bitmap.Width, Height = bitmap.Height }, PixelFormat.Rgba32);

    public static void AssertSame(GrayImage expected, GrayImage actual, int tolerance)
    {
        Assert.Equal(expected.Size, actual.Size);
        for (int i = 0; i < expected.Pixels.Length; i++)
        {
            Assert.InRange(actual.Pixels[i], expected.Pixels[i] - tolerance, expected.Pixels[i] + tolerance);
        }
    }
}
