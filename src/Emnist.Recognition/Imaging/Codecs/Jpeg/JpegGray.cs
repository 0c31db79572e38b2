namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>From a frame's components to grey.</summary>
internal static class JpegGray
{
    public static GrayImage Of(JpegFrame frame, JpegColorSpace colorSpace)
    {
        JpegComponent[] components = [.. frame.Components.Where(c => c.IsWanted)];
        if (components.Length == 1 && IsFullSize(components[0], frame))
        {
            return GrayImage.Own(frame.Width, frame.Height, components[0].Samples);
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

    private static bool IsFullSize(JpegComponent component, JpegFrame frame) =>
        component.Width == frame.Width && component.Height == frame.Height;

    /// <summary>A component's samples over a row of pixels; a coarser one's are repeated into the buffer.</summary>
    private static ReadOnlySpan<byte> RowOf(JpegComponent component, JpegFrame frame, int y, Span<byte> buffer)
    {
        int row = y * component.Vertical / frame.MaxVertical;
        ReadOnlySpan<byte> samples = component.Samples.AsSpan(row * component.Width, component.Width);
        if (buffer.IsEmpty)
        {
            return samples;
        }

        for (int x = 0; x < buffer.Length; x++)
        {
            buffer[x] = samples[x * component.Horizontal / frame.MaxHorizontal];
        }

        return buffer;
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
