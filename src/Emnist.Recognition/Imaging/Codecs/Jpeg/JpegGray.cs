namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>From a frame's components to grey.</summary>
internal static class JpegGray
{
    public static GrayImage Of(JpegFrame frame, JpegColorSpace colorSpace)
    {
        JpegComponent first = frame.Components[0];
        if (colorSpace == JpegColorSpace.Luma && first.Width == frame.Width && first.Height == frame.Height)
        {
            return GrayImage.Own(frame.Width, frame.Height, first.Samples);
        }

        byte[] pixels = new byte[frame.Width * frame.Height];
        Span<int> values = stackalloc int[4];
        for (int y = 0; y < frame.Height; y++)
        {
            for (int x = 0; x < frame.Width; x++)
            {
                for (int i = 0; i < frame.Components.Count && frame.Components[i].IsWanted; i++)
                {
                    values[i] = Sample(frame, frame.Components[i], x, y);
                }

                pixels[(y * frame.Width) + x] = ToGray(values, colorSpace);
            }
        }

        return GrayImage.Own(frame.Width, frame.Height, pixels);
    }

    /// <summary>
    /// What a component has at a pixel. One of half the sampling is taken between its two nearest samples, three parts to
    /// one, as decoders in use do; a still coarser one at its nearest.
    /// </summary>
    private static int Sample(JpegFrame frame, JpegComponent component, int x, int y)
    {
        (int left, int right, int rightWeight) = Between(x, component.Horizontal, frame.MaxHorizontal, component.Width);
        (int above, int below, int belowWeight) = Between(y, component.Vertical, frame.MaxVertical, component.Height);
        ReadOnlySpan<byte> upper = component.Samples.AsSpan(above * component.Width, component.Width);
        ReadOnlySpan<byte> lower = component.Samples.AsSpan(below * component.Width, component.Width);
        int top = ((4 - rightWeight) * upper[left]) + (rightWeight * upper[right]);
        int bottom = ((4 - rightWeight) * lower[left]) + (rightWeight * lower[right]);
        return (((4 - belowWeight) * top) + (belowWeight * bottom) + 8) >> 4;
    }

    /// <summary>The two samples along one axis that a pixel lies between, and the second one's weight in quarters.</summary>
    private static (int First, int Second, int Weight) Between(int pixel, int sampling, int finest, int count)
    {
        int nearest = pixel * sampling / finest;
        int neighbour = finest != 2 * sampling ? nearest : Math.Clamp(nearest + (pixel % 2 == 0 ? -1 : 1), 0, count - 1);
        return (nearest, neighbour, neighbour == nearest ? 0 : 1);
    }

    private static byte ToGray(ReadOnlySpan<int> v, JpegColorSpace colorSpace) => colorSpace switch
    {
        JpegColorSpace.Luma => (byte)v[0],
        JpegColorSpace.Rgb => Luma.FromRgb(v[0], v[1], v[2]),
        JpegColorSpace.Cmyk => FromPaper(v[0], v[1], v[2], v[3]),
        _ => FromYcck(v[0], v[1] - 128, v[2] - 128, v[3]),
    };

    /// <summary>ITU-T T.871, section 7, to red, green and blue, of which Adobe's programs write the complements.</summary>
    private static byte FromYcck(int y, int cb, int cr, int k) => FromPaper(
        255 - Round(y + (1.402 * cr)), 255 - Round(y - (0.344136 * cb) - (0.714136 * cr)), 255 - Round(y + (1.772 * cb)), k);

    /// <summary>Cyan, magenta, yellow and black as programs write them: 255 for no ink, and so for what paper throws back.</summary>
    private static byte FromPaper(int c, int m, int y, int k) => (byte)(((Luma.FromRgb(c, m, y) * k) + 127) / 255);

    private static int Round(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);
}
