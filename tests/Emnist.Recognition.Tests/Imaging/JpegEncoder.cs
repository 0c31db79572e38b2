namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Writes pictures as JPEG, as plainly as can be: one quantisation step, codes of 4, 8 and 16 bits.</summary>
internal static class JpegEncoder
{
    private static readonly byte[] DcSymbols = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];

    private static readonly byte[] AcSymbols =
        [0, 0xF0, .. Enumerable.Range(1, 10).SelectMany(size => Enumerable.Range(0, 16).Select(run => (byte)((run << 4) | size)))];

    /// <summary>Encodes planes of equal size: one, or Y, Cb and Cr.</summary>
    /// <param name="size">Their size.</param>
    /// <param name="planes">Their samples, row by row.</param>
    /// <param name="step">The quantisation step.</param>
    /// <param name="isProgressive">Whether the coefficients come after all the means; of one plane alone.</param>
    /// <param name="orientation">How the picture is to be turned, as EXIF counts.</param>
    public static byte[] Encode(
        ImageSize size, IReadOnlyList<byte[]> planes, byte step = 4, bool isProgressive = false, byte orientation = 1)
    {
        JpegBuilder jpeg = new JpegBuilder()
            .Segment(0xE1, [.. "Exif\0\0II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0"u8, orientation, 0, 0, 0, 0, 0, 0, 0])
            .Steps(step: step)
            .Frame(isProgressive ? (byte)0xC2 : (byte)0xC0, size.Width, size.Height, [.. planes.Select(_ => (byte)0x11)])
            .Segment(0xC4, [0, .. Counts(4, 12), .. DcSymbols])
            .Segment(0xC4, [16, .. Counts(8, 100, 16, 62), .. AcSymbols]);
        List<int[]>[] blocks = [.. planes.Select(plane => Blocks(plane, size, step).ToList())];
        if (isProgressive)
        {
            Scan(jpeg, blocks, 0, 0);
            Scan(jpeg, blocks, 1, 63);
        }
        else
        {
            Scan(jpeg, blocks, 0, 63);
        }

        return jpeg.End();
    }

    private static byte[] Counts(params int[] lengthsAndCounts)
    {
        byte[] counts = new byte[16];
        foreach (int[] pair in lengthsAndCounts.Chunk(2))
        {
            counts[pair[0] - 1] = (byte)pair[1];
        }

        return counts;
    }

    private static void Scan(JpegBuilder jpeg, List<int[]>[] components, byte first, byte last)
    {
        byte[] names = [.. components.SelectMany((_, i) => (byte[])[(byte)(i + 1), 0])];
        jpeg.Segment(0xDA, [(byte)components.Length, .. names, first, last, 0]);
        BitWriter bits = new();
        int[] previous = new int[components.Length];
        for (int b = 0; b < components[0].Count; b++)
        {
            for (int c = 0; c < components.Length; c++)
            {
                int[] block = components[c][b];
                if (first == 0)
                {
                    Number(bits, block[0] - previous[c], size => (size, 4));
                    previous[c] = block[0];
                }

                if (last > 0)
                {
                    PutAc(bits, block);
                }
            }
        }

        jpeg.Raw(bits.ToArray());
    }

    private static void PutAc(BitWriter bits, int[] block)
    {
        int run = 0;
        int end = Array.FindLastIndex(block, value => value != 0);
        for (int k = 1; k <= end; k++)
        {
            if (block[k] == 0)
            {
                run++;
                continue;
            }

            for (; run > 15; run -= 16)
            {
                PutCode(bits, 0xF0);
            }

            int zeros = run;
            Number(bits, block[k], size => Code((byte)((zeros << 4) | size)));
            run = 0;
        }

        if (end < 63)
        {
            PutCode(bits, 0);
        }
    }

    private static void PutCode(BitWriter bits, byte symbol)
    {
        (int code, int length) = Code(symbol);
        bits.Put(code, length);
    }

    /// <summary>The first hundred symbols have codes of 8 bits; 16-bit ones go on where those end.</summary>
    private static (int Code, int Length) Code(byte symbol)
    {
        int index = Array.IndexOf(AcSymbols, symbol);
        return index < 100 ? (index, 8) : ((100 << 8) + index - 100, 16);
    }

    private static void Number(BitWriter bits, int value, Func<int, (int Code, int Length)> code)
    {
        int size = value == 0 ? 0 : (int)Math.Log2(Math.Abs(value)) + 1;
        (int symbol, int length) = code(size);
        bits.Put(symbol, length);
        bits.Put(value >= 0 ? value : value + (1 << size) - 1, size);
    }

    /// <summary>The quantised coefficients of each block in zigzag order, the picture's edge repeated.</summary>
    private static IEnumerable<int[]> Blocks(byte[] plane, ImageSize size, int step)
    {
        double[] cosines = [.. Enumerable.Range(0, 64).Select(i =>
            Math.Cos(((2 * (i % 8)) + 1) * (i / 8) * Math.PI / 16) * Math.Sqrt((i < 8 ? 1 : 2) / 8.0))];
        double[] block = new double[64];
        double[] half = new double[64];
        for (int top = 0; top < size.Height; top += 8)
        {
            for (int left = 0; left < size.Width; left += 8)
            {
                for (int i = 0; i < 64; i++)
                {
                    int y = Math.Min(top + (i / 8), size.Height - 1);
                    block[i] = plane[(y * size.Width) + Math.Min(left + (i % 8), size.Width - 1)] - 128;
                }

                Turn(block, half);
                Turn(half, block);
                int[] quantized = new int[64];
                for (int k = 0; k < 64; k++)
                {
                    quantized[k] = (int)Math.Round(block[Recognition.Imaging.Codecs.Jpeg.Zigzag.ToNatural[k]] / step);
                }

                yield return quantized;
            }
        }

        // Transforms rows, and writes them as columns.
        void Turn(double[] from, double[] to)
        {
            for (int y = 0; y < 8; y++)
            {
                for (int u = 0; u < 8; u++)
                {
                    double sum = 0;
                    for (int x = 0; x < 8; x++)
                    {
                        sum += from[(8 * y) + x] * cosines[(8 * u) + x];
                    }

                    to[(8 * u) + y] = sum;
                }
            }
        }
    }

    /// <summary>Entropy-coded data, filled up with ones.</summary>
    private sealed class BitWriter
    {
        private readonly List<byte> _bytes = [];
        private int _bits = 1;

        public void Put(int value, int length)
        {
            for (int i = length - 1; i >= 0; i--)
            {
                _bits = (_bits << 1) | ((value >> i) & 1);
                if (_bits >= 256)
                {
                    byte full = (byte)_bits;
                    _bytes.AddRange(full == 0xFF ? [0xFF, 0] : [full]);
                    _bits = 1;
                }
            }
        }

        public byte[] ToArray()
        {
            while (_bits != 1)
            {
                Put(1, 1);
            }

            return [.. _bytes];
        }
    }
}
