using Emnist.Recognition.Imaging;
using Emnist.Recognition.Numerics;
using Emnist.Recognition.Training;
using Emnist.Recognition.Training.Datasets;

namespace Emnist.Recognition.Models;

/// <summary>Contact sheets of what is made of the training images, to be looked at.</summary>
internal static class Sheets
{
    private const int Columns = 24;
    private const int Rows = 16;
    private const int Cell = 30;

    public static void Write(TrainingData data, string folder)
    {
        LabeledImages images = data.Training;
        int[] labels = images.ReadLabels("images");
        int[][] members = NonCharacters.MembersOf(labels, images.ClassNames.Count, images.ClassNames.Count - 1);
        var composed = new NonCharacters(new Augmentation { NonCharacters = 1 }, images, members);
        Write(Path.Combine(folder, "non-characters.png"), (i, to) =>
        {
            var random = new SplitMix64(SplitMix64.At(1, (ulong)i));
            composed.Compose(ref random, to);
        });
        var others = new OtherNonCharacters(images, members);
        Write(Path.Combine(folder, "other-non-characters.png"), (i, to) => others.Compose(i, to));

        (byte[] flagged, int[] sources) = FlaggedOnes.DrawOn(images);
        Write(Path.Combine(folder, "flagged-ones.png"), (i, to) =>
            (i % 2 == 0 ? images.GetImage(sources[i / 2]) : flagged.AsSpan(i / 2 * to.Length, to.Length)).CopyTo(to));

        int[] places = [.. Enumerable.Range(0, images.Count).Where(i => !images.Originals!.Of(i).IsEmpty)];
        var augmenter = new ImageAugmenter(
            Augmentation.Handwriting with { Originals = 1, Redrawing = 0.25f }, images.Width, images.Height, seed: 1, images.Originals!.Size);

        // Each image, and then what becomes of its original three times.
        Write(Path.Combine(folder, "originals.png"), (i, to) =>
        {
            int place = places[i / 4 * 97 % places.Length];
            if (i % 4 == 0)
            {
                images.GetImage(place).CopyTo(to);
            }
            else
            {
                augmenter.Apply(images.GetImage(place), images.Originals.Of(place), (ulong)i, to);
            }
        });
    }

    private static void Write(string path, Action<int, Span<byte>> draw)
    {
        byte[] sheet = new byte[Columns * Cell * Rows * Cell];
        Span<byte> image = stackalloc byte[28 * 28];
        for (int i = 0; i < Columns * Rows; i++)
        {
            draw(i, image);
            for (int y = 0; y < 28; y++)
            {
                image.Slice(y * 28, 28).CopyTo(sheet.AsSpan((((i / Columns * Cell) + y) * Columns * Cell) + (i % Columns * Cell)));
            }
        }

        new GrayImage(new ImageSize { Width = Columns * Cell, Height = Rows * Cell }, sheet).SavePng(path);
    }
}
