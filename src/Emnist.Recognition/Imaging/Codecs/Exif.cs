using System.Buffers.Binary;

namespace Emnist.Recognition.Imaging.Codecs;

/// <summary>Finds the orientation in EXIF data (CIPA DC-008, 4.6.4). Damaged data turn no picture away.</summary>
internal static class Exif
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;
    private const int EntryLength = 12;

    /// <summary>Reads the orientation.</summary>
    /// <param name="tiff">The data from the TIFF header on.</param>
    /// <returns>1 to 8; 1, upright, where there is none or it cannot be read.</returns>
    public static int Orientation(ReadOnlySpan<byte> tiff)
    {
        bool littleEndian = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!littleEndian && !tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        uint start = littleEndian
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2)
        {
            return 1;
        }

        ReadOnlySpan<byte> entries = tiff[(int)start..];
        int count = Short(entries, littleEndian);
        entries = entries[2..];
        for (int i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (Short(entries, littleEndian) == OrientationTag && Short(entries[2..], littleEndian) == ShortType)
            {
                int value = Short(entries[8..], littleEndian);
                return value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool littleEndian) => littleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
