using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Emnist.Recognition.Imaging.Codecs.Png;

/// <summary>The five row filters of PNG, undone in place (PNG specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>The number of filter types.</summary>
    public const int Count = 5;

    /// <summary>Restores a row.</summary>
    /// <param name="filter">The filter's type, 0 to 4.</param>
    /// <param name="row">The filtered bytes, restored on return.</param>
    /// <param name="above">The restored row above, as long as <paramref name="row"/>; zeros above the first row.</param>
    /// <param name="step">Bytes a pixel: how far to the left the neighbour stands.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        above = above[..row.Length];
        switch (filter)
        {
            case 1:
                UndoSub(row, step);
                break;
            case 2:
                UndoUp(row, above);
                break;
            case 3:
                UndoAverage(row, above, step);
                break;
            case 4:
                UndoPaeth(row, above, step);
                break;
        }
    }

    /// <summary>Each pixel becomes the sum of all up to it, byte by byte: vectors of as many whole pixels as they hold, then the rest.</summary>
    private static void UndoSub(Span<byte> row, int step)
    {
        int i = step;
        if (row.Length >= Vector128<byte>.Count)
        {
            int pixels = Vector128<byte>.Count / step * step;
            Vector128<byte> last = LastPixel(pixels, step);
            Vector128<byte> before = Vector128<byte>.Zero;
            Vector128<byte> next = Vector128.Create<byte>(row);
            int start = 0;
            for (; start <= row.Length - Vector128<byte>.Count; start += pixels)
            {
                Vector128<byte> sums = next;
                for (int shift = step; shift < Vector128<byte>.Count; shift *= 2)
                {
                    // Places before the first are beyond the last, which gives zeros.
                    sums += Vector128.Shuffle(sums, Vector128<byte>.Indices - Vector128.Create((byte)shift));
                }

                sums += before;
                before = Vector128.Shuffle(sums, last);

                // What is stored may reach into the next pixel, as its sum; that is why it is read before.
                if (start + pixels <= row.Length - Vector128<byte>.Count)
                {
                    next = Vector128.Create<byte>(row[(start + pixels)..]);
                }

                sums.CopyTo(row[start..]);
            }

            i = start - pixels + Vector128<byte>.Count;
        }

        for (; i < row.Length; i++)
        {
            row[i] += row[i - step];
        }
    }

    /// <summary>The places of the last pixel's bytes, again and again.</summary>
    private static Vector128<byte> LastPixel(int pixels, int step)
    {
        Span<byte> places = stackalloc byte[Vector128<byte>.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (byte)(pixels - step + (i % step));
        }

        return Vector128.Create<byte>(places);
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above) => TensorPrimitives.Add(row, above, row);

    private static void UndoAverage(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        int first = Math.Min(step, row.Length);
        for (int i = 0; i < first; i++)
        {
            row[i] += (byte)(above[i] >> 1);
        }

        for (int i = first; i < row.Length; i++)
        {
            row[i] += (byte)((row[i - step] + above[i]) >> 1);
        }
    }

    private static void UndoPaeth(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        int i = step >= 3 ? UndoPaethOfPixels(row, above, step) : 0;
        for (; i < Math.Min(step, row.Length); i++)
        {
            row[i] += above[i];
        }

        for (; i < row.Length; i++)
        {
            row[i] += Paeth(row[i - step], above[i], above[i - step]);
        }
    }

    /// <summary>
    /// The same, the bytes of a pixel side by side and without a branch, up to the last pixels. One or two bytes gain nothing.
    /// </summary>
    /// <returns>How many bytes were restored.</returns>
    private static int UndoPaethOfPixels(Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        (Vector128<short> left, Vector128<short> upperLeft) = (Vector128<short>.Zero, Vector128<short>.Zero);
        int i = 0;
        for (; i <= row.Length - sizeof(ulong); i += step)
        {
            Vector128<short> up = Pixel(above[i..]);
            Vector128<short> toLeft = Vector128.Abs(up - upperLeft);
            Vector128<short> toUp = Vector128.Abs(left - upperLeft);
            Vector128<short> toUpperLeft = Vector128.Abs(left - upperLeft + (up - upperLeft));
            Vector128<short> least = Vector128.Min(toLeft, Vector128.Min(toUp, toUpperLeft));
            Vector128<short> nearest = Vector128.ConditionalSelect(
                Vector128.Equals(least, toLeft), left, Vector128.ConditionalSelect(Vector128.Equals(least, toUp), up, upperLeft));
            left = (Pixel(row[i..]) + nearest) & Vector128.Create((short)255);
            upperLeft = up;
            Store(Vector128.Narrow(left, left).AsUInt64().ToScalar(), row[i..], step);
        }

        return i;

        static Vector128<short> Pixel(ReadOnlySpan<byte> bytes) =>
            Vector128.WidenLower(Vector128.CreateScalar(BinaryPrimitives.ReadUInt64LittleEndian(bytes)).AsByte()).AsInt16();
    }

    /// <summary>Writes a pixel's 3, 4, 6 or 8 bytes and none beside them.</summary>
    private static void Store(ulong pixel, Span<byte> row, int step)
    {
        switch (step)
        {
            case 3:
                BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)pixel);
                row[2] = (byte)(pixel >> 16);
                break;
            case 4:
                BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)pixel);
                break;
            case 6:
                BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)pixel);
                BinaryPrimitives.WriteUInt16LittleEndian(row[4..], (ushort)(pixel >> 32));
                break;
            default:
                BinaryPrimitives.WriteUInt64LittleEndian(row, pixel);
                break;
        }
    }

    /// <summary>Whichever of the three neighbours is nearest to left + up - upper left, the earlier one on a tie.</summary>
    private static byte Paeth(int left, int up, int upperLeft)
    {
        int toLeft = Math.Abs(up - upperLeft);
        int toUp = Math.Abs(left - upperLeft);
        int toUpperLeft = Math.Abs(left + up - (2 * upperLeft));
        return (byte)(toLeft <= toUp && toLeft <= toUpperLeft ? left : toUp <= toUpperLeft ? up : upperLeft);
    }
}
