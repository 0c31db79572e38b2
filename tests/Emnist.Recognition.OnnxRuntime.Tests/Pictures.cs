using Emnist.Recognition.Imaging;

namespace Emnist.Recognition.OnnxRuntime.Tests;

/// <summary>The pictures of samples/images, a line of them, and images of noise.</summary>
internal static class Pictures
{
    public const int Length = 28 * 28;

    public static IReadOnlyList<GrayImage> All { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Pictures"), "*.png")
            .Order(StringComparer.Ordinal)
            .Select(ImageDecoder.Decode),
    ];

    /// <summary>Four pictures of dark ink on white, side by side.</summary>
    public static GrayImage Line { get; } = Compose([All[0], All[1], All[3], All[6]]);

    /// <summary>[count, 28, 28], 0 to 1.</summary>
    public static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Length).Select(_ => random.Next(256) / 255f)];
    }

    private static GrayImage Compose(IReadOnlyList<GrayImage> pictures)
    {
        int height = pictures.Max(static picture => picture.Height);
        int width = pictures.Sum(static picture => picture.Width);
        byte[] pixels = new byte[width * height];
        Array.Fill(pixels, byte.MaxValue);
        int left = 0;
        foreach (GrayImage picture in pictures)
        {
            for (int y = 0; y < picture.Height; y++)
            {
                picture.Pixels.Slice(y * picture.Width, picture.Width).CopyTo(pixels.AsSpan((y * width) + left));
            }

            left += picture.Width;
        }

        return new GrayImage(new ImageSize { Width = width, Height = height }, pixels);
    }
}
