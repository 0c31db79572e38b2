using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Training;

/// <summary>
/// How EMNIST's makers brought NIST's bitmaps of 128 x 128 to 28 x 28, as their files show it, which is not quite what their paper
/// (arXiv 1702.05373, figure 1) tells: found by comparing both for 1,500 characters, nearly all of which it gives to within a grey level
/// (root mean square).
/// </summary>
internal static class EmnistRecipe
{
    private const int Size = 28;

    /// <summary>The Gaussian filter: an even number of values of standard deviation 1, so that it moves the ink by half a pixel.</summary>
    private static readonly float[] Kernel = CreateKernel(6);

    /// <summary>Draws a character.</summary>
    /// <param name="ink">Coverage, of which 0.5 and more is ink, a border of six pixels or none around it.</param>
    /// <param name="destination">[28, 28], written: 0 for the ground to 255.</param>
    public static void Draw(Plane ink, Span<byte> destination)
    {
        Plane soft = Filter(ink);
        PixelBox box = PixelBox.Empty;
        float largest = 0;
        for (int i = 0; i < soft.Values.Length; i++)
        {
            if (soft.Values[i] > 0)
            {
                box = box.Include(i % soft.Width, i / soft.Width);
                largest = Math.Max(largest, soft.Values[i]);
            }
        }

        destination.Clear();
        if (largest == 0)
        {
            return;
        }

        // A frame of three pixels along the longer side; across it is a pixel short, unless the sides are equal.
        int longSide = box.LongSide;
        int width = longSide + (box.Width == longSide ? 6 : 5);
        int height = longSide + (box.Height == longSide ? 6 : 5);
        int left = box.Left - ((longSide + 6 - box.Width) / 2);
        int top = box.Top - ((longSide + 6 - box.Height) / 2);
        for (int y = 0; y < Size; y++)
        {
            int row = top + Nearest(y, height);
            for (int x = 0; x < Size; x++)
            {
                int column = left + Nearest(x, width);
                bool inside = (uint)row < (uint)soft.Height && (uint)column < (uint)soft.Width;
                destination[(y * Size) + x] = inside ? (byte)(soft.Values[(row * soft.Width) + column] / largest * 255) : (byte)0;
            }
        }
    }

    /// <summary>
    /// The pixel of a side that MATLAB's <c>imresize</c> takes for a pixel of 28 by the nearest neighbour, with its very roundings, since
    /// places half way between two pixels are common.
    /// </summary>
    private static int Nearest(int pixel, int side)
    {
        double scale = Size / (double)side;
        return (int)Math.Floor(((pixel + 1) / scale) + (0.5 * (1 - (1 / scale))) + 0.5) - 1;
    }

    /// <summary>The filtered ink, with all that the filter spreads it to.</summary>
    private static Plane Filter(Plane ink)
    {
        int reach = Kernel.Length;
        var rows = new Plane(ink.Width + (2 * reach), ink.Height);
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<float> from = ink.Row(y);
            Span<float> to = rows.Row(y);
            for (int x = 0; x < from.Length; x++)
            {
                for (int k = 0; from[x] >= 0.5f && k < reach; k++)
                {
                    to[x + reach - (reach / 2) + k] += Kernel[k];
                }
            }
        }

        var soft = new Plane(rows.Width, ink.Height + (2 * reach));
        for (int y = 0; y < ink.Height; y++)
        {
            ReadOnlySpan<float> from = rows.Row(y);
            for (int k = 0; k < reach; k++)
            {
                Span<float> to = soft.Row(y + reach - (reach / 2) + k);
                for (int x = 0; x < from.Length; x++)
                {
                    to[x] += Kernel[k] * from[x];
                }
            }
        }

        return soft;
    }

    private static float[] CreateKernel(int length)
    {
        double[] values = [.. Enumerable.Range(0, length).Select(k => Math.Exp(-Math.Pow(k - ((length - 1) / 2.0), 2) / 2))];
        double sum = values.Sum();
        return [.. values.Select(value => (float)(value / sum))];
    }
}
