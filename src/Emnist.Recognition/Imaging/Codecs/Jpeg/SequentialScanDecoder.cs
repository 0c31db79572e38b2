namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>Decodes a scan of a sequential file right down to samples (T.81, F.2).</summary>
internal sealed class SequentialScanDecoder(JpegFrame frame, JpegScan scan, ushort[][] quantization) : ScanDecoder(frame, scan)
{
    private readonly int[] _block = new int[64];

    protected override void DecodeBlock(ref JpegBits bits, int index, int x, int y)
    {
        JpegComponent component = Scan.Components[index];
        HuffmanTable table = Scan.AcTables[index]!;
        int dc = DecodeDc(ref bits, index);
        if (!component.IsWanted)
        {
            SkipAc(ref bits, table);
            return;
        }

        ReadOnlySpan<ushort> steps = quantization[index];
        Span<int> block = _block;
        block.Clear();
        block[0] = dc * steps[0];
        bool flat = true;
        for (int k = 1; k < 64; k++)
        {
            int symbol = bits.Decode(table, out int value);
            if ((symbol & 15) == 0)
            {
                if (symbol != 0xF0)
                {
                    break;
                }

                k += 15;
                continue;
            }

            k += symbol >> 4;
            if (k > 63)
            {
                throw ImageError.Jpeg.Damaged(bits.Position, "a block has more than 64 coefficients");
            }

            int place = Zigzag.ToNatural[k];
            block[place] = value * steps[place];
            flat = false;
        }

        InverseDct.Put(block, flat, component, x, y);
    }

    private static void SkipAc(ref JpegBits bits, HuffmanTable table)
    {
        for (int k = 1; k < 64; k++)
        {
            int symbol = bits.Decode(table, out _);
            if ((symbol & 15) != 0)
            {
                k += symbol >> 4;
            }
            else if (symbol == 0xF0)
            {
                k += 15;
            }
            else
            {
                return;
            }
        }
    }
}
