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

    private static void UndoSub(Span<byte> row, int step)
    {
        for (int i = step; i < row.Length; i++)
        {
            row[i] += row[i - step];
        }
    }

    private static void UndoUp(Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (int i = 0; i < row.Length; i++)
        {
            row[i] += above[i];
        }
    }

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
        int first = Math.Min(step, row.Length);
        UndoUp(row[..first], above);
        for (int i = first; i < row.Length; i++)
        {
            row[i] += Paeth(row[i - step], above[i], above[i - step]);
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
