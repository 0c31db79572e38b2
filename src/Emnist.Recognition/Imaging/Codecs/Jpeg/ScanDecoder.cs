namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>Goes through a scan's blocks in their order, across restart markers (T.81, A.2 and E.2).</summary>
internal abstract class ScanDecoder(JpegFrame frame, JpegScan scan)
{
    protected JpegScan Scan { get; } = scan;

    /// <summary>Decodes the scan.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="position">The first byte of entropy-coded data.</param>
    /// <returns>The byte after the data, or before it by at most the bytes that were not needed.</returns>
    public int Decode(ReadOnlySpan<byte> file, int position)
    {
        JpegBits bits = new(file, position);
        bool interleaved = Scan.Components.Count > 1;
        JpegComponent only = Scan.Components[0];
        int across = interleaved ? frame.UnitsAcross : JpegFrame.DivideUp(only.Width, 8);
        int down = interleaved ? frame.UnitsDown : JpegFrame.DivideUp(only.Height, 8);
        int untilRestart = Scan.RestartInterval;
        int restarts = 0;
        Reset();
        for (int y = 0; y < down; y++)
        {
            for (int x = 0; x < across; x++)
            {
                if (Scan.RestartInterval > 0 && untilRestart-- == 0)
                {
                    bits.Restart(0xD0 + (restarts++ & 7));
                    Reset();
                    untilRestart = Scan.RestartInterval - 1;
                }

                if (interleaved)
                {
                    DecodeUnit(ref bits, x, y);
                }
                else
                {
                    DecodeBlock(ref bits, 0, x, y);
                }

                if (bits.IsPastEnd)
                {
                    throw ImageError.Jpeg.Truncated(bits.Position, $"in the coded unit {x}, {y} of a scan of {across} x {down}");
                }
            }
        }

        return bits.Position;
    }

    /// <summary>Decodes a block.</summary>
    /// <param name="bits">The data.</param>
    /// <param name="index">The component's place in the scan.</param>
    /// <param name="x">The block's column among the component's.</param>
    /// <param name="y">The block's row.</param>
    protected abstract void DecodeBlock(ref JpegBits bits, int index, int x, int y);

    /// <summary>Forgets what was carried from block to block.</summary>
    protected virtual void Reset()
    {
        foreach (JpegComponent component in Scan.Components)
        {
            component.Prediction = 0;
        }
    }

    /// <summary>Decodes the difference of a DC coefficient from the one before it (T.81, F.2.2.1).</summary>
    protected int DecodeDc(ref JpegBits bits, int index)
    {
        const int largestSize = 11;
        int size = bits.Decode(Scan.DcTables[index]!);
        if (size > largestSize)
        {
            throw ImageError.Jpeg.Damaged(bits.Position, $"a DC difference has {size} bits");
        }

        return Scan.Components[index].Prediction += bits.ReadSigned(size);
    }

    private void DecodeUnit(ref JpegBits bits, int unitX, int unitY)
    {
        for (int i = 0; i < Scan.Components.Count; i++)
        {
            JpegComponent component = Scan.Components[i];
            for (int y = 0; y < component.Vertical; y++)
            {
                for (int x = 0; x < component.Horizontal; x++)
                {
                    DecodeBlock(ref bits, i, (unitX * component.Horizontal) + x, (unitY * component.Vertical) + y);
                }
            }
        }
    }
}
