using System.Buffers.Binary;
using System.IO.Compression;

namespace Emnist.Recognition.Tests;

/// <summary>Makes IDX files for tests.</summary>
internal static class IdxBytes
{
    public static byte[] Make(uint magic, uint[] sizes, byte[] body)
    {
        byte[] bytes = new byte[4 + (4 * sizes.Length) + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic);
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        }

        body.CopyTo(bytes, bytes.Length - body.Length);
        return bytes;
    }

    public static byte[] Images(int count, int height, int width, byte[] pixels) =>
        Make(0x803, [(uint)count, (uint)height, (uint)width], pixels);

    public static byte[] Labels(params byte[] labels) => Make(0x801, [(uint)labels.Length], labels);

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
