namespace Emnist.Recognition.Imaging.Planes;

/// <summary>
/// Grey dilation: the largest value of the square around each pixel. A running maximum along rows, then columns, in
/// time that does not depend on the square's size (van Herk, Pattern Recognition Letters 13, 1992). Outside, the
/// picture is mirrored.
/// </summary>
internal static class GrayDilation
{
    /// <summary>Dilates in place.</summary>
    /// <param name="plane">The picture.</param>
    /// <param name="reach">The square's side is twice this and one.</param>
    public static void Apply(Plane plane, int reach)
    {
        Line line = new(Math.Max(plane.Width, plane.Height), reach);
        for (int y = 0; y < plane.Height; y++)
        {
            line.Apply(plane.Values, y * plane.Width, 1, plane.Width);
        }

        for (int x = 0; x < plane.Width; x++)
        {
            line.Apply(plane.Values, x, plane.Width, plane.Height);
        }
    }

    /// <summary>The work on one row or column, with its buffers.</summary>
    private sealed class Line(int longest, int reach)
    {
        private readonly float[] _values = new float[longest + (2 * reach)];
        private readonly float[] _sinceBlockStart = new float[longest + (2 * reach)];
        private readonly float[] _untilBlockEnd = new float[longest + (2 * reach)];

        public void Apply(float[] values, int start, int stride, int count)
        {
            int length = count + (2 * reach);
            for (int i = 0; i < length; i++)
            {
                _values[i] = values[start + (Mirror(i - reach, count) * stride)];
            }

            int window = (2 * reach) + 1;
            for (int i = 0; i < length; i++)
            {
                _sinceBlockStart[i] = i % window == 0 ? _values[i] : Math.Max(_sinceBlockStart[i - 1], _values[i]);
            }

            for (int i = length - 1; i >= 0; i--)
            {
                bool blockEnd = i == length - 1 || i % window == window - 1;
                _untilBlockEnd[i] = blockEnd ? _values[i] : Math.Max(_untilBlockEnd[i + 1], _values[i]);
            }

            for (int i = 0; i < count; i++)
            {
                values[start + (i * stride)] = Math.Max(_untilBlockEnd[i], _sinceBlockStart[i + window - 1]);
            }
        }

        private static int Mirror(int i, int count)
        {
            int period = 2 * count;
            int place = ((i % period) + period) % period;
            return place < count ? place : period - 1 - place;
        }
    }
}
