using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs.Jpeg;

/// <summary>What a start-of-frame segment says (T.81, B.2.2).</summary>
internal sealed class JpegFrame
{
    private const int MaxSampling = 4;

    private JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        Width = width;
        Height = height;
        IsProgressive = isProgressive;
        Components = components;
        MaxHorizontal = components.Max(c => c.Horizontal);
        MaxVertical = components.Max(c => c.Vertical);
        UnitsAcross = DivideUp(width, 8 * MaxHorizontal);
        UnitsDown = DivideUp(height, 8 * MaxVertical);
        foreach (JpegComponent component in components)
        {
            component.Width = DivideUp(width * component.Horizontal, MaxHorizontal);
            component.Height = DivideUp(height * component.Vertical, MaxVertical);
            component.BlocksAcross = UnitsAcross * component.Horizontal;
            component.BlocksDown = UnitsDown * component.Vertical;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public ImageSize Size => new() { Width = Width, Height = Height };

    public bool IsProgressive { get; }

    public IReadOnlyList<JpegComponent> Components { get; }

    /// <summary>The finest sampling of any component.</summary>
    public int MaxHorizontal { get; }
    public int MaxVertical { get; }

    /// <summary>The minimum coded units of an interleaved scan.</summary>
    public int UnitsAcross { get; }
    public int UnitsDown { get; }

    /// <summary>Reads the segment.</summary>
    /// <param name="segment">Its parameters, without marker and length.</param>
    /// <param name="at">The byte of the file where it starts.</param>
    /// <param name="isProgressive">Whether its marker is SOF2.</param>
    /// <param name="options">The limits.</param>
    public static JpegFrame Read(ReadOnlySpan<byte> segment, int at, bool isProgressive, ImageDecoderOptions options)
    {
        if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5]))
        {
            throw ImageError.Jpeg.Damaged(at, "the frame header's length does not fit its components");
        }

        if (segment[0] != 8)
        {
            throw ImageError.Jpeg.Unsupported(at, $"has {segment[0]} bits a sample");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        if (height == 0)
        {
            throw ImageError.Jpeg.Unsupported(at, "tells its height only after its first scan (DNL)");
        }

        ImageSizeLimits.Check((uint)width, (uint)height, "frame header", at, options);
        if (segment[5] is not (1 or 3 or 4))
        {
            throw ImageError.Jpeg.Unsupported(at, $"has {segment[5]} components");
        }

        return new JpegFrame(width, height, isProgressive, ReadComponents(segment[6..], at));
    }

    /// <summary>The number of times that one number must be taken to reach another.</summary>
    public static int DivideUp(int value, int divisor) => (value + divisor - 1) / divisor;

    private static JpegComponent[] ReadComponents(ReadOnlySpan<byte> bytes, int at)
    {
        var components = new JpegComponent[bytes.Length / 3];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> entry = bytes.Slice(3 * i, 3);
            JpegComponent component = new()
            {
                Id = entry[0],
                Horizontal = entry[1] >> 4,
                Vertical = entry[1] & 15,
                QuantizationTable = entry[2],
            };
            if (component.Horizontal is < 1 or > MaxSampling || component.Vertical is < 1 or > MaxSampling || entry[2] > 3)
            {
                throw ImageError.Jpeg.Damaged(
                    at, $"component {entry[0]} has the sampling {entry[1]:X2} and the quantisation table {entry[2]}");
            }

            if (components.Take(i).Any(other => other.Id == component.Id))
            {
                throw ImageError.Jpeg.Damaged(at, $"two components are numbered {entry[0]}");
            }

            components[i] = component;
        }

        return components;
    }
}
