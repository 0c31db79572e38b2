using Emnist.Recognition.Datasets;

namespace Emnist.Recognition.Tests.Training;

/// <summary>Small noisy images of bars, one place for each class: easy to learn, hard to guess.</summary>
internal static class SyntheticImages
{
    public const int Width = 9;

    public const int Height = 12;

    public static LabeledImages Create(int seed, params int[] countByClass)
    {
        var random = new Random(seed);
        byte[] labels = [.. countByClass.SelectMany((count, label) => Enumerable.Repeat((byte)label, count))];
        random.Shuffle(labels);
        byte[] pixels = new byte[labels.Length * Width * Height];
        for (int i = 0; i < labels.Length; i++)
        {
            for (int p = 0; p < Width * Height; p++)
            {
                bool bar = p / Width / 3 == labels[i] % 4 && (p % Width < 5 || labels[i] < 4);
                pixels[(i * Width * Height) + p] = (byte)((bar ? 120 : 0) + random.Next(120));
            }
        }

        return new LabeledImages(Width, Height, pixels, labels, [.. countByClass.Select((_, label) => $"class {label}")]);
    }
}
