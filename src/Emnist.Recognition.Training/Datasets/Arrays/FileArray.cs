using System.Diagnostics;

namespace Emnist.Recognition.Training.Datasets.Arrays;

/// <summary>An array as it lies in a file.</summary>
/// <param name="Place">Where it lies, for messages.</param>
/// <param name="Format">How an element lies in it.</param>
/// <param name="Shape">Its sizes, 0 to 32 of them, whose product is at most <see cref="Array.MaxLength"/>.</param>
/// <param name="IsColumnMajor">Whether the first index runs fastest, as in Fortran and MATLAB, and not the last.</param>
/// <param name="Data">The elements.</param>
internal sealed record FileArray(string Place, ElementFormat Format, int[] Shape, bool IsColumnMajor, byte[] Data)
{
    public int Count => Format.Size == 0 ? 0 : Data.Length / Format.Size;

    /// <summary>Such as <c>(60000, 28, 28)</c>.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)})";

    /// <summary>The element that is at a place in row-major order.</summary>
    public ReadOnlySpan<byte> Element(int index)
    {
        Debug.Assert(!IsColumnMajor, "Elements are asked for in row-major order.");
        return Data.AsSpan(index * Format.Size, Format.Size);
    }

    public double Number(int index) => Format.ReadNumber(Element(index));

    /// <summary>The elements in row-major order.</summary>
    public FileArray ToRowMajor()
    {
        if (!IsColumnMajor || Shape.Count(size => size > 1) < 2)
        {
            return this with { IsColumnMajor = false };
        }

        // The first index is the row, all others its columns: a transposition of [columns, rows], with the columns' order mended.
        int size = Format.Size;
        byte[] ordered = GC.AllocateUninitializedArray<byte>(Data.Length);
        int rows = Shape[0];
        int columns = Count / rows;
        int[] order = ColumnOrder(Shape.AsSpan(1), columns);
        for (int c = 0; c < columns; c++)
        {
            ReadOnlySpan<byte> from = Data.AsSpan(order[c] * rows * size, rows * size);
            for (int r = 0; r < rows; r++)
            {
                from.Slice(r * size, size).CopyTo(ordered.AsSpan(((r * columns) + c) * size));
            }
        }

        return this with { IsColumnMajor = false, Data = ordered };
    }

    /// <summary>For each place in row-major order, that in column-major order, for the few columns of images or labels.</summary>
    private static int[] ColumnOrder(ReadOnlySpan<int> shape, int count)
    {
        int[] order = new int[count];
        int[] index = new int[shape.Length];
        for (int i = 0; i < count; i++)
        {
            int place = 0;
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                place = (place * shape[d]) + index[d];
            }

            order[i] = place;
            for (int d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--)
            {
                index[d] = 0;
            }
        }

        return order;
    }
}
