namespace Emnist.Recognition.Imaging.Planes;

/// <summary>Binary dilation of a mask along one axis, in place, in one pass.</summary>
internal static class MaskDilation
{
    /// <summary>Sets every pixel within some steps to the left or right of a set one.</summary>
    public static void Horizontally(Span<bool> mask, int width, int steps)
    {
        for (int start = 0; start < mask.Length; start += width)
        {
            Along(mask, start, 1, width, steps);
        }
    }

    /// <summary>Sets every pixel within some steps above or below a set one.</summary>
    public static void Vertically(Span<bool> mask, int width, int steps)
    {
        for (int start = 0; start < width; start++)
        {
            Along(mask, start, width, mask.Length / width, steps);
        }
    }

    private static void Along(Span<bool> mask, int start, int stride, int count, int steps)
    {
        // The position after which nothing is set by the last original pixel, and up to which the way back has been set.
        int until = -1;
        int done = -1;
        for (int i = 0; i < count; i++)
        {
            int index = start + (i * stride);
            if (mask[index])
            {
                for (int back = Math.Max(done + 1, i - steps); back < i; back++)
                {
                    mask[start + (back * stride)] = true;
                }

                until = i + steps;
                done = i;
            }
            else if (i <= until)
            {
                mask[index] = true;
                done = i;
            }
        }
    }
}
