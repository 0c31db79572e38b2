using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.MLNet.Benchmarks;

/// <summary>Images to score and to train on: EMNIST's digits where they are on disk, else strokes drawn at random.</summary>
internal static class BenchmarkImages
{
    public static bool HasEmnist => EmnistDataset.FindFolder(EmnistSplit.Digits, DatasetPart.Test) is not null;

    public static LabeledImages Take(int count) =>
        HasEmnist ? Repeat(EmnistDataset.Load(EmnistSplit.Digits, DatasetPart.Test), count) : Draw(count);

    /// <summary>So many images, those of the set over and over where it has fewer.</summary>
    private static LabeledImages Repeat(LabeledImages set, int count)
    {
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            set.GetImage(i % set.Count).CopyTo(pixels.AsSpan(i * 784));
            labels[i] = (byte)set.GetLabel(i % set.Count);
        }

        return new LabeledImages(28, pixels, labels, set.ClassNames);
    }

    private static LabeledImages Draw(int count)
    {
        var random = new Random(1);
        byte[] pixels = new byte[count * 784];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(10);
            Span<byte> image = pixels.AsSpan(i * 784, 784);
            for (int stroke = 0; stroke < 3; stroke++)
            {
                DrawStroke(image, random);
            }
        }

        return new LabeledImages(28, pixels, labels, [.. Enumerable.Range(0, 10).Select(static digit => $"{digit}")]);
    }

    private static void DrawStroke(Span<byte> image, Random random)
    {
        (double x, double y, double angle) = (random.Next(5, 22), random.Next(5, 22), random.NextDouble() * Math.Tau);
        for (int step = 0; step < 14; step++)
        {
            for (int dot = 0; dot < 4; dot++)
            {
                (int column, int row) = (Math.Clamp((int)x, 1, 25) + (dot % 2), Math.Clamp((int)y, 1, 25) + (dot / 2));
                image[(row * 28) + column] = byte.MaxValue;
            }

            (x, y, angle) = (x + Math.Cos(angle), y + Math.Sin(angle), angle + (random.NextDouble() * 0.3));
        }
    }
}
