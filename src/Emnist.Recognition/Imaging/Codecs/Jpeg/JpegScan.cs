namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>What a start-of-scan segment says (T.81, B.2.3), with the tables that hold at that moment.</summary>
internal sealed class JpegScan
{
    /// <summary>The most blocks of a minimum coded unit.</summary>
    private const int MaxBlocksInUnit = 10;

    /// <summary>The most bits that progressive coding may leave for later.</summary>
    private const int MaxBitsLeft = 13;

    private JpegScan(JpegComponent[] components, HuffmanTable?[] dc, HuffmanTable?[] ac, int restartInterval)
    {
        Components = components;
        DcTables = dc;
        AcTables = ac;
        RestartInterval = restartInterval;
    }

    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>The Huffman tables of each component; null where the scan needs none.</summary>
    public HuffmanTable?[] DcTables { get; }

    public HuffmanTable?[] AcTables { get; }

    /// <summary>Minimum coded units between two restart markers, 0 for no markers.</summary>
    public int RestartInterval { get; }

    /// <summary>The first and last coefficient in zigzag order.</summary>
    public int First { get; private set; }
    public int Last { get; private set; } = 63;

    /// <summary>Progressive: the bits left for later before this scan, 0 in the first, and after it (T.81, G.1.1.1.2).</summary>
    public int High { get; private set; }
    public int Low { get; private set; }

    /// <summary>Reads the segment.</summary>
    /// <param name="segment">Its parameters, without marker and length.</param>
    /// <param name="at">The byte of the file where it starts.</param>
    /// <param name="frame">The frame that it is of.</param>
    /// <param name="tables">The tables defined so far.</param>
    public static JpegScan Read(ReadOnlySpan<byte> segment, int at, JpegFrame frame, JpegTables tables)
    {
        int count = segment.IsEmpty ? 0 : segment[0];
        if (count is < 1 or > 4 || segment.Length != 4 + (2 * count))
        {
            throw ImageError.Jpeg.Damaged(at, "the scan header's length does not fit its components");
        }

        var components = new JpegComponent[count];
        HuffmanTable?[] dc = new HuffmanTable?[count];
        HuffmanTable?[] ac = new HuffmanTable?[count];
        JpegScan scan = new(components, dc, ac, tables.RestartInterval);
        scan.ReadProgression(segment[(1 + (2 * count))..], at, frame.IsProgressive, count);
        for (int i = 0; i < count; i++)
        {
            byte id = segment[1 + (2 * i)];
            byte destinations = segment[2 + (2 * i)];
            components[i] = frame.Components.FirstOrDefault(c => c.Id == id)
                ?? throw ImageError.Jpeg.Damaged(at, $"the scan names component {id}, which the frame does not have");
            if (components.Take(i).Contains(components[i]))
            {
                throw ImageError.Jpeg.Damaged(at, $"the scan names component {id} twice");
            }

            dc[i] = scan.NeedsDcTable ? tables.Huffman(0, destinations >> 4, at) : null;
            ac[i] = scan.NeedsAcTable ? tables.Huffman(1, destinations & 15, at) : null;
        }

        return count == 1 || components.Sum(c => c.Horizontal * c.Vertical) <= MaxBlocksInUnit
            ? scan
            : throw ImageError.Jpeg.Damaged(at, $"a coded unit of the scan has more than {MaxBlocksInUnit} blocks");
    }

    private bool NeedsDcTable => First == 0 && High == 0;

    private bool NeedsAcTable => Last > 0;

    private void ReadProgression(ReadOnlySpan<byte> bytes, int at, bool isProgressive, int componentCount)
    {
        if (!isProgressive)
        {
            return;
        }

        (First, Last, High, Low) = (bytes[0], bytes[1], bytes[2] >> 4, bytes[2] & 15);
        bool isBand = First == 0 ? Last == 0 : Last >= First && Last <= 63 && componentCount == 1;
        if (!isBand || Low > MaxBitsLeft || (High != 0 && High != Low + 1))
        {
            throw ImageError.Jpeg.Damaged(at, $"a scan of coefficients {First} to {Last}, bits {High} to {Low}, cannot be");
        }
    }
}
