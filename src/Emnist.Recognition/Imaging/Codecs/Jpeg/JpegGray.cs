namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>From a frame's components to grey.</summary>
internal static class JpegGray
{
    /// <summary>Makes grey of what is wanted; reduced only where that is one component of full size.</summary>
    public static GrayImage Of(JpegFrame frame, JpegColorSpace colorSpace)
    {
        JpegComponent[] components = [.. frame.Components.Where(c => c.IsWanted)];
        if (components.Length == 1 && IsFullSize(components[0], frame))
        {
            return GrayImage.Own(components[0].KeptWidth, components[0].KeptHeight, components[0].Samples);
        }

        byte[] pixels = new byte[frame.Width * frame.Height];
        byte[][] buffers = [.. components.Select(c => IsFullSize(c, frame) ? [] : new byte[frame.Width])];
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> first = Row(0);
            Span<byte> row = pixels.AsSpan(y * frame.Width, frame.Width);
            switch (colorSpace)
            {
                case JpegColorSpace.Luma:
                case var _ when components.Length == 1:
                    first.CopyTo(row);
                    break;
                case JpegColorSpace.Rgb:
                    FromRgb(first, Row(1), Row(2), row);
                    break;
                case JpegColorSpace.Cmyk:
                    FromPaper(first, Row(1), Row(2), Row(3), row);
                    break;
                default:
                    FromYcck(first, Row(1), Row(2), Row(3), row);
                    break;
            }

            ReadOnlySpan<byte> Row(int i) => RowOf(components[i], frame, y, buffers[i]);
        }

        return GrayImage.Own(frame.Width, frame.Height, pixels);
    }

    /// <summary>Whether a component has a sample for each pixel.</summary>
    public static bool IsFullSize(JpegComponent component, JpegFrame frame) =>
        component.Width == frame.Width && component.Height == frame.Height;

    /// <summary>
    /// What a component has at a row of pixels. One of half the sampling is taken between its two nearest samples, three
    /// parts to one, as decoders in use do; a still coarser one at its nearest.
    /// </summary>
    /// <param name="component">The component.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="y">The row.</param>
    /// <param name="buffer">As wide as the picture, for a coarser component; empty for one of full size.</param>
    private static ReadOnlySpan<byte> RowOf(JpegComponent component, JpegFrame frame, int y, Span<byte> buffer)
    {
        (int above, int below, int belowWeight) = Between(y, component.Vertical, frame.MaxVertical, component.Height);
        ReadOnlySpan<byte> upper = component.Samples.AsSpan(above * component.Width, component.Width);
        if (buffer.IsEmpty)
        {
            return upper;
        }

        ReadOnlySpan<byte> lower = component.Samples.AsSpan(below * component.Width, component.Width);
        for (int x = 0; x < buffer.Length; x++)
        {
            (int left, int right, int rightWeight) = Between(x, component.Horizontal, frame.MaxHorizontal, component.Width);
            int top = ((4 - rightWeight) * upper[left]) + (rightWeight * upper[right]);
            int bottom = ((4 - rightWeight) * lower[left]) + (rightWeight * lower[right]);
            buffer[x] = (byte)((((4 - belowWeight) * top) + (belowWeight * bottom) + 8) >> 4);
        }

        return buffer;
    }

    /// <summary>The two samples along one axis that a pixel lies between, and the second one's weight in quarters.</summary>
    private static (int First, int Second, int Weight) Between(int pixel, int sampling, int finest, int count)
    {
        int nearest = pixel * sampling / finest;
        int neighbour = finest != 2 * sampling ? nearest : Math.Clamp(nearest + (pixel % 2 == 0 ? -1 : 1), 0, count - 1);
        return (nearest, neighbour, neighbour == nearest ? 0 : 1);
    }

    private static void FromRgb(ReadOnlySpan<byte> r, ReadOnlySpan<byte> g, ReadOnlySpan<byte> b, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            gray[x] = Luma.FromRgb(r[x], g[x], b[x]);
        }
    }

    /// <summary>Cyan, magenta, yellow and black as programs write them: 255 for no ink, and so for what paper throws back.</summary>
    private static void FromPaper(
        ReadOnlySpan<byte> c, ReadOnlySpan<byte> m, ReadOnlySpan<byte> y, ReadOnlySpan<byte> k, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            gray[x] = OfPaper(c[x], m[x], y[x], k[x]);
        }
    }

    /// <summary>ITU-T T.871, section 7, to red, green and blue, of which Adobe's programs write the complements.</summary>
    private static void FromYcck(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> blue, ReadOnlySpan<byte> red, ReadOnlySpan<byte> k, Span<byte> gray)
    {
        for (int x = 0; x < gray.Length; x++)
        {
            (int y, int cb, int cr) = (luma[x], blue[x] - 128, red[x] - 128);
            gray[x] = OfPaper(
                255 - Round(y + (1.402 * cr)), 255 - Round(y - (0.344136 * cb) - (0.714136 * cr)), 255 - Round(y + (1.772 * cb)), k[x]);
        }
    }

    private static byte OfPaper(int c, int m, int y, int k) => (byte)(((Luma.FromRgb(c, m, y) * k) + 127) / 255);

    private static int Round(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);
}

/// <summary>What the components of a JPEG stand for.</summary>
internal enum JpegColorSpace
{
    /// <summary>The first component is the grey; others, if any, are chroma.</summary>
    Luma,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow, black.</summary>
    Cmyk,

    /// <summary>YCbCr of cyan, magenta and yellow taken from 255, and black.</summary>
    Ycck,
}
