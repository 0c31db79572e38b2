using System.Buffers;
using Emnist.Recognition.Numerics;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Grey dilation and erosion: the largest, or the smallest, value of the square around each pixel, along rows and then along columns.
/// What lies outside the picture has no say.
/// </summary>
internal static class GrayDilation
{
    /// <summary>Columns that are worked on at once: whole vectors, few enough to stay in the cache.</summary>
    private const int Strip = 32;

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
        float[] line = ArrayPool<float>.Shared.Rent(
            Math.Max(RunningExtremes.LengthOf(width, reach, 1), RunningExtremes.LengthOf(height, reach, Strip)));
        for (int y = 0; y < height; y++)
        {
            plane.Row(y).CopyTo(line.AsSpan(reach));
            RunningExtremes.Find<TExtreme>(line, width, reach, 1);
            line.AsSpan(0, width).CopyTo(plane.Row(y));
        }

        for (int left = 0; left < width; left += Strip)
        {
            int columns = Math.Min(Strip, width - left);
            for (int y = 0; y < height; y++)
            {
                plane.Row(y).Slice(left, columns).CopyTo(line.AsSpan((reach + y) * columns));
            }

            RunningExtremes.Find<TExtreme>(line, height, reach, columns);
            for (int y = 0; y < height; y++)
            {
                line.AsSpan(y * columns, columns).CopyTo(plane.Row(y)[left..]);
            }
        }

        ArrayPool<float>.Shared.Return(line);
    }
}
