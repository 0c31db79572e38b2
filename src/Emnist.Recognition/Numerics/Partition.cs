using System.Diagnostics;

namespace Emnist.Recognition.Numerics;

/// <summary>Cuts a range into parts of nearly equal size, the same whatever the number of threads.</summary>
internal static class Partition
{
    /// <summary>
    /// The start and length of part <paramref name="index"/> of <paramref name="parts"/>, which starts at
    /// <c>floor(total * index / parts)</c>. Lengths differ by one at most; where there are fewer items than parts, some
    /// are 0.
    /// </summary>
    public static (int Start, int Length) Range(int total, int parts, int index)
    {
        Debug.Assert(total >= 0 && (uint)index < (uint)parts);
        int start = (int)((long)total * index / parts);
        int end = (int)((long)total * (index + 1) / parts);
        return (start, end - start);
    }
}
