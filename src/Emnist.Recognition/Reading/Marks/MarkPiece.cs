namespace Emnist.Recognition.Reading.Marks;

/// <summary>A connected piece of ink, measured in heights of its line, y up from the line's foot.</summary>
/// <param name="Left">The box around it.</param>
/// <param name="Top">As before.</param>
/// <param name="Right">As before.</param>
/// <param name="Bottom">As before.</param>
/// <param name="X">Its centre of mass.</param>
/// <param name="Y">As before.</param>
/// <param name="Length">How long it is along its long axis, that of its second moments.</param>
/// <param name="Breadth">How wide across it.</param>
/// <param name="Angle">The long axis, in degrees from level, -90 to 90; positive where it rises to the right.</param>
/// <param name="Slenderness">The spread across the long axis to that along it: 0 for a thin straight stroke, 1 for a disc.</param>
internal sealed record MarkPiece(
    double Left, double Top, double Right, double Bottom, double X, double Y, double Length, double Breadth, double Angle,
    double Slenderness)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    /// <summary>Measures pixels.</summary>
    /// <param name="pixels">The pixels of a piece, x to the right and y down.</param>
    /// <param name="foot">Where the line's foot is, down.</param>
    /// <param name="height">A line's height in pixels.</param>
    public static MarkPiece Of(ReadOnlySpan<(int X, int Y)> pixels, double foot, double height)
    {
        int count = pixels.Length;
        (long sumX, long sumY, long sumXX, long sumXY, long sumYY) = (0, 0, 0, 0, 0);
        foreach ((int x, int y) in pixels)
        {
            (sumX, sumY) = (sumX + x, sumY + y);
            (sumXX, sumXY, sumYY) = (sumXX + (x * x), sumXY + (x * y), sumYY + (y * y));
        }

        (double meanX, double meanY) = (sumX / (double)count, sumY / (double)count);

        // A pixel is a square, whose own spread is a twelfth.
        double xx = (sumXX / (double)count) - (meanX * meanX) + (1 / 12.0);
        double xy = (meanX * meanY) - (sumXY / (double)count);
        double yy = (sumYY / (double)count) - (meanY * meanY) + (1 / 12.0);
        double axis = Math.Atan2(2 * xy, xx - yy) / 2;
        double spread = Math.Sqrt(((xx - yy) * (xx - yy) / 4) + (xy * xy));
        double middle = (xx + yy) / 2;
        (double sin, double cos) = Math.SinCos(axis);
        (double least, double most, double low, double high) = (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        (int left, int top, int right, int bottom) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
        foreach ((int x, int y) in pixels)
        {
            (double along, double across) = ((x * cos) - (y * sin), (x * sin) + (y * cos));
            (least, most, low, high) = (Math.Min(least, along), Math.Max(most, along), Math.Min(low, across), Math.Max(high, across));
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
        }

        return new MarkPiece(
            left / height, (foot - top) / height, right / height, (foot - bottom) / height,
            (meanX + 0.5) / height, (foot - meanY - 0.5) / height,
            (most - least + 1) / height, (high - low + 1) / height,
            axis * 180 / Math.PI,
            Math.Sqrt(Math.Max(0, middle - spread) / (middle + spread)));
    }
}
