using System.IO.Compression;

namespace Emnist.Recognition.Training.Datasets;

/// <summary>Tells whether gzip data that has been read to its end was all there.</summary>
internal static class GzipEnd
{
    private const byte EndMark = 0x5a;

    /// <summary>A gzip member of the byte <see cref="EndMark"/>, in a stored block.</summary>
    private static readonly byte[] EndMember =
    [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x01, 0x01, 0x00, 0xfe, 0xff, EndMark,
        0x67, 0x57, 0xbc, 0x59, 0x01, 0x00, 0x00, 0x00,
    ];

    /// <summary>
    /// GZipStream ends in silence where the checksum at the end is cut short, or where something else follows it. A
    /// further member is unpacked only after a complete one.
    /// </summary>
    /// <exception cref="InvalidDataException">It was not.</exception>
    public static void Check(PushbackStream packed, GZipStream unpacked)
    {
        packed.Push(EndMember);
        if (unpacked.ReadByte() != EndMark || unpacked.ReadByte() >= 0)
        {
            throw new InvalidDataException("a checksum cut short or bytes after it");
        }
    }
}
