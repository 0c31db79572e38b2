namespace Emnist.Recognition.Tests.Imaging;

/// <summary>Puts a GIF with a global table of four greys together, sound or deliberately broken; the defaults suit 2 x 2.</summary>
internal sealed record GifBuilder
{
    public ushort ScreenWidth { get; init; } = 2;

    public ushort ScreenHeight { get; init; } = 2;

    public ushort Left { get; init; }

    public ushort Top { get; init; }

    public ushort Width { get; init; } = 2;

    public ushort Height { get; init; } = 2;

    /// <summary>Without a table, the frame has no colours at all.</summary>
    public bool HasTable { get; init; } = true;

    public byte[] BeforeFrame { get; init; } = [];

    public byte PixelSize { get; init; } = 2;

    /// <summary>The codes with their lengths in bits; the clear code is 4 and the end 5.</summary>
    public (int Code, int Bits)[] Codes { get; init; } = [(4, 3), (0, 3), (1, 3), (2, 3), (3, 4), (5, 4)];

    public byte[] ToArray() =>
    [
        .. "GIF89a"u8, .. Pair(ScreenWidth, ScreenHeight), HasTable ? (byte)0x81 : (byte)0, 0, 0,
        .. HasTable ? [0, 0, 0, 10, 10, 10, 20, 20, 20, 30, 30, 30] : Array.Empty<byte>(),
        .. BeforeFrame,
        0x2C, .. Pair(Left, Top), .. Pair(Width, Height), 0,
        PixelSize, .. Blocks(), 0x3B,
    ];

    private static byte[] Pair(ushort first, ushort second) => [(byte)first, (byte)(first >> 8), (byte)second, (byte)(second >> 8)];

    private byte[] Blocks()
    {
        List<byte> data = [];
        int used = 0;
        foreach ((int code, int bits) in Codes)
        {
            for (int i = 0; i < bits; i++, used++)
            {
                if (used % 8 == 0)
                {
                    data.Add(0);
                }

                data[^1] |= (byte)(((code >> i) & 1) << (used % 8));
            }
        }

        return [.. data.Chunk(255).SelectMany(block => block.Prepend((byte)block.Length)), 0];
    }
}
