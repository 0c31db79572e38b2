using System.Numerics;
using System.Numerics.Tensors;

namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Brings a large picture down to a working size with a box filter: each value is the mean of a square of whole pixels.
/// Where the factor does not divide a side, its last squares are narrower.
/// </summary>
internal static class BoxReduction
{
    /// <summary>
    /// Pixels to one of the reduced picture, along a side: the least whole factor that brings the longer side to a
    /// limit.
    /// </summary>
    public static int Factor(int width, int height, int limit) => (Math.Max(width, height) + limit - 1) / limit;

    /// <summary>Reduces a picture until its longer side is within a limit.</summary>
    /// <returns>Grey values, 0 to 255, in a plane of its own.</returns>
    public static Plane ToLongSide(GrayImage image, int limit)
    {
        int factor = Factor(image.Width, image.Height, limit);
        return factor == 1 ? Copy(image) : Reduce(image.Pixels, image.Width, image.Height, factor);
    }

    /// <summary>Reduces a plane until its longer side is within a limit.</summary>
    /// <returns>The means, in a plane of their own.</returns>
    public static Plane ToLongSide(Plane picture, int limit)
    {
        int factor = Factor(picture.Width, picture.Height, limit);
        return factor == 1 ? picture.Copy() : Reduce<float>(picture.Values, picture.Width, picture.Height, factor);
    }

    private static Plane Copy(GrayImage image)
    {
        Plane copy = Plane.Rent(image.Width, image.Height);
        ReadOnlySpan<byte> pixels = image.Pixels;
        Span<float> values = copy.Values;
        int i = 0;
        for (; i <= pixels.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(pixels[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Put(low, values[i..]);
            Put(high, values[(i + Vector<ushort>.Count)..]);
        }

        for (; i < pixels.Length; i++)
        {
            values[i] = pixels[i];
        }

        return copy;

        static void Put(Vector<ushort> from, Span<float> to)
        {
            Vector.Widen(from, out Vector<uint> low, out Vector<uint> high);
            Vector.ConvertToSingle(Vector.AsVectorInt32(low)).CopyTo(to);
            Vector.ConvertToSingle(Vector.AsVectorInt32(high)).CopyTo(to[Vector<float>.Count..]);
        }
    }

    private static Plane Reduce<TPixel>(ReadOnlySpan<TPixel> pixels, int width, int height, int factor)
        where TPixel : INumberBase<TPixel>
    {
        Plane reduced = Plane.Rent((width + factor - 1) / factor, (height + factor - 1) / factor);
        using Plane buffer = Plane.Rent(width, 2);
        Span<float> sums = buffer.Row(0);
        Span<float> next = buffer.Row(1);
        for (int y = 0; y < reduced.Height; y++)
        {
            int rows = Math.Min(factor, height - (y * factor));
            TensorPrimitives.ConvertTruncating(pixels.Slice(y * factor * width, width), sums);
            for (int i = 1; i < rows; i++)
            {
                TensorPrimitives.ConvertTruncating(pixels.Slice(((y * factor) + i) * width, width), next);
                TensorPrimitives.Add(sums, next, sums);
            }

            Span<float> row = reduced.Row(y);
            for (int x = 0; x < row.Length; x++)
            {
                float sum = 0;
                int end = Math.Min(width, (x + 1) * factor);
                for (int i = x * factor; i < end; i++)
                {
                    sum += sums[i];
                }

                row[x] = sum / (rows * (end - (x * factor)));
            }
        }

        return reduced;
    }
}
