using System.Buffers.Binary;
using System.Numerics;
using Emnist.Recognition.Imaging.Planes;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>Walks through a file's segments (T.81, annex B) and decodes its scans.</summary>
internal sealed class JpegReader(ReadOnlyMemory<byte> file, ImageDecoderOptions options, PixelChannel channel)
{
    private const int StartOfFrame0 = 0xC0;
    private const int StartOfFrame2 = 0xC2;
    private const int HuffmanTables = 0xC4;
    private const int StartOfImage = 0xD8;
    private const int EndOfImage = 0xD9;
    private const int StartOfScan = 0xDA;
    private const int QuantizationTables = 0xDB;
    private const int RestartInterval = 0xDD;
    private const int Application0 = 0xE0;
    private const int Application1 = 0xE1;
    private const int Application14 = 0xEE;

    /// <summary>
    /// More scans than programs write, which have 10 or so. A few bytes can make a scan of the whole picture, and so a small
    /// file would take long.
    /// </summary>
    private const int MaxScans = 100;

    /// <summary>The blocks that a byte of entropy-coded data can stand for: the shortest code has a bit.</summary>
    private const int BlocksPerByte = 8;

    private readonly JpegTables _tables = new();
    private JpegFrame? _frame;
    private bool _hasJfif;
    private int? _adobeTransform;
    private int _scans;

    /// <summary>How the picture is to be turned: 1 to 8 as EXIF counts, 1 for not at all.</summary>
    public int ExifOrientation { get; private set; } = 1;

    /// <summary>What the components stand for, once the frame is read.</summary>
    public JpegColorSpace ColorSpace { get; private set; }

    private ReadOnlySpan<byte> File => file.Span;

    /// <summary>Reads the file until every wanted sample has come.</summary>
    public JpegFrame Read()
    {
        int position = 2;
        while (true)
        {
            int at = JpegBits.NextMarker(File, position);
            if (at == File.Length)
            {
                return End(at);
            }

            int marker = File[at + 1];
            position = at + 2;
            if (marker == EndOfImage)
            {
                return End(at);
            }

            if (marker is StartOfImage or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                continue;
            }

            ReadOnlySpan<byte> segment = Segment(position, marker);
            position += 2 + segment.Length;
            if (marker == StartOfScan)
            {
                position = DecodeScan(segment, at, position);
                if (_frame is { IsProgressive: false } frame && frame.Components.All(c => c.HasData || !c.IsWanted))
                {
                    return frame;
                }
            }
            else
            {
                Take(marker, segment, at);
            }
        }
    }

    private ReadOnlySpan<byte> Segment(int position, int marker)
    {
        if (position + 2 > File.Length)
        {
            throw ImageError.Jpeg.Truncated(File.Length, $"in the segment {marker:X2}");
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(File[position..]);
        if (length < 2)
        {
            throw ImageError.Jpeg.Damaged(position, $"the segment {marker:X2} has the length {length}");
        }

        return position + length <= File.Length
            ? File.Slice(position + 2, length - 2)
            : throw ImageError.Jpeg.Truncated(File.Length, $"in the segment {marker:X2} at byte {position - 2}");
    }

    private void Take(int marker, ReadOnlySpan<byte> segment, int at)
    {
        switch (marker)
        {
            case StartOfFrame0 or StartOfFrame0 + 1 or StartOfFrame2:
                if (_frame is not null)
                {
                    throw ImageError.Jpeg.Damaged(at, "there is a second frame header");
                }

                _frame = JpegFrame.Read(segment, at, marker == StartOfFrame2, options);
                Prepare(_frame, at);
                break;
            case HuffmanTables:
                _tables.ReadHuffman(segment, at);
                break;
            case QuantizationTables:
                _tables.ReadQuantization(segment, at);
                break;
            case RestartInterval:
                _tables.ReadRestartInterval(segment, at);
                break;
            case Application0:
                _hasJfif |= segment.StartsWith("JFIF\0"u8);
                break;
            case Application1 when segment.StartsWith("Exif\0\0"u8):
                ExifOrientation = Exif.Orientation(segment[6..]);
                break;
            case Application14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _adobeTransform = segment[11];
                break;
            case 0xC3 or 0xC7 or 0xCB or 0xCF:
                throw ImageError.Jpeg.Unsupported(at, "is lossless");
            case 0xC5 or 0xC6 or 0xCD or 0xCE or 0xDE:
                throw ImageError.Jpeg.Unsupported(at, "is hierarchical");
            case 0xC9 or 0xCA or 0xCC:
                throw ImageError.Jpeg.Unsupported(at, "is arithmetically coded");
        }
    }

    /// <summary>Decides what the components stand for, and which are wanted.</summary>
    private void Prepare(JpegFrame frame, int at)
    {
        ColorSpace = frame.Components.Count switch
        {
            1 => JpegColorSpace.Luma,
            3 => _hasJfif || (_adobeTransform ?? (HasRgbNames(frame) ? 0 : 1)) != 0 ? JpegColorSpace.Luma : JpegColorSpace.Rgb,
            _ => _adobeTransform == 2 ? JpegColorSpace.Ycck : JpegColorSpace.Cmyk,
        };
        long blocks = 0;
        for (int i = 0; i < frame.Components.Count; i++)
        {
            JpegComponent component = frame.Components[i];
            component.IsWanted = IsWanted(i, frame.Components.Count);
            blocks += (long)JpegFrame.DivideUp(component.Width, 8) * JpegFrame.DivideUp(component.Height, 8);
        }

        if (blocks > (long)BlocksPerByte * (File.Length - at))
        {
            throw ImageError.Jpeg.Truncated(
                File.Length, $"too early for {frame.Width} x {frame.Height} pixels (frame header at byte {at})");
        }
    }

    /// <summary>Whether a component goes into what is wanted of the pixels.</summary>
    private bool IsWanted(int component, int count) => (channel, ColorSpace) switch
    {
        (PixelChannel.Luma, JpegColorSpace.Luma) => component == 0,
        (PixelChannel.Luma, _) => true,
        (PixelChannel.Red, JpegColorSpace.Luma) => count == 3 && component == 2,
        (PixelChannel.Blue, JpegColorSpace.Luma) => count == 3 && component == 1,
        (PixelChannel.Red, JpegColorSpace.Rgb) => component == 0,
        (PixelChannel.Green, JpegColorSpace.Rgb) => component == 1,
        (PixelChannel.Blue, JpegColorSpace.Rgb) => component == 2,
        _ => false,
    };

    private static bool HasRgbNames(JpegFrame frame) =>
        (frame.Components[0].Id, frame.Components[1].Id, frame.Components[2].Id) == ((byte)'R', (byte)'G', (byte)'B');

    private int DecodeScan(ReadOnlySpan<byte> segment, int at, int position)
    {
        JpegFrame frame = _frame ?? throw ImageError.Jpeg.Damaged(at, "a scan comes before the frame header");
        if (++_scans > MaxScans)
        {
            throw ImageError.Jpeg.Unsupported(at, $"has more than {MaxScans} scans");
        }

        JpegScan scan = JpegScan.Read(segment, at, frame, _tables);
        if (frame.IsProgressive && !scan.Components.All(c => c.Progression.TryAdvance(scan)))
        {
            throw ImageError.Jpeg.Damaged(
                at, $"a scan of coefficients {scan.First} to {scan.Last}, bits {scan.High} to {scan.Low}, does not follow from those before it");
        }

        if (!scan.Components.Any(c => c.IsWanted))
        {
            return SkipScan(position);
        }

        foreach (JpegComponent component in scan.Components.Where(c => c.IsWanted))
        {
            Allocate(component, frame, at);
        }

        ScanDecoder decoder = frame.IsProgressive
            ? new ProgressiveScanDecoder(frame, scan)
            : new SequentialScanDecoder(frame, scan, [.. scan.Components.Select(c => _tables.Quantization(c.QuantizationTable, at))]);
        position = decoder.Decode(File, position);
        foreach (JpegComponent component in scan.Components)
        {
            component.HasData |= scan.First == 0;
        }

        return position;
    }

    private int SkipScan(int position)
    {
        while (true)
        {
            int at = JpegBits.NextMarker(File, position);
            if (at == File.Length || File[at + 1] is not (>= 0xD0 and <= 0xD7))
            {
                return at;
            }

            position = at + 2;
        }
    }

    private void Allocate(JpegComponent component, JpegFrame frame, int at)
    {
        if (frame.IsProgressive && component.Coefficients.Length == 0)
        {
            long coefficients = 64L * component.BlocksAcross * component.BlocksDown;
            component.Coefficients = coefficients <= Array.MaxLength
                ? new short[coefficients]
                : throw ImageError.Jpeg.Unsupported(at, $"is progressive and has {coefficients} coefficients");
        }
        else if (!frame.IsProgressive && component.Samples.Length == 0)
        {
            AllocateSamples(component, frame);
        }
    }

    /// <summary>Makes room for samples, for no more of them than the caller looks at.</summary>
    private void AllocateSamples(JpegComponent component, JpegFrame frame)
    {
        component.ReductionBits = ReductionBits(component, frame);
        component.Samples = new byte[component.KeptWidth * component.KeptHeight];
    }

    /// <summary>
    /// By how much a component is reduced: by a part of the factor that the caller would reduce the picture by, and only so that
    /// the squares lie where the caller's would.
    /// </summary>
    private int ReductionBits(JpegComponent component, JpegFrame frame)
    {
        if (options.WorkingSide is not { } side || frame.Components.Count(c => c.IsWanted) > 1 || !JpegGray.IsFullSize(component, frame))
        {
            return 0;
        }

        int factor = BoxReduction.Factor(frame.Width, frame.Height, side);
        int bits = Math.Min(BlockReduction.MostBits, BitOperations.TrailingZeroCount(factor));
        bool fits = factor == 1 << bits && ExifOrientation == 1;
        return fits ? bits : Math.Min(bits, BitOperations.TrailingZeroCount(frame.Width | frame.Height));
    }

    /// <summary>Ends the file at its end marker, or at its length where that is missing and nothing else is.</summary>
    private JpegFrame End(int at)
    {
        bool isComplete = _frame is { IsProgressive: true } && _frame.Components.All(c => c.Progression.IsComplete || !c.IsWanted);
        if (at == File.Length && !isComplete)
        {
            throw ImageError.Jpeg.Truncated(at, "before the end marker");
        }

        JpegFrame frame = _frame ?? throw ImageError.Jpeg.Damaged(at, "the file ends without a picture");
        foreach (JpegComponent component in frame.Components.Where(c => c.IsWanted))
        {
            if (!component.HasData)
            {
                throw ImageError.Jpeg.Damaged(at, $"no scan has brought component {component.Id}");
            }

            if (frame.IsProgressive)
            {
                AllocateSamples(component, frame);
                Transform(component, _tables.Quantization(component.QuantizationTable, at));
            }
        }

        return frame;
    }

    private static void Transform(JpegComponent component, ushort[] steps)
    {
        Span<int> block = stackalloc int[64];
        for (int y = 0; y < component.BlocksDown; y++)
        {
            for (int x = 0; x < component.BlocksAcross; x++)
            {
                ReadOnlySpan<short> coefficients = component.Block(x, y);
                for (int i = 0; i < 64; i++)
                {
                    block[i] = coefficients[i] * steps[i];
                }

                InverseDct.Put(block, coefficients[1..].IndexOfAnyExcept((short)0) < 0, component, x, y);
            }
        }

        component.Coefficients = [];
    }
}
