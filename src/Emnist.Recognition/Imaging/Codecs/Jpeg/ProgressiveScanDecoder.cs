namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>Decodes a scan of a progressive file into its frame's coefficients (T.81, G.2).</summary>
internal sealed class ProgressiveScanDecoder(JpegFrame frame, JpegScan scan) : ScanDecoder(frame, scan)
{
    /// <summary>Blocks that have nothing more in this scan's band.</summary>
    private int _endOfBandRun;

    protected override void Reset()
    {
        base.Reset();
        _endOfBandRun = 0;
    }

    protected override void DecodeBlock(ref JpegBits bits, int index, int x, int y)
    {
        Span<short> block = Scan.Components[index].Block(x, y);
        switch (Scan.First, Scan.High)
        {
            case (0, 0):
                int dc = DecodeDc(ref bits, index) << Scan.Low;
                if (!block.IsEmpty)
                {
                    block[0] = (short)dc;
                }

                break;
            case (0, _):
                int bit = bits.Read(1) << Scan.Low;
                if (!block.IsEmpty)
                {
                    block[0] |= (short)bit;
                }

                break;
            case (_, 0):
                DecodeAc(ref bits, block);
                break;
            default:
                RefineAc(ref bits, block);
                break;
        }
    }

    /// <summary>The first scan of a band (T.81, G.1.2.2).</summary>
    private void DecodeAc(ref JpegBits bits, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        HuffmanTable table = Scan.AcTables[0]!;
        for (int k = Scan.First; k <= Scan.Last; k++)
        {
            int symbol = bits.Decode(table, out int value);
            (int run, int size) = (symbol >> 4, symbol & 15);
            if (size != 0)
            {
                k += run;
                CheckPlace(k, bits.Position);
                block[Zigzag.ToNatural[k]] = (short)(value << Scan.Low);
            }
            else if (run == 15)
            {
                k += 15;
            }
            else
            {
                _endOfBandRun = (1 << run) - 1 + bits.Read(run);
                return;
            }
        }
    }

    /// <summary>A later scan of a band, one bit more for each coefficient (T.81, G.1.2.3).</summary>
    private void RefineAc(ref JpegBits bits, Span<short> block)
    {
        int k = Scan.First;
        if (_endOfBandRun == 0)
        {
            for (; k <= Scan.Last; k++)
            {
                int symbol = bits.Decode(Scan.AcTables[0]!);
                (int run, int size) = (symbol >> 4, symbol & 15);
                int added = 0;
                if (size == 1)
                {
                    added = bits.Read(1) != 0 ? 1 << Scan.Low : -1 << Scan.Low;
                }
                else if (size != 0)
                {
                    throw ImageError.Jpeg.Damaged(bits.Position, $"a coefficient of {size} bits is new in a scan that refines by one");
                }
                else if (run < 15)
                {
                    _endOfBandRun = (1 << run) + bits.Read(run);
                    break;
                }

                k = RefineUntil(ref bits, block, k, run);
                if (added != 0)
                {
                    CheckPlace(k, bits.Position);
                    block[Zigzag.ToNatural[k]] = (short)added;
                }
            }
        }

        if (_endOfBandRun > 0)
        {
            // A run of 15 bits may cover 32,767 blocks: nothing to refine in them must cost next to nothing.
            if (block[1..].ContainsAnyExcept((short)0))
            {
                RefineUntil(ref bits, block, k, int.MaxValue);
            }

            _endOfBandRun--;
        }
    }

    /// <summary>Refines what is not 0, past some zeros.</summary>
    /// <returns>The place of the next zero, or the one after the band.</returns>
    private int RefineUntil(ref JpegBits bits, Span<short> block, int k, int zeros)
    {
        for (; k <= Scan.Last; k++)
        {
            ref short coefficient = ref block[Zigzag.ToNatural[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (bits.Read(1) != 0 && ((coefficient >> Scan.Low) & 1) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << Scan.Low : -1 << Scan.Low);
            }
        }

        return k;
    }

    private void CheckPlace(int k, int at)
    {
        if (k > Scan.Last)
        {
            throw ImageError.Jpeg.Damaged(at, $"a coefficient lies behind the scan's last, {Scan.Last}");
        }
    }
}
