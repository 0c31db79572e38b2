using System.Buffers.Binary;

namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Puts a BMP with a header of 40 bytes together, sound or deliberately broken; the defaults suit 2 x 2 of 8 bits.</summary>
internal sealed record BmpBuilder
{
    public int HeaderSize { get; init; } = 40;

    public int Width { get; init; } = 2;

    public int Height { get; init; } = 2;

    public ushort Bits { get; init; } = 8;

    public uint Compression { get; init; }

    public uint ColorsUsed { get; init; } = 2;

    /// <summary>Masks or palette: what lies between the header and the pixels.</summary>
    public byte[] Between { get; init; } = [10, 10, 10, 0, 20, 20, 20, 0];

    public byte[] Pixels { get; init; } = [0, 1, 0, 0, 1, 0, 0, 0];

    /// <summary>Where the file says that its pixels start; the truth unless set.</summary>
    public int? PixelOffset { get; init; }

    public byte[] ToArray()
    {
        byte[] header = new byte[54];
        header[0] = (byte)'B';
        header[1] = (byte)'M';
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(10), PixelOffset ?? header.Length + Between.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(14), HeaderSize);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(18), Width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(22), Height);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(26), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(28), Bits);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(30), Compression);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(46), ColorsUsed);
        return [.. header, .. Between, .. Pixels];
    }
}
