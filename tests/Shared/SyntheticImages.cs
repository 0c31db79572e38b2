using Emnist.Recognition.Networks;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Tests;

/// <summary>Small noisy images of bars, one place for each class: easy to learn, hard to guess.</summary>
internal static class SyntheticImages
{
    public const int Width = 9;

    public const int Height = 12;

    public static TensorShape Shape { get; } = TensorShape.Image(new ImageSize { Width = Width, Height = Height });

    public static LabeledImages Create(int seed, params int[] countByClass) => Create(seed, Width, Height, countByClass);

    public static LabeledImages Create28(int seed, params int[] countByClass) => Create(seed, 28, 28, countByClass);

    private static LabeledImages Create(int seed, int width, int height, int[] countByClass)
    {
        var random = new Random(seed);
        byte[] labels = [.. countByClass.SelectMany((count, label) => Enumerable.Repeat((byte)label, count))];
        random.Shuffle(labels);
        byte[] pixels = new byte[labels.Length * width * height];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int p = 0; p < width * height; p++)
            {
                bool bar = p / width / (height / 4) == labels[i] % 4 && (p % width < width / 2 || labels[i] < 4);
                pixels[(i * width * height) + p] = (byte)((bar ? 120 : 0) + random.Next(120));
            }
        }

        var size = new ImageSize { Width = width, Height = height };
        return new LabeledImages(size, pixels, labels, [.. countByClass.Select((_, label) => $"class {label}")]);
    }
}
