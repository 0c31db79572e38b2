using System.Numerics;
using System.Runtime.InteropServices;

namespace Emnist.Recognition.Numerics;

/// <summary>Which of two values is the extreme.</summary>
internal interface IExtreme
{
    /// <summary>What is never the extreme of two.</summary>
    static abstract float None { get; }

    static abstract Vector<float> Of(Vector<float> left, Vector<float> right);
}

internal readonly struct Largest : IExtreme
{
    public static float None => float.NegativeInfinity;

    public static Vector<float> Of(Vector<float> left, Vector<float> right) => Vector.MaxNative(left, right);
}

internal readonly struct Smallest : IExtreme
{
    public static float None => float.PositiveInfinity;

    public static Vector<float> Of(Vector<float> left, Vector<float> right) => Vector.MinNative(left, right);
}

/// <summary>
/// The extreme of the window around each place of a line. That of a run of places is the extreme of two runs of a power of two, which
/// overlap, and such runs are put together of two halves: so the time depends little on the window's size.
/// </summary>
internal static class RunningExtremes
{
    /// <summary>Values that a line needs.</summary>
    public static int LengthOf(int count, int reach, int stride) => ((count + (2 * reach)) * stride) + Vector<float>.Count;

    /// <summary>Finds the extremes, which are written from the line's start on.</summary>
    /// <param name="line">
    /// <see cref="LengthOf"/> values. Those of the places begin after <paramref name="reach"/> places; what is before and after them is
    /// written over.
    /// </param>
    /// <param name="count">Places.</param>
    /// <param name="reach">Places on either side that take part.</param>
    /// <param name="stride">Values of a place, each with its own line.</param>
    public static void Find<TExtreme>(Span<float> line, int count, int reach, int stride)
        where TExtreme : struct, IExtreme
    {
        line = line[..LengthOf(count, reach, stride)];
        line[..(reach * stride)].Fill(TExtreme.None);
        line[((count + reach) * stride)..].Fill(TExtreme.None);
        int window = (2 * reach) + 1;
        int run = 1;
        for (; 2 * run <= window; run *= 2)
        {
            Join<TExtreme>(line, (count + (2 * reach) - run) * stride, run * stride);
        }

        if (run < window)
        {
            Join<TExtreme>(line, count * stride, (window - run) * stride);
        }
    }

    /// <summary>
    /// Each value becomes the extreme of it and the one at a distance. The last vector reaches beyond the values, where nothing stands.
    /// </summary>
    private static void Join<TExtreme>(Span<float> line, int count, int distance)
        where TExtreme : struct, IExtreme
    {
        ref float start = ref MemoryMarshal.GetReference(line);
        for (int i = 0; i < count; i += Vector<float>.Count)
        {
            TExtreme.Of(Vector.LoadUnsafe(ref start, (nuint)i), Vector.LoadUnsafe(ref start, (nuint)(i + distance))).StoreUnsafe(ref start, (nuint)i);
        }
    }
}
