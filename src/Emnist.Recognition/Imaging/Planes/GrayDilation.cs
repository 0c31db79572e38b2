using System.Buffers;
using System.Numerics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Grey dilation and erosion: the largest, or the smallest, value of the square around each pixel, along rows and then along columns.
/// The largest of a run of values is that of two runs of a power of two, which overlap, and such runs are put together of two halves:
/// so the time depends little on the square's size. What lies outside the picture has no say.
/// </summary>
internal static class GrayDilation
{
    /// <summary>Columns that are worked on at once: whole vectors, few enough to stay in the cache.</summary>
    private const int Strip = 16;

    private interface IExtreme
    {
        /// <summary>What is never the extreme of two.</summary>
        static abstract float None { get; }

        static abstract Vector<float> Of(Vector<float> left, Vector<float> right);
    }

    /// <summary>Dilates in place.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="reach">The square's side is twice this and one.</param>
    public static void Dilate(Plane plane, int reach) => Apply<Largest>(plane, reach);

    /// <summary>Erodes in place.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="reach">The square's side is twice this and one.</param>
    public static void Erode(Plane plane, int reach) => Apply<Smallest>(plane, reach);

    private static void Apply<TExtreme>(Plane plane, int reach)
        where TExtreme : struct, IExtreme
    {
        (int width, int height) = (plane.Width, plane.Height);
        int longest = Math.Max(width + (2 * reach), (height + (2 * reach)) * Strip) + Vector<float>.Count;
        float[] rented = ArrayPool<float>.Shared.Rent(longest);
        Span<float> line = rented.AsSpan(0, longest);
        for (int y = 0; y < height; y++)
        {
            line.Fill(TExtreme.None);
            plane.Row(y).CopyTo(line[reach..]);
            Along<TExtreme>(line, width, reach, 1);
            line[..width].CopyTo(plane.Row(y));
        }

        for (int left = 0; left < width; left += Strip)
        {
            int columns = Math.Min(Strip, width - left);
            line.Fill(TExtreme.None);
            for (int y = 0; y < height; y++)
            {
                plane.Row(y).Slice(left, columns).CopyTo(line[((y + reach) * Strip)..]);
            }

            Along<TExtreme>(line, height, reach, Strip);
            for (int y = 0; y < height; y++)
            {
                line.Slice(y * Strip, columns).CopyTo(plane.Row(y)[left..]);
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>The extremes of windows along a line, written from its start on.</summary>
    /// <param name="line">The values, <paramref name="reach"/> places of nothing before and after them, and a vector of nothing.</param>
    /// <param name="count">Places.</param>
    /// <param name="reach">Places on either side that take part.</param>
    /// <param name="stride">Values of a place.</param>
    private static void Along<TExtreme>(Span<float> line, int count, int reach, int stride)
        where TExtreme : struct, IExtreme
    {
        int window = (2 * reach) + 1;
        int run = 1;
        for (; 2 * run <= window; run *= 2)
        {
            Join<TExtreme>(line, (count + (2 * reach) - run) * stride, run * stride);
        }

        Join<TExtreme>(line, count * stride, (window - run) * stride);
    }

    /// <summary>Each value becomes the extreme of it and the one at a distance.</summary>
    private static void Join<TExtreme>(Span<float> line, int count, int distance)
        where TExtreme : struct, IExtreme
    {
        for (int i = 0; i < count && distance > 0; i += Vector<float>.Count)
        {
            TExtreme.Of(new Vector<float>(line[i..]), new Vector<float>(line[(i + distance)..])).CopyTo(line[i..]);
        }
    }

    private readonly struct Largest : IExtreme
    {
        public static float None => float.NegativeInfinity;

        public static Vector<float> Of(Vector<float> left, Vector<float> right) => Vector.MaxNative(left, right);
    }

    private readonly struct Smallest : IExtreme
    {
        public static float None => float.PositiveInfinity;

        public static Vector<float> Of(Vector<float> left, Vector<float> right) => Vector.MinNative(left, right);
    }
}
