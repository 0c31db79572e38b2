namespace Emnist.Recognition.Numerics;

/// <summary>Cuts a range into pieces of nearly equal size, the same whatever the number of threads.</summary>
internal static class Partition
{
    /// <summary>The start and length of piece <paramref name="index"/> of <paramref name="pieces"/>.</summary>
    public static (int Start, int Length) Range(int total, int pieces, int index)
    {
        int start = (int)((long)total * index / pieces);
        int end = (int)((long)total * (index + 1) / pieces);
        return (start, end - start);
    }
}
