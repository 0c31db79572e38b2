using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Chooses which images of each class go to the smaller part of a split.</summary>
internal static class StratifiedSplit
{
    /// <summary>
    /// Class by class, shuffles the class's indices and takes the first <see cref="PartSize"/> of them.
    /// </summary>
    /// <returns>Ascending indices: those that stay, and those that are taken.</returns>
    public static (int[] Remaining, int[] Part) Choose(
        ReadOnlySpan<int> labels, ReadOnlySpan<int> counts, double fraction, int seed)
    {
        int[] byClass = SortByClass(labels, counts);
        bool[] taken = new bool[labels.Length];
        var random = new SplitMix64((ulong)seed);
        int start = 0;
        int total = 0;
        foreach (int count in counts)
        {
            Span<int> indices = byClass.AsSpan(start, count);
            random.Shuffle(indices);
            int size = PartSize(count, fraction);
            foreach (int index in indices[..size])
            {
                taken[index] = true;
            }

            start += count;
            total += size;
        }

        return (IndicesWhere(taken, false, labels.Length - total), IndicesWhere(taken, true, total));
    }

    /// <summary>
    /// The nearest number to the fraction (halves up) that leaves one image on each side; 0 of 0 or 1 images.
    /// </summary>
    private static int PartSize(int count, double fraction) =>
        count < 2 ? 0 : Math.Clamp((int)Math.Floor((count * fraction) + 0.5), 1, count - 1);

    private static int[] SortByClass(ReadOnlySpan<int> labels, ReadOnlySpan<int> counts)
    {
        int[] next = new int[counts.Length];
        for (int c = 1; c < counts.Length; c++)
        {
            next[c] = next[c - 1] + counts[c - 1];
        }

        int[] byClass = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            byClass[next[labels[i]]++] = i;
        }

        return byClass;
    }

    private static int[] IndicesWhere(bool[] taken, bool value, int count)
    {
        int[] indices = new int[count];
        int filled = 0;
        for (int i = 0; i < taken.Length; i++)
        {
            if (taken[i] == value)
            {
                indices[filled++] = i;
            }
        }

        return indices;
    }
}
